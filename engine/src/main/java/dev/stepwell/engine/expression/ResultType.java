package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;

/** What the value of a typed field must be. */
public enum ResultType {
  /** A JSON array. */
  ARRAY,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** A JSON number. */
  NUMBER,
  /** A JSON object. */
  OBJECT,
  /** A JSON string. */
  STRING;

  /** The type's name in messages. */
  String word() {
    return switch (this) {
      case ARRAY -> "array";
      case BOOLEAN -> "boolean";
      case NUMBER -> "number";
      case OBJECT -> "object";
      case STRING -> "string";
    };
  }

  boolean accepts(Json value) {
    return value.typeName().equals(word());
  }
}
