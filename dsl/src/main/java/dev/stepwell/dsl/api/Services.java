package dev.stepwell.dsl.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/**
 * The services that the jar has models of. A model is read when it is first asked for and kept: it
 * is a constant, like a class. Any thread may ask.
 */
public final class Services {

  private static final Map<String, Service> READ = new ConcurrentHashMap<>();

  private Services() {}

  /** The service of this id, such as {@code redshiftdata}; empty if there is no model of it. */
  public static Optional<Service> find(String id) {
    return Index.SERVICES.contains(id)
        ? Optional.of(READ.computeIfAbsent(id, unread -> new Service(unread, read(unread))))
        : Optional.empty();
  }

  /** The ids of all services, sorted. */
  public static List<String> ids() {
    return Index.SERVICES;
  }

  /** Which models they are, such as {@code botocore 1.43.107}. */
  public static String version() {
    return "botocore " + Index.VERSION;
  }

  private static JsonObject read(String name) {
    String file = name + ".json.gz";
    try (InputStream packed = Services.class.getResourceAsStream(file)) {
      if (packed == null) {
        throw new IllegalStateException("the jar of stepwell-dsl lacks its resource " + file);
      }
      byte[] text = new GZIPInputStream(packed).readAllBytes();
      return (JsonObject) Json.parse(new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + file + " of stepwell-dsl is damaged", e);
    }
  }

  /** What the jar holds; read with the first question. */
  private static final class Index {
    private static final JsonObject FACTS = read("index");
    private static final List<String> SERVICES = Shape.texts(FACTS, "services");
    private static final String VERSION = String.valueOf(FACTS.string("version"));
  }
}
