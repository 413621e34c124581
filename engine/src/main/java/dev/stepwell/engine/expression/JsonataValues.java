package dev.stepwell.engine.expression;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns JSON to what the library computes with, and back. Objects and arrays are not copied but
 * seen through; what an expression hands on unchanged is the very value that came in.
 */
final class JsonataValues {

  private JsonataValues() {}

  /** The value as the library takes it. */
  static Object of(Json json) {
    if (json instanceof JsonString string) {
      return string.value();
    }
    if (json instanceof JsonNumber number) {
      return JsonataNumbers.java(number);
    }
    if (json instanceof JsonBoolean truth) {
      return truth.value();
    }
    if (json == JsonNull.NULL) {
      return Jsonata.NULL_VALUE;
    }
    return json instanceof JsonObject object
        ? new ObjectView(object)
        : new ArrayView((JsonArray) json);
  }

  /**
   * The value that the library computed; null for undefined.
   *
   * @throws JsonataFailure if it is, or holds, a function
   */
  static @Nullable Json json(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return Json.of(text);
    }
    if (value instanceof Boolean truth) {
      return Json.of(truth.booleanValue());
    }
    if (value instanceof Number number) {
      return number instanceof Double || number instanceof Float
          ? JsonataNumbers.json(number.doubleValue())
          : Json.of(number.longValue());
    }
    if (value == Jsonata.NULL_VALUE) {
      return JsonNull.NULL;
    }
    if (value instanceof ObjectView view) {
      return view.object.canonical();
    }
    if (value instanceof ArrayView view && view.copy == null) {
      return view.array.canonical();
    }
    if (value instanceof Parser.Symbol) {
      throw JsonataFailure.unsupportedResult();
    }
    if (value instanceof Map<?, ?> map) {
      JsonObject.Builder members = JsonObject.builder();
      map.forEach((name, member) -> members.putIfPresent(String.valueOf(name), json(member)));
      return members.build();
    }
    if (value instanceof List<?> list) {
      List<Json> elements = new ArrayList<>(list.size());
      for (Object element : list) {
        Json json = json(element);
        if (json != null) {
          elements.add(json);
        }
      }
      return JsonArray.of(elements);
    }
    throw JsonataFailure.unsupportedResult();
  }

  private static final class ObjectView extends AbstractMap<String, Object> {

    private final JsonObject object;

    ObjectView(JsonObject object) {
      this.object = object;
    }

    @Override
    public @Nullable Object get(Object key) {
      Json value = object.get((String) key);
      return value == null ? null : of(value);
    }

    @Override
    public boolean containsKey(Object key) {
      return object.has((String) key);
    }

    @Override
    public int size() {
      return object.length();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
          return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
              return at < object.length();
            }

            @Override
            public Map.Entry<String, Object> next() {
              Map.Entry<String, Object> entry =
                  Map.entry(object.nameAt(at), of(object.valueAt(at)));
              at++;
              return entry;
            }
          };
        }

        @Override
        public int size() {
          return object.length();
        }
      };
    }
  }

  /** The library may add to a list that it was given; then, and only then, there is a copy. */
  private static final class ArrayView extends AbstractList<Object> implements RandomAccess {

    private final JsonArray array;
    private @Nullable List<Object> copy;

    ArrayView(JsonArray array) {
      this.array = array;
    }

    @Override
    public Object get(int index) {
      return copy == null ? of(array.get(index)) : copy.get(index);
    }

    @Override
    public int size() {
      return copy == null ? array.length() : copy.size();
    }

    @Override
    public Object set(int index, Object element) {
      return copied().set(index, element);
    }

    @Override
    public void add(int index, Object element) {
      copied().add(index, element);
    }

    @Override
    public Object remove(int index) {
      return copied().remove(index);
    }

    private List<Object> copied() {
      List<Object> own = copy;
      if (own == null) {
        own = new ArrayList<>(this);
        copy = own;
      }
      return own;
    }
  }
}
