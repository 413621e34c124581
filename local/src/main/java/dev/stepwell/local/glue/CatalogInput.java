package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.service.ServiceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a call gives ({@code TableInput} and the like) into what the catalog keeps. */
final class CatalogInput {

  private static final int LONGEST_NAME = 255;

  private CatalogInput() {}

  /** An object of a call. */
  static JsonObject object(JsonObject arguments, String name) throws ServiceException {
    if (arguments.get(name) instanceof JsonObject object) {
      return object;
    }
    throw invalid(name + " must be an object");
  }

  /** A list of a call, which may have so many entries. */
  static JsonArray list(JsonObject arguments, String name, int most) throws ServiceException {
    if (!(arguments.get(name) instanceof JsonArray list)) {
      throw invalid(name + " must be a list");
    }
    if (list.length() > most) {
      throw invalid(name + " has " + list.length() + " entries; at most " + most + " are allowed");
    }
    return list;
  }

  /** The values of a partition's keys in a call. */
  static List<String> values(Json values) throws ServiceException {
    if (!(values instanceof JsonArray list)) {
      throw invalid("the values of a partition must be a list of strings");
    }
    List<String> texts = new ArrayList<>();
    for (Json each : list) {
      if (!(each instanceof JsonString text)) {
        throw invalid("the value " + each.compact() + " of a partition must be a string");
      }
      texts.add(text.value());
    }
    return texts;
  }

  static ServiceException invalid(String message) {
    return ServiceException.refused("InvalidInputException", message);
  }

  private static String name(JsonObject input, String what) throws ServiceException {
    String name = input.string("Name");
    if (name == null || name.isBlank()) {
      throw invalid("the " + what + " needs a Name that is not empty");
    }
    if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw invalid(
          "the name of the "
              + what
              + " must have at most "
              + LONGEST_NAME
              + " characters and no control characters: "
              + name);
    }
    return Catalog.lower(name);
  }

  /** A database of a {@code DatabaseInput}. */
  static JsonObject database(JsonObject input, Instant now) throws ServiceException {
    String name = name(input, "database");
    return JsonObject.builder()
        .put("Name", name)
        .putAll(input.without("Name"))
        .put("CreateTime", now.toString())
        .build();
  }

  /** A table of a {@code TableInput}. */
  static Table table(String database, JsonObject input, Instant now) throws ServiceException {
    String name = name(input, "table");
    checkColumns(name, "Columns", input.object("StorageDescriptor").get("Columns"));
    checkColumns(name, "PartitionKeys", input.get("PartitionKeys"));
    JsonObject.Builder table =
        JsonObject.builder()
            .put("Name", name)
            .put("DatabaseName", Catalog.lower(database))
            .put("CreateTime", now.toString())
            .put("UpdateTime", now.toString())
            .put("Retention", 0);
    if (!input.has("PartitionKeys")) {
      table.put("PartitionKeys", JsonArray.EMPTY);
    }
    return new Table(
        Catalog.lower(database),
        table
            .putAll(input.without("Name"))
            .put("IsRegisteredWithLakeFormation", false)
            .put("VersionId", "0")
            .build());
  }

  private static void checkColumns(String table, String member, @Nullable Json columns)
      throws ServiceException {
    if (columns == null) {
      return;
    }
    if (!(columns instanceof JsonArray list)) {
      throw invalid("table " + table + ": " + member + " must be a list");
    }
    for (Json each : list) {
      if (!(each instanceof JsonObject column) || column.string("Name") == null) {
        throw invalid(
            "table " + table + ": an entry of " + member + " needs a Name: " + each.compact());
      }
    }
  }

  /** A partition of a {@code PartitionInput}. */
  static Partition partition(Table table, JsonObject input, Instant now) throws ServiceException {
    Json given = input.get("Values");
    List<String> values = values(given == null ? JsonArray.EMPTY : given);
    int keys = table.partitionKeys().size();
    if (values.size() != keys) {
      throw invalid(
          "The number of partition keys do not match the number of partition values: table "
              + table.name()
              + " has "
              + keys
              + " keys, the values are "
              + values);
    }
    for (String value : values) {
      if (value.isEmpty()) {
        throw invalid("a value of a partition must not be empty: " + values);
      }
    }
    return Partition.of(
        input
            .with("DatabaseName", Json.of(table.database()))
            .with("TableName", Json.of(table.name()))
            .with("CreationTime", Json.of(now.toString())));
  }

  /** An entry of a batch's {@code Errors}. */
  static Json error(String name, Json what, String code, String message) {
    return JsonObject.of(
        name,
        what,
        "ErrorDetail",
        JsonObject.of("ErrorCode", Json.of(code), "ErrorMessage", Json.of(message)));
  }
}
