package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayList;
import java.util.List;

/**
 * A partition of a catalog table.
 *
 * @param values the values of the partition keys, in their order
 * @param description the partition as {@code GetPartitions} shows it
 */
public record Partition(List<String> values, JsonObject description) {

  /** The value that stands for NULL, in folder names as in the catalog. */
  public static final String NULL = "__HIVE_DEFAULT_PARTITION__";

  /** Copies the values. */
  public Partition {
    values = List.copyOf(values);
  }

  /** The partition that a description describes. */
  public static Partition of(JsonObject description) {
    return new Partition(values(description.array("Values")), description);
  }

  static List<String> values(JsonArray values) {
    List<String> list = new ArrayList<>(values.length());
    for (Json value : values) {
      list.add(value instanceof JsonString text ? text.value() : value.compact());
    }
    return list;
  }

  /** The columns that the partition itself declares; none if it declares none. */
  public List<Column> columns() {
    return Column.list(description.object("StorageDescriptor").array("Columns"));
  }

  /** Where the files are, an S3 address; empty if not given. */
  public String location() {
    String location = description.object("StorageDescriptor").string("Location");
    return location == null ? "" : location;
  }
}
