package dev.stepwell.local.glue;

import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Glue's actions over the catalog. Pages are not cut: every answer is whole. */
final class CatalogActions {

  private static final int BATCH = 100;

  private final Catalog catalog;
  private final LakeTables tables;
  private final DuckDb duck;

  CatalogActions(LakeTables tables, DuckDb duck) {
    this.catalog = tables.catalog();
    this.tables = tables;
    this.duck = duck;
  }

  void addTo(Service.Builder glue) {
    Parameters table = Parameters.required("DatabaseName", "TableName").optional("CatalogId");
    glue.action(
            "getTable",
            Parameters.required("DatabaseName", "Name").optional("CatalogId"),
            Resumption.REPEAT,
            this::getTable)
        .action(
            "getTables",
            Parameters.required("DatabaseName").optional("CatalogId", "Expression", "MaxResults"),
            Resumption.REPEAT,
            this::getTables)
        .action(
            "getDatabase",
            Parameters.required("Name").optional("CatalogId"),
            Resumption.REPEAT,
            this::getDatabase)
        .action(
            "getPartition",
            Parameters.required("DatabaseName", "TableName", "PartitionValues")
                .optional("CatalogId"),
            Resumption.REPEAT,
            this::getPartition)
        .action(
            "getPartitions",
            table.optional("Expression", "MaxResults", "ExcludeColumnSchema"),
            Resumption.REPEAT,
            this::getPartitions)
        .action(
            "batchCreatePartition",
            Parameters.required("DatabaseName", "TableName", "PartitionInputList")
                .optional("CatalogId"),
            Resumption.RECORD,
            this::batchCreatePartition)
        .action(
            "batchDeletePartition",
            Parameters.required("DatabaseName", "TableName", "PartitionsToDelete")
                .optional("CatalogId"),
            Resumption.RECORD,
            this::batchDeletePartition)
        .action(
            "deleteTable",
            Parameters.required("DatabaseName", "Name").optional("CatalogId"),
            Resumption.RECORD,
            this::deleteTable);
  }

  private Json getTable(JsonObject arguments, CallContext context) throws ServiceException {
    Table table = catalog.table(text(arguments, "DatabaseName"), text(arguments, "Name"));
    return JsonObject.of("Table", table.description());
  }

  private Json getTables(JsonObject arguments, CallContext context) throws ServiceException {
    String expression = arguments.string("Expression");
    Pattern names;
    try {
      names =
          Pattern.compile(expression == null ? ".*" : expression.replaceAll("(?<!\\.)\\*", ".*"));
    } catch (PatternSyntaxException wrong) {
      throw ServiceException.refused(
          "InvalidInputException", "Expression is no pattern: " + wrong.getDescription());
    }
    List<Json> found = new ArrayList<>();
    for (Table table : catalog.tables(text(arguments, "DatabaseName"))) {
      if (names.matcher(table.name()).matches()) {
        found.add(table.description());
      }
    }
    return JsonObject.of("TableList", JsonArray.of(found));
  }

  private Json getDatabase(JsonObject arguments, CallContext context) throws ServiceException {
    String name = text(arguments, "Name");
    catalog.tables(name);
    return JsonObject.of("Database", JsonObject.of("Name", Json.of(Catalog.lower(name))));
  }

  private Json getPartition(JsonObject arguments, CallContext context) throws ServiceException {
    String table = text(arguments, "TableName");
    List<String> values = Partition.values(arguments.array("PartitionValues"));
    for (Partition each : catalog.partitions(text(arguments, "DatabaseName"), table)) {
      if (each.values().equals(values)) {
        return JsonObject.of("Partition", each.description());
      }
    }
    throw ServiceException.refused(
        "EntityNotFoundException", "Table " + table + " has no partition " + values);
  }

  private Json getPartitions(JsonObject arguments, CallContext context) throws ServiceException {
    Table table = catalog.table(text(arguments, "DatabaseName"), text(arguments, "TableName"));
    int most =
        arguments.get("MaxResults") instanceof JsonNumber number
            ? (int) number.longValue()
            : Integer.MAX_VALUE;
    String expression = arguments.string("Expression");
    List<Partition> found;
    if (expression == null) {
      found = catalog.partitions(table.database(), table.name());
    } else {
      try (SqlSession session = duck.session()) {
        found = tables.filter(session, table, expression);
      } catch (SQLException failure) {
        throw new ServiceException(
            "InternalServiceException", String.valueOf(failure.getMessage()), 500);
      }
    }
    return JsonObject.of(
        "Partitions",
        found.stream()
            .limit(most)
            .map(each -> (Json) each.description())
            .collect(JsonArray.collector()));
  }

  private Json batchCreatePartition(JsonObject arguments, CallContext context)
      throws ServiceException {
    Table table = catalog.table(text(arguments, "DatabaseName"), text(arguments, "TableName"));
    JsonArray inputs = arguments.array("PartitionInputList");
    checkBatch("PartitionInputList", inputs);
    int keys = table.partitionKeys().size();
    List<Partition> partitions = new ArrayList<>();
    for (Json input : inputs) {
      JsonObject described = input instanceof JsonObject object ? object : JsonObject.EMPTY;
      Partition partition =
          Partition.of(
              described
                  .with("DatabaseName", Json.of(table.database()))
                  .with("TableName", Json.of(table.name()))
                  .with("CreationTime", Json.of(context.now().toString())));
      if (partition.values().size() != keys) {
        throw ServiceException.refused(
            "InvalidInputException",
            "The number of partition keys do not match the number of partition values: table "
                + table.name()
                + " has "
                + keys
                + " keys, the values are "
                + partition.values());
      }
      partitions.add(partition);
    }
    List<Json> errors = new ArrayList<>();
    for (Partition taken : catalog.addPartitions(table.database(), table.name(), partitions)) {
      errors.add(error(taken.values(), "AlreadyExistsException", "Partition already exists."));
    }
    return JsonObject.of("Errors", JsonArray.of(errors));
  }

  private Json batchDeletePartition(JsonObject arguments, CallContext context)
      throws ServiceException {
    JsonArray inputs = arguments.array("PartitionsToDelete");
    checkBatch("PartitionsToDelete", inputs);
    List<List<String>> values = new ArrayList<>();
    for (Json input : inputs) {
      values.add(
          input instanceof JsonObject object
              ? Partition.values(object.array("Values"))
              : List.of());
    }
    List<Json> errors = new ArrayList<>();
    for (List<String> missing :
        catalog.removePartitions(
            text(arguments, "DatabaseName"), text(arguments, "TableName"), values)) {
      errors.add(error(missing, "EntityNotFoundException", "Partition not found."));
    }
    return JsonObject.of("Errors", JsonArray.of(errors));
  }

  private static void checkBatch(String name, JsonArray batch) throws ServiceException {
    if (batch.length() > BATCH) {
      throw ServiceException.refused(
          "InvalidInputException",
          name + " has " + batch.length() + " entries; at most " + BATCH + " are allowed");
    }
  }

  private static Json error(List<String> values, String code, String message) {
    return JsonObject.of(
        "PartitionValues",
        Json.of(values),
        "ErrorDetail",
        JsonObject.of("ErrorCode", Json.of(code), "ErrorMessage", Json.of(message)));
  }

  private Json deleteTable(JsonObject arguments, CallContext context) throws ServiceException {
    catalog.deleteTable(text(arguments, "DatabaseName"), text(arguments, "Name"));
    return JsonObject.EMPTY;
  }
}
