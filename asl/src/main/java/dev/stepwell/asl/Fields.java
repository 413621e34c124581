package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one object of a definition, fetched by name and type. */
record Fields(JsonObject object, String pointer) {

  boolean has(String name) {
    return object.has(name);
  }

  @Nullable Json any(String name) {
    return object.get(name);
  }

  String text(String name) {
    String value = optionalText(name);
    if (value == null) {
      throw refusal(pointer, "The field '" + name + "' is required but was missing", "");
    }
    return value;
  }

  @Nullable String optionalText(String name) {
    Json value = object.get(name);
    if (value == null || value instanceof JsonString) {
      return value == null ? null : ((JsonString) value).value();
    }
    throw mistyped(name, "STRING");
  }

  @Nullable Integer integer(String name) {
    Json value = object.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonNumber number
        && number.isIntegral()
        && number.longValue() == (int) number.longValue()) {
      return (int) number.longValue();
    }
    throw mistyped(name, "INTEGER");
  }

  @Nullable Double number(String name) {
    Json value = object.get(name);
    if (value == null || value instanceof JsonNumber) {
      return value == null ? null : ((JsonNumber) value).doubleValue();
    }
    throw mistyped(name, "NUMBER");
  }

  @Nullable JsonObject optionalObject(String name) {
    Json value = object.get(name);
    if (value == null || value instanceof JsonObject) {
      return (JsonObject) value;
    }
    throw mistyped(name, "OBJECT");
  }

  Fields object(String name) {
    JsonObject value = optionalObject(name);
    if (value == null) {
      throw refusal(pointer, "The field '" + name + "' is required but was missing", "");
    }
    return new Fields(value, pointer + "/" + name);
  }

  /** The objects of an array; none if it is absent. */
  List<Fields> objects(String name) {
    JsonArray array = array(name);
    List<Fields> all = new ArrayList<>(array.length());
    for (int i = 0; i < array.length(); i++) {
      if (!(array.get(i) instanceof JsonObject element)) {
        throw mistyped(name + "[" + i + "]", "OBJECT");
      }
      all.add(new Fields(element, pointer + "/" + name + "[" + i + "]"));
    }
    return all;
  }

  /** The texts of an array; none if it is absent. */
  List<String> texts(String name) {
    JsonArray array = array(name);
    List<String> all = new ArrayList<>(array.length());
    for (int i = 0; i < array.length(); i++) {
      if (!(array.get(i) instanceof JsonString element)) {
        throw mistyped(name + "[" + i + "]", "STRING");
      }
      all.add(element.value());
    }
    return all;
  }

  private JsonArray array(String name) {
    Json value = object.get(name);
    if (value == null || value instanceof JsonArray) {
      return value == null ? JsonArray.EMPTY : (JsonArray) value;
    }
    throw mistyped(name, "ARRAY");
  }

  private InvalidDefinitionException mistyped(String name, String type) {
    boolean unfilled = object.get(name) instanceof JsonString text && text.value().startsWith("${");
    return refusal(
        pointer + "/" + name,
        "Expected value of type [" + type + "]",
        unfilled ? "fill in the deployment's value for " + object.string(name) + " first" : "");
  }

  static InvalidDefinitionException refusal(String pointer, String message, String remedy) {
    return new InvalidDefinitionException(
        List.of(
            new Diagnostic(
                Diagnostic.Severity.ERROR,
                "SCHEMA_VALIDATION_FAILED",
                message,
                pointer.isEmpty() ? "/" : pointer,
                remedy)));
  }
}
