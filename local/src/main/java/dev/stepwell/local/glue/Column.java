package dev.stepwell.local.glue;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a catalog table.
 *
 * @param name the name, lower-case
 * @param type the Hive type, such as {@code bigint} or {@code array<string>}
 */
public record Column(String name, String type) {

  /** Checks that both are there. */
  public Column {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
  }

  static List<Column> list(JsonArray columns) {
    List<Column> list = new ArrayList<>(columns.length());
    for (Json each : columns) {
      if (each instanceof JsonObject column) {
        String name = column.string("Name");
        String type = column.string("Type");
        if (name != null) {
          list.add(new Column(name, type == null ? "string" : type));
        }
      }
    }
    return list;
  }

  static JsonArray json(List<Column> columns) {
    return columns.stream()
        .map(each -> (Json) JsonObject.of("Name", Json.of(each.name), "Type", Json.of(each.type)))
        .collect(JsonArray.collector());
  }
}
