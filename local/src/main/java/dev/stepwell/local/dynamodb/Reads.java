package dev.stepwell.local.dynamodb;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets, queries and scans. Thread-safe. */
final class Reads {

  /** How much one page of a query or scan reads at most. */
  private static final long PAGE = 1 << 20;

  private final Tables tables;

  Reads(Tables tables) {
    this.tables = tables;
  }

  Json get(Transaction transaction, JsonObject arguments) throws ServiceException {
    TableDefinition table = tables.find(Writes.table(arguments));
    JsonObject key = Tables.key(table, arguments.object("Key"));
    ExpressionParser parser = ExpressionParser.of(arguments);
    List<DocumentPath> projection = projection(arguments, parser);
    parser.checkUsed();
    return tables
        .get(transaction, table, key)
        .map(item -> JsonObject.of("Item", projected(item, projection)))
        .orElse(JsonObject.EMPTY);
  }

  Json query(Transaction transaction, JsonObject arguments) throws ServiceException {
    TableDefinition table = tables.find(Writes.table(arguments));
    checkIndex(arguments);
    ExpressionParser parser = ExpressionParser.of(arguments);
    String text = arguments.string("KeyConditionExpression");
    if (text == null) {
      throw AttributeValues.invalid(
          "Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
              + " request.");
    }
    KeyCondition keys = KeyCondition.of(table, parser.condition("KeyConditionExpression", text));
    Page page = page(arguments, parser);
    List<JsonObject> found =
        new ArrayList<>(
            tables.partition(transaction, table, keys.partition()).stream()
                .filter(keys.sort()::holds)
                .toList());
    if (arguments.get("ScanIndexForward") instanceof JsonBoolean forward && !forward.value()) {
      Collections.reverse(found);
    }
    return page.of(table, found, arguments);
  }

  Json scan(Transaction transaction, JsonObject arguments) throws ServiceException {
    TableDefinition table = tables.find(Writes.table(arguments));
    checkIndex(arguments);
    Page page = page(arguments, ExpressionParser.of(arguments));
    return page.of(table, tables.all(transaction, table), arguments);
  }

  private static void checkIndex(JsonObject arguments) throws ServiceException {
    String index = arguments.string("IndexName");
    if (index != null) {
      throw AttributeValues.invalid("The table does not have the specified index: " + index);
    }
  }

  private static List<DocumentPath> projection(JsonObject arguments, ExpressionParser parser)
      throws ServiceException {
    String text = arguments.string("ProjectionExpression");
    return text == null ? List.of() : parser.projection(text);
  }

  /** The parts of an item that paths lead to; all of it for no path. */
  private static JsonObject projected(JsonObject item, List<DocumentPath> paths) {
    if (paths.isEmpty()) {
      return item;
    }
    JsonObject some = JsonObject.EMPTY;
    for (DocumentPath path : paths) {
      Optional<JsonObject> value = path.find(item);
      if (value.isPresent()) {
        some = Projection.put(some, path.steps(), value.get());
      }
    }
    return some;
  }

  private static Page page(JsonObject arguments, ExpressionParser parser) throws ServiceException {
    String filter = arguments.string("FilterExpression");
    Condition condition =
        filter == null ? new Condition.Always() : parser.condition("FilterExpression", filter);
    List<DocumentPath> projection = projection(arguments, parser);
    parser.checkUsed();
    long limit = Long.MAX_VALUE;
    if (arguments.get("Limit") instanceof JsonNumber number) {
      limit = number.longValue();
      if (limit < 1) {
        throw AttributeValues.invalid(
            "1 validation error detected: Value '"
                + limit
                + "' at 'limit' failed to satisfy constraint: Member must have value greater than"
                + " or equal to 1");
      }
    }
    return new Page(condition, projection, limit);
  }

  /**
   * How the items that were found are given.
   *
   * @param filter which of them
   * @param projection what of them
   * @param limit how many are looked at
   */
  private record Page(Condition filter, List<DocumentPath> projection, long limit) {

    Json of(TableDefinition table, List<JsonObject> found, JsonObject arguments)
        throws ServiceException {
      List<JsonObject> rest = found;
      if (arguments.get("ExclusiveStartKey") instanceof JsonObject start) {
        rest = after(table, found, Tables.key(table, start));
      }
      List<Json> items = new ArrayList<>();
      long scanned = 0;
      long bytes = 0;
      @Nullable JsonObject last = null;
      for (JsonObject item : rest) {
        if (scanned == limit || bytes >= PAGE) {
          break;
        }
        scanned++;
        bytes += AttributeValues.size(item);
        last = item;
        if (filter.holds(item)) {
          items.add(projected(item, projection));
        }
      }
      JsonObject.Builder answer = JsonObject.builder().put("Count", items.size());
      if (!"COUNT".equals(arguments.string("Select"))) {
        answer.put("Items", JsonArray.of(items));
      }
      // As on AWS, a limit that is just reached has a next page, which is empty.
      if (last != null && (scanned < rest.size() || scanned == limit)) {
        answer.put("LastEvaluatedKey", Tables.keyOf(table, last));
      }
      return answer.put("ScannedCount", scanned).build();
    }

    private static List<JsonObject> after(
        TableDefinition table, List<JsonObject> found, JsonObject key) throws ServiceException {
      for (int at = 0; at < found.size(); at++) {
        if (Tables.keyOf(table, found.get(at)).equals(key)) {
          return found.subList(at + 1, found.size());
        }
      }
      throw AttributeValues.invalid(
          "The provided starting key is invalid: there is no item of this key");
    }
  }
}
