package dev.stepwell.dsl.passes;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the names that deployment must fill. */
public final class FindDeployedNames {

  private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z0-9]+)\\}");

  private FindDeployedNames() {}

  /** The names in the texts of a definition, in the order of their first use. */
  public static List<String> in(JsonObject definition) {
    Set<String> names = new LinkedHashSet<>();
    collect(definition, names);
    return List.copyOf(names);
  }

  private static void collect(Json value, Set<String> names) {
    if (value instanceof JsonObject object) {
      object.forEach((name, member) -> collect(member, names));
    } else if (value instanceof JsonArray array) {
      array.forEach(element -> collect(element, names));
    } else if (value instanceof JsonString text) {
      Matcher matcher = NAME.matcher(text.value());
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
  }
}
