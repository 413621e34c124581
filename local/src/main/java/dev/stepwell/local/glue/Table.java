package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of the catalog.
 *
 * @param database the database's name
 * @param description the table as {@code GetTable} shows it
 */
public record Table(String database, JsonObject description) {

  /** The name. */
  public String name() {
    String name = description.string("Name");
    return name == null ? "" : name;
  }

  /** The columns that are in the files. */
  public List<Column> columns() {
    return Column.list(storage().array("Columns"));
  }

  /** The columns whose values are in the folders' names. */
  public List<Column> partitionKeys() {
    return Column.list(description.array("PartitionKeys"));
  }

  /** Where the files are, an S3 address; empty if the table has none. */
  public String location() {
    String location = storage().string("Location");
    return location == null ? "" : location;
  }

  /**
   * The files' format, such as {@code csv}, {@code json} or {@code parquet}; empty if unknown. A
   * table that no crawler made is known by its SerDe.
   */
  public String classification() {
    String classification = description.object("Parameters").string("classification");
    if (classification != null) {
      return classification;
    }
    String serde = storage().object("SerdeInfo").string("SerializationLibrary");
    if (serde == null) {
      return "";
    }
    if (serde.contains("Parquet")) {
      return "parquet";
    }
    if (serde.contains("JsonSerDe")) {
      return "json";
    }
    return serde.contains("LazySimpleSerDe") || serde.contains("OpenCSVSerde") ? "csv" : "";
  }

  /** A parameter of the files' format, such as {@code separatorChar}. */
  public @Nullable String formatParameter(String name) {
    return storage().object("SerdeInfo").object("Parameters").string(name);
  }

  /** A parameter of the table, such as {@code skip.header.line.count}. */
  public @Nullable String parameter(String name) {
    return description.object("Parameters").string(name);
  }

  /** How and where the files are kept, as {@code GetTable} shows it. */
  public JsonObject storage() {
    return description.object("StorageDescriptor");
  }

  static JsonObject storage(JsonObject template, List<Column> columns, String location) {
    JsonArray list = Column.json(columns);
    return template.with("Columns", list).with("Location", Json.of(location));
  }
}
