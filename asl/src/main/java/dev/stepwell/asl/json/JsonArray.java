package dev.stepwell.asl.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON array. */
public final class JsonArray implements Json, Iterable<Json> {

  /** The array without elements. */
  public static final JsonArray EMPTY = new JsonArray(new Json[0], null);

  private final Json[] elements;
  private final @Nullable String source;
  private @Nullable JsonArray canonical;
  private int size;

  JsonArray(Json[] elements, @Nullable String source) {
    this.elements = elements;
    this.source = source;
  }

  /** An array of these values. */
  public static JsonArray of(Json... elements) {
    return elements.length == 0 ? EMPTY : new JsonArray(elements.clone(), null);
  }

  /** An array of these values. */
  public static JsonArray of(List<? extends Json> elements) {
    return elements.isEmpty() ? EMPTY : new JsonArray(elements.toArray(new Json[0]), null);
  }

  /** Collects values to an array. */
  public static Collector<Json, ?, JsonArray> collector() {
    return Collector.of(
        ArrayList<Json>::new,
        List::add,
        (left, right) -> {
          left.addAll(right);
          return left;
        },
        JsonArray::of);
  }

  /** How many elements there are. */
  public int length() {
    return elements.length;
  }

  /**
   * The element at a place.
   *
   * @param index from 0
   * @throws IndexOutOfBoundsException if there is none
   */
  public Json get(int index) {
    return elements[index];
  }

  /** The elements, in order. */
  public Stream<Json> stream() {
    return Arrays.stream(elements);
  }

  /** The elements as an unmodifiable list. */
  public List<Json> asList() {
    return Collections.unmodifiableList(Arrays.asList(elements));
  }

  /** This array with one more element at its end. */
  public JsonArray plus(Json element) {
    Json[] more = Arrays.copyOf(elements, elements.length + 1);
    more[elements.length] = element;
    return new JsonArray(more, null);
  }

  @Override
  public Iterator<Json> iterator() {
    return asList().iterator();
  }

  JsonArray withSource(String text) {
    return new JsonArray(elements, text);
  }

  @Nullable String source() {
    return source;
  }

  @Override
  public JsonArray canonical() {
    JsonArray known = canonical;
    if (known == null) {
      Json[] plain = canonical(elements);
      known = plain == elements && source == null ? this : new JsonArray(plain, null);
      known.canonical = known;
      canonical = known;
    }
    return known;
  }

  /** The values in canonical form; the same array if all are. */
  static Json[] canonical(Json[] values) {
    Json[] plain = values;
    for (int i = 0; i < values.length; i++) {
      Json value = values[i].canonical();
      if (value != values[i]) {
        plain = plain == values ? values.clone() : plain;
        plain[i] = value;
      }
    }
    return plain;
  }

  @Override
  public int size() {
    int known = size;
    if (known == 0) {
      known = 2 + Math.max(0, elements.length - 1);
      for (Json element : elements) {
        known += element.size();
      }
      size = known;
    }
    return known;
  }

  @Override
  public String typeName() {
    return "array";
  }

  @Override
  public List<@Nullable Object> toJava() {
    List<@Nullable Object> list = new ArrayList<>(elements.length);
    for (Json element : elements) {
      list.add(element.toJava());
    }
    return Collections.unmodifiableList(list);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonArray array && Arrays.equals(elements, array.elements);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(elements);
  }

  @Override
  public String toString() {
    return compact();
  }
}
