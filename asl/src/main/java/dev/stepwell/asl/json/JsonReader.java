package dev.stepwell.asl.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON text; strict: one document, no member twice. */
final class JsonReader {

  /** How deep arrays and objects may stand in one another. */
  private static final int DEEPEST = 1000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonReader() {}

  static Json read(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return document(parser, text);
    } catch (IOException e) {
      throw new UncheckedIOException("A string cannot fail to be read", e);
    }
  }

  private static Json document(JsonParser parser, String text) throws IOException {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonSyntaxException("There is no JSON in the text", 1, 1);
      }
      Json value = value(parser, first);
      if (parser.nextToken() != null) {
        throw syntax("There is more text behind the JSON document", parser.currentTokenLocation());
      }
      if (value instanceof JsonObject object) {
        return object.withSource(text);
      }
      return value instanceof JsonArray array ? array.withSource(text) : value;
    } catch (StreamConstraintsException e) {
      throw syntax(constraint(e), parser.currentLocation());
    } catch (JsonProcessingException e) {
      // The end of what could not be read, which is the place that AWS names.
      throw syntax(e.getOriginalMessage(), parser.currentLocation());
    }
  }

  private static String constraint(StreamConstraintsException e) {
    return e.getOriginalMessage().contains("nesting depth")
        ? "Arrays and objects are nested deeper than " + DEEPEST
        : e.getOriginalMessage();
  }

  private static JsonSyntaxException syntax(String problem, JsonLocation at) {
    return new JsonSyntaxException(problem, at.getLineNr(), at.getColumnNr());
  }

  private static Json value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonString(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNumber.parse(parser.getText());
      case VALUE_TRUE -> JsonBoolean.TRUE;
      case VALUE_FALSE -> JsonBoolean.FALSE;
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw new IllegalStateException("No JSON value starts with " + token);
    };
  }

  private static Json object(JsonParser parser) throws IOException {
    List<String> names = new ArrayList<>();
    List<Json> values = new ArrayList<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      names.add(name);
      values.add(value(parser, parser.nextToken()));
    }
    return names.isEmpty()
        ? JsonObject.EMPTY
        : new JsonObject(names.toArray(new String[0]), values.toArray(new Json[0]), null);
  }

  private static Json array(JsonParser parser) throws IOException {
    List<Json> elements = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      elements.add(value(parser, next));
    }
    return JsonArray.of(elements);
  }
}
