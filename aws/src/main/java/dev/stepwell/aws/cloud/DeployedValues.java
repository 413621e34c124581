package dev.stepwell.aws.cloud;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that deployment fills in a definition, <code>${AlertsTopicArn}</code>. SAM fills them
 * from its stack; where only the definition is replaced, they are read from the one that is
 * deployed: a text at the same place, with the same words around the name.
 */
public final class DeployedValues {

  private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

  private DeployedValues() {}

  /** What names stand for, as far as both definitions tell. */
  public static Map<String, String> of(JsonObject compiled, JsonObject deployed) {
    Map<String, String> values = new LinkedHashMap<>();
    collect(compiled, deployed, values);
    return values;
  }

  private static void collect(Json compiled, Json deployed, Map<String, String> values) {
    if (compiled instanceof JsonObject object && deployed instanceof JsonObject other) {
      object.forEach(
          (name, value) -> other.find(name).ifPresent(there -> collect(value, there, values)));
    } else if (compiled instanceof JsonArray array && deployed instanceof JsonArray other) {
      for (int i = 0; i < Math.min(array.length(), other.length()); i++) {
        collect(array.get(i), other.get(i), values);
      }
    } else if (compiled instanceof JsonString text && deployed instanceof JsonString filled) {
      match(text.value(), filled.value(), values);
    }
  }

  private static void match(String text, String filled, Map<String, String> values) {
    Matcher names = NAME.matcher(text);
    StringBuilder regex = new StringBuilder();
    Map<String, Integer> groups = new LinkedHashMap<>();
    int from = 0;
    while (names.find()) {
      regex.append(Pattern.quote(text.substring(from, names.start())));
      Integer before = groups.get(names.group(1));
      if (before == null) {
        groups.put(names.group(1), groups.size() + 1);
        regex.append("(.+?)");
      } else {
        regex.append("\\").append(before);
      }
      from = names.end();
    }
    if (groups.isEmpty()) {
      return;
    }
    regex.append(Pattern.quote(text.substring(from)));
    Matcher found = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(filled);
    if (found.matches()) {
      groups.forEach((name, group) -> values.putIfAbsent(name, found.group(group)));
    }
  }

  /**
   * A definition with all names filled.
   *
   * @throws CloudException that tells the names that have no value
   */
  public static JsonObject fill(JsonObject compiled, Map<String, String> values) {
    TreeSet<String> missing = new TreeSet<>();
    JsonObject filled = (JsonObject) filled(compiled, values, missing);
    if (!missing.isEmpty()) {
      throw new CloudException(
          "nothing says what "
              + String.join(", ", missing)
              + " is on AWS: the definition that is deployed does not use it.\n"
              + "Name it with --set "
              + missing.first()
              + "=VALUE, or deploy the whole stack.");
    }
    return filled;
  }

  private static Json filled(Json value, Map<String, String> values, Set<String> missing) {
    if (value instanceof JsonObject object) {
      JsonObject.Builder members = JsonObject.builder();
      object.forEach((name, member) -> members.put(name, filled(member, values, missing)));
      return members.build();
    } else if (value instanceof JsonArray array) {
      return array.stream()
          .map(element -> filled(element, values, missing))
          .collect(JsonArray.collector());
    } else if (value instanceof JsonString text) {
      return Json.of(
          NAME.matcher(text.value())
              .replaceAll(
                  name -> {
                    String known = values.get(name.group(1));
                    if (known == null) {
                      missing.add(name.group(1));
                    }
                    return Matcher.quoteReplacement(known == null ? name.group() : known);
                  }));
    }
    return value;
  }
}
