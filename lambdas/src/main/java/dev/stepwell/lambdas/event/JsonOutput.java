package dev.stepwell.lambdas.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Makes JSON generators. Compact output; UTF-8. */
public final class JsonOutput {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonOutput() {}

  /** A generator that writes to the stream and closes it. */
  public static JsonGenerator to(OutputStream output) {
    try {
      return FACTORY.createGenerator(output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A generator that writes to the writer and closes it. */
  public static JsonGenerator to(Writer output) {
    try {
      return FACTORY.createGenerator(output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
