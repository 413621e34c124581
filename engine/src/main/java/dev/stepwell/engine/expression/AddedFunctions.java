package dev.stepwell.engine.expression;

import static dev.stepwell.engine.expression.JsonataFunctions.argument;

import com.dashjoin.jsonata.Jsonata;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The six functions that AWS adds to JSONata; they check their arguments themselves. */
final class AddedFunctions {

  private AddedFunctions() {}

  private static void allowAtMost(int most, List<?> args, String function) {
    if (args.size() > most) {
      throw Raised.signature(most + 1, function);
    }
  }

  static @Nullable Object partition(List<?> args) {
    allowAtMost(2, args, "partition");
    Object first = argument(args, 0);
    Object second = argument(args, 1);
    if (first == Jsonata.NULL_VALUE) {
      throw Raised.coded(
          "T0412", "Argument 1 of function \"partition\" must be an array of undefined");
    }
    if (args.size() > 1 && second != null && !(second instanceof Number)) {
      throw Raised.signature(2, "partition");
    }
    if (first == null || (args.size() > 1 && second == null)) {
      return null;
    }
    List<?> all = first instanceof List<?> list ? list : List.of(first);
    long size = second instanceof Number number ? number.longValue() : all.size();
    if (size < 0) {
      throw Raised.coded("D3137", "Second argument must be zero or greater");
    }
    if (size == 0 || all.isEmpty()) {
      return null;
    }
    List<Object> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += (int) Math.min(size, all.size())) {
      chunks.add(new ArrayList<>(all.subList(from, (int) Math.min(all.size(), from + size))));
    }
    return chunks;
  }

  static @Nullable Object range(List<?> args) {
    allowAtMost(3, args, "range");
    for (int i = 0; i < 3; i++) {
      Object argument = argument(args, i);
      boolean required = i < 2 && i >= args.size();
      if (required || (argument != null && !(argument instanceof Number))) {
        throw Raised.signature(i + 1, "range");
      }
    }
    if (!(argument(args, 0) instanceof Number first)
        || !(argument(args, 1) instanceof Number last)
        || !(argument(args, 2) instanceof Number delta)) {
      return null;
    }
    return range(first.longValue(), last.longValue(), delta.longValue());
  }

  private static @Nullable Object range(long first, long last, long step) {
    if (step == 0 || (step > 0 ? first > last : first < last)) {
      return null;
    }
    List<Object> numbers = new ArrayList<>();
    long next = first;
    while (true) {
      if (numbers.size() == JsonataLimits.LONGEST_RANGE) {
        throw new Raised(JsonataFailure.limit(JsonataLimits.TOO_LARGE));
      }
      numbers.add(JsonataNumbers.java(Json.of(next)));
      long following = next + step;
      boolean overflown = step > 0 ? following < next : following > next;
      if (overflown || (step > 0 ? following > last : following < last)) {
        return numbers.size() == 1 ? numbers.get(0) : numbers;
      }
      next = following;
    }
  }

  static @Nullable Object hash(List<?> args) {
    allowAtMost(2, args, "hash");
    for (int i = 0; i < 2; i++) {
      if (argument(args, i) != null && !(argument(args, i) instanceof String)) {
        throw Raised.signature(i + 1, "hash");
      }
    }
    if (!(argument(args, 0) instanceof String text)
        || !(argument(args, 1) instanceof String algorithm)) {
      return null;
    }
    String digest = Digests.hex(text, algorithm);
    if (digest == null) {
      throw Raised.coded(
          "D3137",
          "Hash algorithm '"
              + algorithm
              + "' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5");
    }
    return digest;
  }

  static @Nullable Object parse(List<?> args) {
    allowAtMost(1, args, "parse");
    Object first = argument(args, 0);
    if (first == null) {
      return null;
    }
    if (!(first instanceof String text)) {
      throw Raised.signature(1, "parse");
    }
    try {
      Json parsed = Json.parse(text);
      if (hasInfinity(parsed)) {
        throw Raised.coded("D3137", "Invalid JSON");
      }
      return JsonataValues.of(parsed);
    } catch (JsonSyntaxException e) {
      throw Raised.coded("D3137", "Invalid JSON");
    }
  }

  private static boolean hasInfinity(Json value) {
    if (value instanceof JsonArray array) {
      return array.stream().anyMatch(AddedFunctions::hasInfinity);
    }
    if (value instanceof JsonObject object) {
      return object.asMap().values().stream().anyMatch(AddedFunctions::hasInfinity);
    }
    return value instanceof JsonNumber number && !Double.isFinite(number.doubleValue());
  }

  static Object random(List<?> args, Sources sources) {
    allowAtMost(1, args, "random");
    Object seed = argument(args, 0);
    if (seed == null) {
      return sources.random().nextDouble();
    }
    if (!(seed instanceof Number number)) {
      throw Raised.signature(1, "random");
    }
    // AWS's seeded numbers are java.util.Random's; three recorded ones agree.
    return new Random(number.longValue()).nextDouble();
  }

  static Object uuid(List<?> args, Sources sources) {
    allowAtMost(0, args, "uuid");
    return sources.uuids().get().toString();
  }
}
