package dev.stepwell.engine.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringTokenizer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The intrinsic functions of JSONPath states, with AWS's rounding, limits and printing. */
@SuppressWarnings("ImmutableEnumChecker") // the bodies are lambdas that capture nothing
enum Intrinsic {
  FORMAT("Format", 1, Integer.MAX_VALUE, (in, sources) -> Formatting.fill(in)),
  STRING_TO_JSON("StringToJson", 1, 1, (in, sources) -> parse(in.text(0))),
  JSON_TO_STRING("JsonToString", 1, 1, (in, sources) -> Json.of(in.any(0).compact())),
  ARRAY("Array", 0, Integer.MAX_VALUE, (in, sources) -> array(in)),
  ARRAY_PARTITION(
      "ArrayPartition", 2, 2, (in, sources) -> partition(in.array(0), in.roundedInt(1))),
  ARRAY_CONTAINS(
      "ArrayContains", 2, 2, (in, sources) -> Json.of(in.array(0).asList().contains(in.any(1)))),
  ARRAY_RANGE(
      "ArrayRange", 3, 3, (in, sources) -> range(in.rounded(0), in.rounded(1), in.rounded(2))),
  ARRAY_GET_ITEM("ArrayGetItem", 2, 2, (in, sources) -> item(in.array(0), in.roundedInt(1))),
  ARRAY_LENGTH("ArrayLength", 1, 1, (in, sources) -> Json.of(in.array(0).length())),
  ARRAY_UNIQUE(
      "ArrayUnique",
      1,
      1,
      (in, sources) -> JsonArray.of(new ArrayList<>(new LinkedHashSet<>(in.array(0).asList())))),
  BASE64_ENCODE(
      "Base64Encode",
      1,
      1,
      (in, sources) ->
          Json.of(Base64.getEncoder().encodeToString(in.shortText(0).getBytes(UTF_8)))),
  BASE64_DECODE("Base64Decode", 1, 1, (in, sources) -> decode(in.shortText(0))),
  HASH("Hash", 2, 2, (in, sources) -> hash(in.any(0), in.text(1))),
  JSON_MERGE("JsonMerge", 3, 3, (in, sources) -> merge(in.object(0), in.object(1), in.any(2))),
  MATH_RANDOM("MathRandom", 2, 3, Intrinsic::random),
  MATH_ADD(
      "MathAdd",
      2,
      2,
      (in, sources) -> Json.of(Arguments.narrow((long) in.roundedInt(0) + in.roundedInt(1)))),
  STRING_SPLIT("StringSplit", 2, 2, (in, sources) -> split(in.text(0), in.text(1))),
  UUID("UUID", 0, 0, (in, sources) -> Json.of(sources.uuids().get().toString()));

  private static final int LONGEST_RANGE = 1000;

  private static final Map<String, Intrinsic> BY_WORD =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(Intrinsic::word, Function.identity()));

  private final String word;
  private final int least;
  private final int most;
  private final Body body;

  Intrinsic(String word, int least, int most, Body body) {
    this.word = word;
    this.least = least;
    this.most = most;
    this.body = body;
  }

  @FunctionalInterface
  private interface Body {
    Json apply(Arguments in, Sources sources);
  }

  static @Nullable Intrinsic named(String word) {
    return BY_WORD.get(word);
  }

  /** The name behind {@code States.}. */
  String word() {
    return word;
  }

  Json apply(Arguments in, Sources sources) {
    in.require(least, most);
    return body.apply(in, sources);
  }

  private static Json parse(String text) {
    if (text.isBlank()) {
      return JsonNull.NULL;
    }
    try {
      Json parsed = Json.parse(text);
      if (parsed instanceof JsonObject object) {
        return JsonObject.builder().putAll(object).build();
      }
      if (parsed instanceof JsonArray array) {
        return JsonArray.of(array.asList());
      }
      return parsed instanceof JsonNumber number && number.isIntegral() && number.longValue() == 0
          ? Json.of(0)
          : parsed;
    } catch (JsonSyntaxException e) {
      throw new InvalidArgumentsException("no JSON");
    }
  }

  private static Json array(Arguments in) {
    List<Json> elements = new ArrayList<>();
    for (int i = 0; i < in.count(); i++) {
      elements.add(in.any(i));
    }
    return JsonArray.of(elements);
  }

  private static Json partition(JsonArray array, int size) {
    if (size <= 0) {
      throw new InvalidArgumentsException("size " + size);
    }
    List<Json> chunks = new ArrayList<>();
    for (int from = 0; from < array.length(); from += size) {
      chunks.add(JsonArray.of(array.asList().subList(from, Math.min(array.length(), from + size))));
      if (size > array.length() - from) {
        break;
      }
    }
    return JsonArray.of(chunks);
  }

  private static Json range(long first, long last, long step) {
    if (step == 0) {
      throw new InvalidArgumentsException("step 0");
    }
    List<Json> numbers = new ArrayList<>();
    for (long i = first; step > 0 ? i <= last : i >= last; i += step) {
      if (numbers.size() == LONGEST_RANGE) {
        throw new InvalidArgumentsException("more than " + LONGEST_RANGE + " numbers");
      }
      numbers.add(Json.of(i));
    }
    return JsonArray.of(numbers);
  }

  private static Json item(JsonArray array, int index) {
    if (index < 0 || index >= array.length()) {
      throw new InvalidArgumentsException("index " + index);
    }
    return array.get(index);
  }

  private static Json decode(String text) {
    try {
      return Json.of(new String(Base64.getDecoder().decode(text), UTF_8));
    } catch (IllegalArgumentException e) {
      throw new InvalidArgumentsException("no Base64");
    }
  }

  private static Json hash(Json data, String algorithm) {
    String text = data instanceof JsonString string ? string.value() : data.compact();
    String digest = Digests.hex(Arguments.limited(text), algorithm);
    if (digest == null) {
      throw new InvalidArgumentsException("algorithm " + algorithm);
    }
    return Json.of(digest);
  }

  private static Json merge(JsonObject first, JsonObject second, Json deep) {
    if (deep != JsonBoolean.FALSE) {
      throw new InvalidArgumentsException("deep merge");
    }
    return JsonObject.builder().putAll(first).putAll(second).build();
  }

  private static Json random(Arguments in, Sources sources) {
    int start = in.truncatedInt(0);
    int end = in.truncatedInt(1);
    if (start >= end || end - start < 0) {
      throw new InvalidArgumentsException("range " + start + ".." + end);
    }
    // AWS's seeded stream is java.util.Random's; three recorded values agree.
    int offset =
        in.count() == 3
            ? new Random(in.truncated(2)).nextInt(end - start)
            : sources.random().nextInt(end - start);
    return Json.of(start + offset);
  }

  private static Json split(String text, String delimiters) {
    return JsonArray.of(
        Collections.list(new StringTokenizer(text, delimiters)).stream()
            .map(token -> Json.of((String) token))
            .toList());
  }
}
