package dev.stepwell.asl.intrinsic;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The eighteen functions, with how many arguments each takes. */
public enum IntrinsicFunction {
  /** Fills the places of a template. */
  FORMAT("Format", 1, Integer.MAX_VALUE),
  /** Parses JSON text. */
  STRING_TO_JSON("StringToJson", 1, 1),
  /** Prints JSON text. */
  JSON_TO_STRING("JsonToString", 1, 1),
  /** Makes an array. */
  ARRAY("Array", 0, Integer.MAX_VALUE),
  /** Cuts an array into chunks. */
  ARRAY_PARTITION("ArrayPartition", 2, 2),
  /** Whether an array has a value. */
  ARRAY_CONTAINS("ArrayContains", 2, 2),
  /** Makes an array of numbers. */
  ARRAY_RANGE("ArrayRange", 3, 3),
  /** The element at a place. */
  ARRAY_GET_ITEM("ArrayGetItem", 2, 2),
  /** The number of elements. */
  ARRAY_LENGTH("ArrayLength", 1, 1),
  /** An array without its repetitions. */
  ARRAY_UNIQUE("ArrayUnique", 1, 1),
  /** Encodes text. */
  BASE64_ENCODE("Base64Encode", 1, 1),
  /** Decodes text. */
  BASE64_DECODE("Base64Decode", 1, 1),
  /** The hash of a value. */
  HASH("Hash", 2, 2),
  /** Two objects in one. */
  JSON_MERGE("JsonMerge", 3, 3),
  /** A random number. */
  MATH_RANDOM("MathRandom", 2, 3),
  /** A sum. */
  MATH_ADD("MathAdd", 2, 2),
  /** Cuts a text into pieces. */
  STRING_SPLIT("StringSplit", 2, 2),
  /** A random identifier. */
  UUID("UUID", 0, 0);

  private static final Map<String, IntrinsicFunction> BY_NAME = byName();

  private final String word;
  private final int least;
  private final int most;

  IntrinsicFunction(String name, int least, int most) {
    this.word = "States." + name;
    this.least = least;
    this.most = most;
  }

  private static Map<String, IntrinsicFunction> byName() {
    Map<String, IntrinsicFunction> all = new HashMap<>();
    for (IntrinsicFunction function : values()) {
      all.put(function.word, function);
    }
    return all;
  }

  /** The function of this name, such as {@code States.Format}, or null. */
  public static @Nullable IntrinsicFunction named(String name) {
    return BY_NAME.get(name);
  }

  /** The name in a definition, such as {@code States.Format}. */
  public String word() {
    return word;
  }

  boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  String arity() {
    if (most == Integer.MAX_VALUE) {
      return "at least " + least;
    }
    return least == most ? Integer.toString(least) : least + " to " + most;
  }
}
