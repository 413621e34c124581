package dev.stepwell.local.glue;

import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
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
import java.util.Optional;

/** Glue's actions over the partitions of tables, with the limits of Glue's API model. */
final class PartitionActions {

  private static final int PAGE = 1000;
  private static final int BATCH_GET = 1000;
  private static final int BATCH = 100;
  private static final int BATCH_DELETE = 25;

  private final Catalog catalog;
  private final LakeTables tables;
  private final DuckDb duck;

  PartitionActions(LakeTables tables, DuckDb duck) {
    this.catalog = tables.catalog();
    this.tables = tables;
    this.duck = duck;
  }

  void addTo(Service.Builder glue) {
    glue.action("getPartition", with("PartitionValues"), Resumption.REPEAT, this::getPartition)
        .action(
            "getPartitions",
            with().optional("Expression", "MaxResults", "NextToken", "ExcludeColumnSchema"),
            Resumption.REPEAT,
            this::getPartitions)
        .action(
            "batchGetPartition",
            with("PartitionsToGet"),
            Resumption.REPEAT,
            this::batchGetPartition)
        .action("createPartition", with("PartitionInput"), Resumption.RECORD, this::create)
        .action(
            "batchCreatePartition",
            with("PartitionInputList"),
            Resumption.RECORD,
            this::batchCreatePartition)
        .action(
            "updatePartition",
            with("PartitionValueList", "PartitionInput"),
            Resumption.RECORD,
            this::update)
        .action("batchUpdatePartition", with("Entries"), Resumption.RECORD, this::batchUpdate)
        .action("deletePartition", with("PartitionValues"), Resumption.RECORD, this::delete)
        .action(
            "batchDeletePartition",
            with("PartitionsToDelete"),
            Resumption.RECORD,
            this::batchDelete);
  }

  private static Parameters with(String... more) {
    List<String> names = new ArrayList<>(List.of("DatabaseName", "TableName"));
    names.addAll(List.of(more));
    return Parameters.required(names.toArray(String[]::new)).optional("CatalogId");
  }

  private Table table(JsonObject arguments) throws ServiceException {
    return catalog.table(text(arguments, "DatabaseName"), text(arguments, "TableName"));
  }

  private static List<String> values(JsonObject holder, String name) throws ServiceException {
    Json values = holder.get(name);
    return CatalogInput.values(values == null ? JsonArray.EMPTY : values);
  }

  private static JsonObject object(Json entry) throws ServiceException {
    if (entry instanceof JsonObject object) {
      return object;
    }
    throw CatalogInput.invalid("an entry of the list must be an object: " + entry.compact());
  }

  private Json getPartition(JsonObject arguments, CallContext context) throws ServiceException {
    Table table = table(arguments);
    List<String> values = values(arguments, "PartitionValues");
    Optional<Partition> found = catalog.partition(table.database(), table.name(), values);
    if (found.isEmpty()) {
      throw Catalog.noPartition(table.name(), values);
    }
    return JsonObject.of("Partition", found.get().description());
  }

  private Json batchGetPartition(JsonObject arguments, CallContext context)
      throws ServiceException {
    Table table = table(arguments);
    List<Json> found = new ArrayList<>();
    for (Json each : CatalogInput.list(arguments, "PartitionsToGet", BATCH_GET)) {
      catalog
          .partition(table.database(), table.name(), values(object(each), "Values"))
          .ifPresent(partition -> found.add(partition.description()));
    }
    return JsonObject.of("Partitions", JsonArray.of(found), "UnprocessedKeys", JsonArray.EMPTY);
  }

  private Json getPartitions(JsonObject arguments, CallContext context) throws ServiceException {
    Table table = table(arguments);
    String expression = arguments.string("Expression");
    List<Partition> found;
    if (expression == null || expression.isBlank()) {
      found = catalog.partitions(table.database(), table.name());
    } else {
      try (SqlSession session = duck.session()) {
        found = tables.filter(session, table, expression);
      } catch (SQLException failure) {
        throw new ServiceException(
            "InternalServiceException", String.valueOf(failure.getMessage()), 500);
      }
    }
    boolean bare =
        arguments.get("ExcludeColumnSchema") instanceof JsonBoolean wanted && wanted.value();
    return Pages.page(
        arguments, "Partitions", found, PAGE, each -> bare ? bare(each) : each.description());
  }

  /** Without the columns, as a call may ask for that wants a small answer. */
  private static JsonObject bare(Partition partition) {
    JsonObject description = partition.description();
    return description.get("StorageDescriptor") instanceof JsonObject storage
        ? description.with("StorageDescriptor", storage.without("Columns"))
        : description;
  }

  private Json create(JsonObject arguments, CallContext context) throws ServiceException {
    Table table = table(arguments);
    JsonObject input = CatalogInput.object(arguments, "PartitionInput");
    Partition partition = CatalogInput.partition(table, input, context.now());
    if (!catalog.addPartitions(table.database(), table.name(), List.of(partition)).isEmpty()) {
      throw ServiceException.refused("AlreadyExistsException", "Partition already exists.");
    }
    return JsonObject.EMPTY;
  }

  private Json batchCreatePartition(JsonObject arguments, CallContext context)
      throws ServiceException {
    Table table = table(arguments);
    List<Partition> partitions = new ArrayList<>();
    for (Json each : CatalogInput.list(arguments, "PartitionInputList", BATCH)) {
      partitions.add(CatalogInput.partition(table, object(each), context.now()));
    }
    List<Json> errors = new ArrayList<>();
    for (Partition taken : catalog.addPartitions(table.database(), table.name(), partitions)) {
      errors.add(error("PartitionValues", taken.values(), "AlreadyExistsException"));
    }
    return JsonObject.of("Errors", JsonArray.of(errors));
  }

  private Json update(JsonObject arguments, CallContext context) throws ServiceException {
    Table table = table(arguments);
    JsonObject input = CatalogInput.object(arguments, "PartitionInput");
    update(table, values(arguments, "PartitionValueList"), input, context);
    return JsonObject.EMPTY;
  }

  private void update(Table table, List<String> values, JsonObject input, CallContext context)
      throws ServiceException {
    Partition next = CatalogInput.partition(table, input, context.now());
    catalog.updatePartition(table.database(), table.name(), values, next);
  }

  private Json batchUpdate(JsonObject arguments, CallContext context) throws ServiceException {
    Table table = table(arguments);
    List<Json> errors = new ArrayList<>();
    for (Json each : CatalogInput.list(arguments, "Entries", BATCH)) {
      JsonObject entry = object(each);
      List<String> values = values(entry, "PartitionValueList");
      try {
        update(table, values, CatalogInput.object(entry, "PartitionInput"), context);
      } catch (ServiceException refused) {
        if (refused.code().equals("InvalidInputException")) {
          throw refused;
        }
        errors.add(error("PartitionValueList", values, refused.code()));
      }
    }
    return JsonObject.of("Errors", JsonArray.of(errors));
  }

  private Json delete(JsonObject arguments, CallContext context) throws ServiceException {
    Table table = table(arguments);
    List<String> values = values(arguments, "PartitionValues");
    if (!catalog.removePartitions(table.database(), table.name(), List.of(values)).isEmpty()) {
      throw Catalog.noPartition(table.name(), values);
    }
    return JsonObject.EMPTY;
  }

  private Json batchDelete(JsonObject arguments, CallContext context) throws ServiceException {
    Table table = table(arguments);
    List<List<String>> values = new ArrayList<>();
    for (Json each : CatalogInput.list(arguments, "PartitionsToDelete", BATCH_DELETE)) {
      values.add(values(object(each), "Values"));
    }
    List<Json> errors = new ArrayList<>();
    for (List<String> missing : catalog.removePartitions(table.database(), table.name(), values)) {
      errors.add(error("PartitionValues", missing, "EntityNotFoundException"));
    }
    return JsonObject.of("Errors", JsonArray.of(errors));
  }

  private static Json error(String name, List<String> values, String code) {
    return CatalogInput.error(
        name,
        Json.of(values),
        code,
        code.equals("AlreadyExistsException")
            ? "Partition already exists."
            : "Partition not found.");
  }
}
