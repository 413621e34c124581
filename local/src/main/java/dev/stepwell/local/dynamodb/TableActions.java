package dev.stepwell.local.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceAction;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.StateDatabase;
import dev.stepwell.local.state.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The actions of DynamoDB that a state machine calls. */
public final class TableActions {

  private static final int MOST_WRITES = 25;
  private static final int MOST_GETS = 100;
  private static final int MOST_IN_TRANSACTION = 100;

  private final StateDatabase database;
  private final Answers answers;
  private final Reads reads;
  private final Writes writes;
  private final Tables tables;

  private TableActions(StateDatabase database, Tables tables, Answers answers) {
    this.database = requireNonNull(database, "database");
    this.answers = requireNonNull(answers, "answers");
    this.tables = requireNonNull(tables, "tables");
    this.reads = new Reads(tables);
    this.writes = new Writes(tables);
  }

  /**
   * DynamoDB over these tables.
   *
   * @param database where their items are
   * @param answers the answers of the same database
   */
  public static Service of(StateDatabase database, Tables tables, Answers answers) {
    return new TableActions(database, tables, answers).service();
  }

  private Service service() {
    String[] expressions = {
      "ExpressionAttributeNames", "ExpressionAttributeValues", "ReturnConsumedCapacity"
    };
    Parameters get =
        Parameters.required("TableName", "Key")
            .optional(
                "ConsistentRead",
                "ProjectionExpression",
                "ExpressionAttributeNames",
                "ReturnConsumedCapacity");
    String[] conditional = {
      "ConditionExpression",
      "ReturnValues",
      "ReturnValuesOnConditionCheckFailure",
      "ReturnItemCollectionMetrics"
    };
    Parameters put =
        Parameters.required("TableName", "Item").optional(expressions).optional(conditional);
    Parameters delete =
        Parameters.required("TableName", "Key").optional(expressions).optional(conditional);
    Parameters update = delete.optional("UpdateExpression");
    Parameters scan =
        Parameters.required("TableName")
            .optional(expressions)
            .optional(
                "IndexName",
                "Limit",
                "Select",
                "FilterExpression",
                "ProjectionExpression",
                "ExclusiveStartKey",
                "ConsistentRead");
    Parameters query = scan.optional("KeyConditionExpression", "ScanIndexForward");
    return Service.named("dynamodb", "DynamoDb")
        .optimizedNames("DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException")
        .modelled(
            "ResourceNotFoundException",
            "ConditionalCheckFailedException",
            "TransactionCanceledException")
        .optimized("getItem", get, Resumption.REPEAT, read(reads::get))
        .optimized("putItem", put, Resumption.LOOK_UP, write(false, writes::put))
        .optimized("deleteItem", delete, Resumption.LOOK_UP, write(false, writes::delete))
        .optimized("updateItem", update, Resumption.LOOK_UP, write(true, writes::update))
        .action("getItem", get, Resumption.REPEAT, read(reads::get))
        .action("putItem", put, Resumption.LOOK_UP, write(false, writes::put))
        .action("deleteItem", delete, Resumption.LOOK_UP, write(false, writes::delete))
        .action("updateItem", update, Resumption.LOOK_UP, write(true, writes::update))
        .action("query", query, Resumption.REPEAT, read(reads::query))
        .action("scan", scan, Resumption.REPEAT, read(reads::scan))
        .action(
            "batchGetItem",
            Parameters.required("RequestItems").optional("ReturnConsumedCapacity"),
            Resumption.REPEAT,
            read(this::batchGet))
        .action(
            "batchWriteItem",
            Parameters.required("RequestItems")
                .optional("ReturnConsumedCapacity", "ReturnItemCollectionMetrics"),
            Resumption.LOOK_UP,
            this::batchWrite)
        .action(
            "transactWriteItems",
            Parameters.required("TransactItems")
                .optional(
                    "ClientRequestToken", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics"),
            Resumption.LOOK_UP,
            this::transactWrite)
        .build();
  }

  /** Work that reads. */
  @FunctionalInterface
  private interface Read {
    Json in(Transaction transaction, JsonObject arguments) throws ServiceException;
  }

  private ServiceAction read(Read work) {
    return (arguments, context) -> {
      checkMetrics(arguments);
      return database.<Json, ServiceException>transact(
          transaction -> work.in(transaction, arguments));
    };
  }

  /** Work that changes one item. */
  @FunctionalInterface
  private interface Write {
    Writes.Change in(Transaction transaction, JsonObject arguments) throws ServiceException;
  }

  private ServiceAction write(boolean update, Write work) {
    return (arguments, context) -> {
      checkMetrics(arguments);
      String values = arguments.string("ReturnValues");
      return answers.once(
          context,
          transaction ->
              returned(values == null ? "NONE" : values, update, work.in(transaction, arguments)));
    };
  }

  private static void checkMetrics(JsonObject arguments) throws ServiceException {
    for (String name : List.of("ReturnConsumedCapacity", "ReturnItemCollectionMetrics")) {
      String wanted = arguments.string(name);
      if (wanted != null && !wanted.equals("NONE")) {
        throw AttributeValues.invalid(
            name + " " + wanted + " is not supported here: nothing is metered. Use NONE");
      }
    }
  }

  private static Json returned(String values, boolean update, Writes.Change change)
      throws ServiceException {
    Optional<JsonObject> attributes =
        switch (values) {
          case "NONE" -> Optional.empty();
          case "ALL_OLD" -> change.before();
          case "ALL_NEW" -> update ? change.after() : wrong(values);
          case "UPDATED_OLD" -> update ? some(change.before(), change.updated()) : wrong(values);
          case "UPDATED_NEW" -> update ? some(change.after(), change.updated()) : wrong(values);
          default -> wrong(values);
        };
    return attributes
        .filter(found -> !found.isEmpty())
        .map(found -> JsonObject.of("Attributes", found))
        .orElse(JsonObject.EMPTY);
  }

  private static Optional<JsonObject> wrong(String values) throws ServiceException {
    throw AttributeValues.invalid("ReturnValues can only be ALL_OLD or NONE, not " + values);
  }

  private static Optional<JsonObject> some(Optional<JsonObject> item, List<String> names) {
    return item.map(
        found -> {
          JsonObject.Builder some = JsonObject.builder();
          names.forEach(name -> some.putIfPresent(name, found.get(name)));
          return some.build();
        });
  }

  private Json batchGet(Transaction transaction, JsonObject arguments) throws ServiceException {
    JsonObject.Builder responses = JsonObject.builder();
    int count = 0;
    for (Map.Entry<String, Json> each : arguments.object("RequestItems").asMap().entrySet()) {
      JsonObject request = each.getValue() instanceof JsonObject one ? one : JsonObject.EMPTY;
      List<Json> items = new ArrayList<>();
      for (Json key : request.array("Keys")) {
        count++;
        JsonObject one =
            (JsonObject)
                reads.get(
                    transaction,
                    request
                        .without("Keys")
                        .with("TableName", Json.of(each.getKey()))
                        .with("Key", key));
        if (one.get("Item") instanceof JsonObject item) {
          items.add(item);
        }
      }
      responses.put(each.getKey(), JsonArray.of(items));
    }
    if (count < 1 || count > MOST_GETS) {
      throw AttributeValues.invalid("Too many or no items requested for the BatchGetItem call");
    }
    return JsonObject.of("Responses", responses.build(), "UnprocessedKeys", JsonObject.EMPTY);
  }

  private Json batchWrite(JsonObject arguments, CallContext context) throws ServiceException {
    checkMetrics(arguments);
    return answers.once(
        context,
        transaction -> {
          Set<Json> keys = new HashSet<>();
          int count = 0;
          for (Map.Entry<String, Json> table :
              arguments.object("RequestItems").asMap().entrySet()) {
            for (Json each : (JsonArray) table.getValue()) {
              count++;
              if (!keys.add(batchWrite(transaction, table.getKey(), (JsonObject) each))) {
                throw AttributeValues.invalid("Provided list of item keys contains duplicates");
              }
            }
          }
          if (count < 1 || count > MOST_WRITES) {
            throw AttributeValues.invalid(
                "Too many or no items requested for the BatchWriteItem call");
          }
          return JsonObject.of("UnprocessedItems", JsonObject.EMPTY);
        });
  }

  private Json batchWrite(Transaction transaction, String tableName, JsonObject request)
      throws ServiceException {
    TableDefinition table = tables.find(tableName);
    JsonObject key;
    if (request.get("PutRequest") instanceof JsonObject put) {
      JsonObject item = AttributeValues.attributes(put.object("Item"));
      key = Tables.keyOf(table, item);
      tables.put(transaction, table, item);
    } else if (request.get("DeleteRequest") instanceof JsonObject delete) {
      key = Tables.key(table, delete.object("Key"));
      tables.delete(transaction, table, key);
    } else {
      throw AttributeValues.invalid(
          "Supplied AttributeValue has no PutRequest or DeleteRequest: " + request.names());
    }
    return JsonObject.of(table.name(), key);
  }

  private Json transactWrite(JsonObject arguments, CallContext context) throws ServiceException {
    checkMetrics(arguments);
    JsonArray items = arguments.array("TransactItems");
    if (items.length() < 1 || items.length() > MOST_IN_TRANSACTION) {
      throw AttributeValues.invalid(
          "1 validation error detected: Value at 'transactItems' failed to satisfy constraint:"
              + " Member must have length between 1 and 100");
    }
    return answers.once(
        context,
        transaction -> {
          List<String> reasons = new ArrayList<>();
          for (Json each : items) {
            reasons.add(outcome(transaction, (JsonObject) each));
          }
          if (reasons.stream().anyMatch(reason -> !reason.equals("None"))) {
            throw ServiceException.refused(
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                    + String.join(", ", reasons)
                    + "]");
          }
          return JsonObject.EMPTY;
        });
  }

  private String outcome(Transaction transaction, JsonObject item) throws ServiceException {
    try {
      if (item.get("Put") instanceof JsonObject put) {
        writes.put(transaction, put);
      } else if (item.get("Update") instanceof JsonObject update) {
        writes.update(transaction, update);
      } else if (item.get("Delete") instanceof JsonObject delete) {
        writes.delete(transaction, delete);
      } else {
        writes.check(transaction, item.object("ConditionCheck"));
      }
      return "None";
    } catch (ServiceException failure) {
      if (failure.code().equals("ConditionalCheckFailedException")) {
        return "ConditionalCheckFailed";
      }
      throw failure;
    }
  }
}
