package dev.stepwell.local.crash;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The state machines of the load; their definitions are resources in the folder {@code crash}. */
enum Load {
  WAITS,
  RETRIES,
  PARALLEL,
  MAP,
  DISTRIBUTED,
  NESTED,
  TOKENS,
  LAKE,
  /** Its handlers do not say how to go on, so it is retried: the history is not the undisturbed. */
  INTERRUPTED,
  /** Its worker may be killed before it knows its task, which then times out and is retried. */
  ACTIVITY,
  /** Runs only where somebody is ready to wait for the SQL engine. */
  WAREHOUSE,
  /** Is started by {@link #NESTED} only. */
  INNER;

  private static final Json INPUT = Json.parse("{\"items\": [1, 2, 3, 4]}");

  /** What can be started by anybody and runs everywhere. */
  static final List<Load> EVERYWHERE =
      Stream.of(values()).filter(load -> load != WAREHOUSE && load != INNER).toList();

  String machine() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Load of(String machine) {
    return valueOf(machine.toUpperCase(Locale.ROOT));
  }

  /** Whether even a disturbed execution has the history of an undisturbed one. */
  boolean isExact() {
    return this != INTERRUPTED && this != ACTIVITY;
  }

  /** What every execution is started with. */
  Json input() {
    return INPUT;
  }

  String definition() {
    String file = "/crash/" + machine() + ".asl.json";
    try (InputStream in = requireNonNull(Load.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
