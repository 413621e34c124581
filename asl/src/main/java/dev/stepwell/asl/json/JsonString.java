package dev.stepwell.asl.json;

import static java.util.Objects.requireNonNull;

/**
 * A JSON string.
 *
 * @param value the characters, without quotes and escapes
 */
public record JsonString(String value) implements Json {

  /** Checks that there is a value. */
  public JsonString {
    requireNonNull(value, "value");
  }

  @Override
  public int size() {
    return JsonWriter.quotedSize(value);
  }

  @Override
  public String typeName() {
    return "string";
  }

  @Override
  public String toJava() {
    return value;
  }

  @Override
  public String toString() {
    return compact();
  }
}
