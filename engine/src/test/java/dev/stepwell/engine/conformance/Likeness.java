package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares actual values to recorded ones: wildcards match anything, a placeholder means the same
 * text everywhere, instants are blurred as the recorder blurred them.
 */
final class Likeness {

  private static final Pattern PLACEHOLDER = Pattern.compile("<(?:[^<> ]|<[^<> ]+>)+>");
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)");

  private final Set<String> wildcards;
  private final Set<String> engineCauses;
  private final Map<String, String> bound;

  Likeness(Set<String> wildcards, Set<String> engineCauses) {
    this(wildcards, engineCauses, new HashMap<>());
  }

  private Likeness(Set<String> wildcards, Set<String> engineCauses, Map<String, String> bound) {
    this.wildcards = wildcards;
    this.engineCauses = engineCauses;
    this.bound = bound;
  }

  /** What a placeholder stands for, or null. */
  @Nullable String meaning(String placeholder) {
    return bound.get(placeholder);
  }

  /** Whether a placeholder stands for the text. */
  boolean isMeant(String text) {
    return bound.containsValue(text);
  }

  /** Fixes what a placeholder stands for. */
  void bind(String placeholder, String meaning) {
    bound.put(placeholder, meaning);
  }

  /** Whether the values would match, without fixing the meaning of any placeholder. */
  boolean wouldMatch(@Nullable Json expected, @Nullable Json actual) {
    return new Likeness(wildcards, engineCauses, new HashMap<>(bound))
            .difference(expected, actual, "")
        == null;
  }

  /** Where the values differ first, or null. */
  @Nullable String difference(@Nullable Json expected, @Nullable Json actual, String path) {
    if (expected == null || actual == null) {
      return expected == actual ? null : differs(path, expected, actual);
    }
    Json wanted = decoded(expected);
    Json given = decoded(actual);
    if (wanted instanceof JsonString text && wildcards.contains(text.value())) {
      return null;
    }
    if (wanted instanceof JsonObject object && given instanceof JsonObject other) {
      return ofObjects(object, other, path);
    }
    if (wanted instanceof JsonArray array && given instanceof JsonArray other) {
      return ofArrays(array, other, path);
    }
    if (wanted instanceof JsonString text && given instanceof JsonString other) {
      return alike(text.value(), other.value(), path) ? null : differs(path, expected, actual);
    }
    if (wanted instanceof JsonString text && PLACEHOLDER.matcher(text.value()).matches()) {
      return alike(text.value(), given.compact(), path) ? null : differs(path, expected, actual);
    }
    return wanted.equals(given) ? null : differs(path, expected, actual);
  }

  private @Nullable String ofObjects(JsonObject expected, JsonObject actual, String path) {
    Map<String, Json> left = new LinkedHashMap<>(actual.asMap());
    for (int i = 0; i < expected.length(); i++) {
      String name = expected.nameAt(i);
      String difference = difference(expected.valueAt(i), left.remove(name), path + "." + name);
      if (difference != null) {
        return difference;
      }
    }
    return left.isEmpty() ? null : path + ": not expected " + left;
  }

  private @Nullable String ofArrays(JsonArray expected, JsonArray actual, String path) {
    if (expected.length() != actual.length()) {
      return differs(path, expected, actual);
    }
    for (int i = 0; i < expected.length(); i++) {
      String difference = difference(expected.get(i), actual.get(i), path + "[" + i + "]");
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private static String differs(String path, @Nullable Json expected, @Nullable Json actual) {
    return path + ": expected " + shortened(expected) + " but was " + shortened(actual);
  }

  private static String shortened(@Nullable Json value) {
    String text = value == null ? "nothing" : value.compact();
    return text.length() > 400 ? text.substring(0, 400) + "..." : text;
  }

  private static Json decoded(Json value) {
    if (value instanceof JsonString text && text.value().startsWith("{")) {
      try {
        return Json.parse(text.value());
      } catch (JsonSyntaxException noJson) {
        return value;
      }
    }
    return value;
  }

  private boolean alike(String expected, String actual, String path) {
    if (expected.equals(actual) || engineCauses.contains(expected)) {
      return true;
    }
    if (expected.equals("timestamp")
        && path.substring(path.lastIndexOf('.') + 1)
            .toLowerCase(Locale.ROOT)
            .contains("timestamp")) {
      return true;
    }
    String blurred = INSTANT.matcher(actual).replaceAll("date");
    return blurred.equals(INSTANT.matcher(expected).replaceAll("date"))
        || binds(expected, blurred)
        || binds(expected, actual);
  }

  private boolean binds(String expected, String actual) {
    Matcher placeholders = PLACEHOLDER.matcher(expected);
    StringBuilder pattern = new StringBuilder();
    Map<Integer, String> groups = new LinkedHashMap<>();
    int from = 0;
    while (placeholders.find()) {
      pattern.append(Pattern.quote(expected.substring(from, placeholders.start())));
      String known = bound.get(placeholders.group());
      if (known != null) {
        pattern.append(Pattern.quote(known));
      } else {
        pattern.append("(.+?)");
        groups.put(groups.size() + 1, placeholders.group());
      }
      from = placeholders.end();
    }
    if (from == 0) {
      return false;
    }
    pattern.append(Pattern.quote(expected.substring(from)));
    Matcher matcher = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(actual);
    if (!matcher.matches()) {
      return false;
    }
    Map<String, String> fresh = new HashMap<>();
    for (Map.Entry<Integer, String> group : groups.entrySet()) {
      String value = matcher.group(group.getKey());
      String other = fresh.putIfAbsent(group.getValue(), value);
      if (other != null && !other.equals(value)) {
        return false;
      }
    }
    bound.putAll(fresh);
    return true;
  }
}
