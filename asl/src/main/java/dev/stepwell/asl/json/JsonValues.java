package dev.stepwell.asl.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain Java values turned to JSON. */
final class JsonValues {

  private JsonValues() {}

  static Json of(@Nullable Object value) {
    if (value == null) {
      return JsonNull.NULL;
    }
    if (value instanceof Json json) {
      return json;
    }
    if (value instanceof CharSequence text) {
      return new JsonString(text.toString());
    }
    if (value instanceof Boolean truth) {
      return Json.of(truth.booleanValue());
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Map<?, ?> map) {
      JsonObject.Builder members = JsonObject.builder();
      map.forEach((name, member) -> members.put(String.valueOf(name), of(member)));
      return members.build();
    }
    if (value instanceof Iterable<?> many) {
      List<Json> elements = new ArrayList<>();
      many.forEach(element -> elements.add(of(element)));
      return JsonArray.of(elements);
    }
    if (value instanceof Object[] many) {
      return of(Arrays.asList(many));
    }
    throw new IllegalArgumentException("JSON has no value for a " + value.getClass().getName());
  }

  private static Json number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      return JsonNumber.of(number.doubleValue());
    }
    if (number instanceof BigDecimal || number instanceof BigInteger) {
      return JsonNumber.parse(number.toString());
    }
    return JsonNumber.of(number.longValue());
  }
}
