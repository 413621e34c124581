package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSONPaths file: for each column the path of its value, in dot or bracket notation.
 *
 * @param paths the steps of each path: names as texts, indexes as numbers
 */
record JsonPaths(List<List<Object>> paths) implements JsonRecords.Mapping {

  private static final Pattern STEP =
      Pattern.compile(
          "\\.([A-Za-z_][A-Za-z0-9_$-]*)|\\[\\s*'([^']*)'\\s*]|\\[\\s*\"([^\"]*)\"\\s*]|\\[\\s*([0-9]{1,6})\\s*]");

  /** Reads {@code {"jsonpaths": ["$.a", "$['b'][0]"]}} for so many columns. */
  static JsonPaths parse(String text, int columns) throws WarehouseException {
    JsonArray given;
    try {
      if (!(Json.parse(text) instanceof JsonObject file)
          || !(file.get("jsonpaths") instanceof JsonArray array)) {
        throw new WarehouseException(
            "Invalid JSONPath format: the file has no array of the name jsonpaths");
      }
      given = array;
    } catch (JsonSyntaxException wrong) {
      throw new WarehouseException("Invalid JSONPath format: " + wrong.getMessage());
    }
    List<List<Object>> paths = new ArrayList<>();
    for (Json path : given) {
      paths.add(steps(path instanceof JsonString string ? string.value() : path.compact()));
    }
    if (paths.size() != columns) {
      throw new WarehouseException(
          "Number of jsonpaths and the number of columns should match. JSONPath size: %d, Number of columns in table or column list: %d"
              .formatted(paths.size(), columns));
    }
    return new JsonPaths(paths);
  }

  private static List<Object> steps(String path) throws WarehouseException {
    List<Object> steps = new ArrayList<>();
    int at = 1;
    Matcher step = STEP.matcher(path);
    while (path.startsWith("$") && at < path.length() && step.find(at) && step.start() == at) {
      if (step.group(4) != null) {
        steps.add(Integer.valueOf(step.group(4)));
      } else {
        steps.add(
            step.group(1) != null
                ? step.group(1)
                : step.group(2) != null ? step.group(2) : step.group(3));
      }
      at = step.end();
    }
    if (steps.isEmpty() || at < path.length()) {
      throw new WarehouseException(
          "Invalid JSONPath format: '%s' is not like $.name or $['name'][0]".formatted(path));
    }
    return steps;
  }

  @Override
  public List<@Nullable Json> of(Json value) {
    List<@Nullable Json> found = new ArrayList<>();
    for (List<Object> path : paths) {
      Json at = value;
      for (Object step : path) {
        at = step(at, step);
      }
      found.add(at);
    }
    return found;
  }

  private static @Nullable Json step(@Nullable Json value, Object step) {
    if (value instanceof JsonObject object && step instanceof String name) {
      return object.get(name);
    }
    return value instanceof JsonArray array && step instanceof Integer index
        ? index < array.length() ? array.get(index) : null
        : null;
  }
}
