package dev.stepwell.lambdas;

import dev.stepwell.lambdas.event.JsonOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Loads events, as AWS documents them, from beside a test. */
public final class Events {
  private Events() {}

  /** The resource beside the class. */
  public static String load(Class<?> beside, String name) {
    try (InputStream stream = beside.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The text as a JSON string, as services embed documents in each other. */
  public static String quoted(String text) {
    var quoted = new StringWriter();
    try (var json = JsonOutput.to(quoted)) {
      json.writeString(text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return quoted.toString();
  }
}
