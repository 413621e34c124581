package dev.stepwell.lambdas.fanout;

import dev.stepwell.lambdas.event.EventNode;
import dev.stepwell.lambdas.event.InvalidEventException;
import dev.stepwell.lambdas.event.JsonOutput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An execution's input with places for an object, as an input template of EventBridge has them:
 * {@code {"key": <key>}}. The places are {@code <bucket>}, {@code <key>} and {@code <time>}; each
 * becomes a JSON string with its quotes.
 */
record InputTemplate(String text) {
  private static final Pattern PLACE = Pattern.compile("<(bucket|key|time)>");

  /**
   * Refuses what would not be JSON.
   *
   * @throws InvalidEventException if it is not
   */
  InputTemplate {
    EventNode.parse(
        filled(text, new ArrivedObject("b", "k", "", Optional.empty(), "")), "the template");
  }

  /** The input for an object. */
  String fill(ArrivedObject object) {
    return filled(text, object);
  }

  /** In one pass: a key may look like a place. */
  private static String filled(String text, ArrivedObject object) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    quoted(
                        switch (place.group(1)) {
                          case "bucket" -> object.bucket();
                          case "key" -> object.key();
                          default -> object.time();
                        })));
  }

  private static String quoted(String value) {
    var text = new StringWriter();
    try (var json = JsonOutput.to(text)) {
      json.writeString(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
