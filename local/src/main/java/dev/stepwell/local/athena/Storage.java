package dev.stepwell.local.athena;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the files of a table are kept. */
enum Storage {
  TEXT(
      "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
      "org.apache.hadoop.mapred.TextInputFormat",
      "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"),
  JSON(
      "org.openx.data.jsonserde.JsonSerDe",
      "org.apache.hadoop.mapred.TextInputFormat",
      "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"),
  PARQUET(
      "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
      "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
      "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat");

  private final String serde;
  private final String input;
  private final String output;

  Storage(String serde, String input, String output) {
    this.serde = serde;
    this.input = input;
    this.output = output;
  }

  String serde() {
    return serde;
  }

  /** That of {@code STORED AS} or {@code format}. */
  static Storage named(String name) throws SyntaxException {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "PARQUET" -> PARQUET;
      case "TEXTFILE" -> TEXT;
      case "JSON" -> JSON;
      default ->
          throw SyntaxException.of(
              "The format '"
                  + name
                  + "' is not supported here; supported are PARQUET, JSON and TEXTFILE");
    };
  }

  /** That of a SerDe's class. */
  static Storage ofSerde(String library) throws SyntaxException {
    if (library.endsWith("ParquetHiveSerDe")) {
      return PARQUET;
    }
    if (library.endsWith("JsonSerDe")) {
      return JSON;
    }
    if (library.endsWith("LazySimpleSerDe") || library.endsWith("OpenCSVSerde")) {
      return TEXT;
    }
    throw SyntaxException.of(
        "The SerDe '"
            + library
            + "' is not supported here; supported are those of Parquet, JSON and CSV");
  }

  /** The {@code StorageDescriptor} of a table. */
  JsonObject described(
      String location, JsonArray columns, String library, Map<String, String> properties) {
    return JsonObject.builder()
        .put("Columns", columns)
        .put("Location", location.endsWith("/") ? location : location + "/")
        .put("InputFormat", input)
        .put("OutputFormat", output)
        .put("Compressed", false)
        .put("NumberOfBuckets", 0)
        .put(
            "SerdeInfo",
            JsonObject.of(
                "SerializationLibrary", Json.of(library), "Parameters", Json.of(properties)))
        .put("BucketColumns", JsonArray.EMPTY)
        .put("SortColumns", JsonArray.EMPTY)
        .put("StoredAsSubDirectories", false)
        .build();
  }

  /** The {@code TableInput} of a table. */
  static JsonObject input(
      String name,
      List<Json> columns,
      List<Json> keys,
      JsonObject storage,
      Map<String, String> parameters) {
    return JsonObject.builder()
        .put("Name", name)
        .put("Owner", "hadoop")
        .put("StorageDescriptor", storage.with("Columns", JsonArray.of(columns)))
        .put("PartitionKeys", JsonArray.of(keys))
        .put("TableType", "EXTERNAL_TABLE")
        .put("Parameters", Json.of(parameters))
        .build();
  }
}
