package dev.stepwell.asl.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value. Immutable and safe to share between threads; equality is by value, where numbers
 * compare numerically ({@code 1} equals {@code 1.0}) and the order of object members is ignored.
 */
public sealed interface Json
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /**
   * The JSON text of this value. A document that was parsed and not changed since gives back its
   * own text, white space included; every other value prints compactly.
   */
  default String text() {
    return JsonWriter.text(this);
  }

  /** The JSON text without any white space between tokens. */
  default String compact() {
    return JsonWriter.compact(this);
  }

  /** The JSON text over several lines, two spaces a level, with a final line feed. */
  default String pretty() {
    return JsonWriter.pretty(this);
  }

  /**
   * This value as a program prints it that read it as plain data: without the text it was read
   * from, whole numbers without point and exponent, others in Java's shortest form. Gives this
   * value itself if it is so; known at once when asked again.
   */
  default Json canonical() {
    return this;
  }

  /** The length in bytes of {@link #compact()} in UTF-8, known without printing. */
  int size();

  /** The JSON type's name: {@code object array string number boolean null}. */
  String typeName();

  /**
   * This value as plain Java: unmodifiable {@code Map}, {@code List}, {@code String}, {@code
   * Integer}, {@code Long}, {@code Double}, {@code Boolean} or {@code null}.
   */
  @Nullable Object toJava();

  /**
   * Reads one JSON document.
   *
   * @throws JsonSyntaxException if the text is no JSON, has more than one document, or an object
   *     names a member twice; the message gives line and column
   */
  static Json parse(String text) {
    return JsonReader.read(text);
  }

  /**
   * The JSON value of a Java one: {@code null}, {@code Json}, {@code CharSequence}, {@code Number},
   * {@code Boolean}, {@code Map} (keys by {@code toString}), {@code Iterable} or an object array.
   *
   * @throws IllegalArgumentException for any other type, or a number that JSON cannot spell
   */
  static Json of(@Nullable Object value) {
    return JsonValues.of(value);
  }

  /** A string value. */
  static JsonString of(String value) {
    return new JsonString(value);
  }

  /** An integer value. */
  static JsonNumber of(long value) {
    return JsonNumber.of(value);
  }

  /**
   * A number value.
   *
   * @throws IllegalArgumentException if the value is not finite
   */
  static JsonNumber of(double value) {
    return JsonNumber.of(value);
  }

  /** {@code true} or {@code false}. */
  static JsonBoolean of(boolean value) {
    return value ? JsonBoolean.TRUE : JsonBoolean.FALSE;
  }

  /** An object with the members of the map, in its iteration order. */
  static JsonObject of(Map<String, ? extends @Nullable Object> members) {
    return (JsonObject) JsonValues.of(members);
  }

  /** An array with the elements of the list. */
  static JsonArray of(List<? extends @Nullable Object> elements) {
    return (JsonArray) JsonValues.of(elements);
  }
}
