package dev.stepwell.lambdas.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One value of an event together with the path to it, so that every complaint names its place.
 * Immutable. A member that is missing gives a node too, which complains when its value is asked
 * for.
 */
public final class EventNode {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String path;
  private final @Nullable Object value;

  private EventNode(String path, @Nullable Object value) {
    this.path = path;
    this.value = value;
  }

  /**
   * Reads one JSON document.
   *
   * @throws InvalidEventException if it is not JSON, with line and column
   */
  public static EventNode read(InputStream input) throws IOException {
    try (JsonParser parser = FACTORY.createParser(input)) {
      return new EventNode("", EventParser.document(parser));
    } catch (JsonProcessingException problem) {
      throw notJson("the event", problem);
    }
  }

  /** Reads a document that is embedded as text; {@code path} says where it was found. */
  public static EventNode parse(String text, String path) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return new EventNode(path, EventParser.document(parser));
    } catch (JsonProcessingException problem) {
      throw notJson(path.isEmpty() ? "the event" : "'" + path + "'", problem);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static InvalidEventException notJson(String where, JsonProcessingException problem) {
    return new InvalidEventException(
        where
            + " is not JSON: line "
            + problem.getLocation().getLineNr()
            + ", column "
            + problem.getLocation().getColumnNr()
            + ": "
            + problem.getOriginalMessage());
  }

  /** Where this value is in the event: {@code Records[0].s3.object.key}. */
  public String path() {
    return path;
  }

  /** Whether this is an object that has the member, be it {@code null}. */
  public boolean has(String name) {
    return value instanceof Map<?, ?> object && object.containsKey(name);
  }

  /** The member of this object; a missing one complains later, when it is used. */
  public EventNode get(String name) {
    if (value instanceof Map<?, ?> object) {
      return new EventNode(path.isEmpty() ? name : path + "." + name, object.get(name));
    }
    throw wrong("an object with '" + name + "'");
  }

  /** The elements of this array. */
  public List<EventNode> items() {
    if (!(value instanceof List<?> array)) {
      throw wrong("an array");
    }
    var items = new ArrayList<EventNode>(array.size());
    for (int i = 0; i < array.size(); i++) {
      items.add(new EventNode(path + "[" + i + "]", array.get(i)));
    }
    return items;
  }

  /** The text. */
  public String text() {
    if (value instanceof String text) {
      return text;
    }
    throw wrong("a string");
  }

  /** The text, or nothing if there is none or {@code null}. */
  public Optional<String> optionalText() {
    return value == null ? Optional.empty() : Optional.of(text());
  }

  /** The integer. */
  public int integer() {
    if (value instanceof Long number && number.intValue() == number) {
      return number.intValue();
    }
    throw wrong("an integer");
  }

  private InvalidEventException wrong(String expected) {
    String found =
        value == null
            ? "missing or null"
            : value instanceof Map
                ? "an object"
                : value instanceof List
                    ? "an array"
                    : value instanceof String ? "a string" : String.valueOf(value);
    return new InvalidEventException(
        (path.isEmpty() ? "the event" : "'" + path + "'") + " is " + found + ", not " + expected);
  }
}
