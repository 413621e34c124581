package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.s3.S3Object;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes tables and partitions down as a Glue crawler does. */
final class TableDescriptions {

  private static final String HIVE = "org.apache.hadoop.hive.ql.io.";

  private TableDescriptions() {}

  static JsonObject table(
      CrawlerDefinition crawler, String bucket, FoundTable found, FileSchema schema, Instant now) {
    long bytes = found.files().stream().mapToLong(S3Object::size).sum();
    JsonObject.Builder parameters =
        JsonObject.builder()
            .put("CrawlerSchemaDeserializerVersion", "1.0")
            .put("CrawlerSchemaSerializerVersion", "1.0")
            .put("UPDATED_BY_CRAWLER", crawler.name())
            .put("classification", schema.format())
            .put("compressionType", "none")
            .put("objectCount", Integer.toString(found.files().size()))
            .put("sizeKey", Long.toString(bytes))
            .put("typeOfData", "file");
    if (schema.format().equals("csv")) {
      parameters
          .put("areColumnsQuoted", "false")
          .put("columnsOrdered", "true")
          .put("delimiter", schema.delimiter());
      if (schema.header()) {
        parameters.put("skip.header.line.count", "1");
      }
    }
    List<Column> keys = new ArrayList<>();
    for (int i = 0; i < found.keys().size(); i++) {
      String key = found.keys().get(i);
      keys.add(new Column(key.isEmpty() ? "partition_" + i : key, "string"));
    }
    return JsonObject.builder()
        .put("Name", crawler.tablePrefix() + tableName(bucket, found))
        .put("DatabaseName", Catalog.lower(crawler.database()))
        .put("Owner", "owner")
        .put("CreateTime", now.toString())
        .put("UpdateTime", now.toString())
        .put("LastAccessTime", now.toString())
        .put("Retention", 0)
        .put("StorageDescriptor", storage(schema, "s3://" + bucket + "/" + found.folder()))
        .put("PartitionKeys", Column.json(keys))
        .put("TableType", "EXTERNAL_TABLE")
        .put("Parameters", parameters.build())
        .put("CreatedBy", "crawler/" + crawler.name())
        .put("IsRegisteredWithLakeFormation", false)
        .put("VersionId", "0")
        .build();
  }

  /** The catalog's name for a folder: lower-case letters, digits and underscores. */
  static String tableName(String bucket, FoundTable found) {
    String folder = found.name().isEmpty() ? bucket : found.name();
    return folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
  }

  static Partition partition(
      Table table, String bucket, List<String> values, String folder, Instant now) {
    JsonObject storage = table.storage().with("Location", Json.of("s3://" + bucket + "/" + folder));
    return Partition.of(
        JsonObject.builder()
            .put("Values", Json.of(values))
            .put("DatabaseName", table.database())
            .put("TableName", table.name())
            .put("CreationTime", now.toString())
            .put("StorageDescriptor", storage)
            .put("Parameters", table.description().object("Parameters"))
            .build());
  }

  private static JsonObject storage(FileSchema schema, String location) {
    JsonObject.Builder storage =
        JsonObject.builder()
            .put("Columns", Column.json(schema.columns()))
            .put("Location", location);
    switch (schema.format()) {
      case "csv" ->
          format(
              storage,
              "org.apache.hadoop.mapred.TextInputFormat",
              HIVE + "HiveIgnoreKeyTextOutputFormat",
              "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
              JsonObject.of("field.delim", Json.of(schema.delimiter())));
      case "json" ->
          format(
              storage,
              "org.apache.hadoop.mapred.TextInputFormat",
              HIVE + "HiveIgnoreKeyTextOutputFormat",
              "org.openx.data.jsonserde.JsonSerDe",
              JsonObject.of(
                  "paths",
                  Json.of(String.join(",", schema.columns().stream().map(Column::name).toList()))));
      default ->
          format(
              storage,
              HIVE + "parquet.MapredParquetInputFormat",
              HIVE + "parquet.MapredParquetOutputFormat",
              HIVE + "parquet.serde.ParquetHiveSerDe",
              JsonObject.of("serialization.format", Json.of("1")));
    }
    return storage
        .put("BucketColumns", JsonArray.EMPTY)
        .put("SortColumns", JsonArray.EMPTY)
        .put("StoredAsSubDirectories", false)
        .build();
  }

  private static void format(
      JsonObject.Builder storage, String in, String out, String serde, JsonObject parameters) {
    storage
        .put("InputFormat", in)
        .put("OutputFormat", out)
        .put("Compressed", false)
        .put("NumberOfBuckets", -1)
        .put(
            "SerdeInfo",
            JsonObject.of("SerializationLibrary", Json.of(serde), "Parameters", parameters));
  }
}
