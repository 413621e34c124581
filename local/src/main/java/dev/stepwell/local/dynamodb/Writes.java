package dev.stepwell.local.dynamodb;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Transaction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts, updates, deletes and checks of one item, as alone and in transactions. Thread-safe. */
final class Writes {

  private final Tables tables;

  Writes(Tables tables) {
    this.tables = tables;
  }

  /** What an item was and is; empty where there is none. */
  record Change(Optional<JsonObject> before, Optional<JsonObject> after, List<String> updated) {}

  Change put(Transaction transaction, JsonObject arguments) throws ServiceException {
    TableDefinition table = tables.find(table(arguments));
    JsonObject item = AttributeValues.attributes(arguments.object("Item"));
    JsonObject key = Tables.keyOf(table, item);
    ExpressionParser parser = ExpressionParser.of(arguments);
    Condition condition = condition(arguments, parser);
    parser.checkUsed();
    Optional<JsonObject> before = checked(transaction, table, key, condition);
    tables.put(transaction, table, item);
    return new Change(before, Optional.of(item), List.of());
  }

  Change delete(Transaction transaction, JsonObject arguments) throws ServiceException {
    TableDefinition table = tables.find(table(arguments));
    JsonObject key = Tables.key(table, arguments.object("Key"));
    ExpressionParser parser = ExpressionParser.of(arguments);
    Condition condition = condition(arguments, parser);
    parser.checkUsed();
    Optional<JsonObject> before = checked(transaction, table, key, condition);
    tables.delete(transaction, table, key);
    return new Change(before, Optional.empty(), List.of());
  }

  Change update(Transaction transaction, JsonObject arguments) throws ServiceException {
    TableDefinition table = tables.find(table(arguments));
    JsonObject key = Tables.key(table, arguments.object("Key"));
    ExpressionParser parser = ExpressionParser.of(arguments);
    Condition condition = condition(arguments, parser);
    String text = arguments.string("UpdateExpression");
    UpdateExpression update = text == null ? new UpdateExpression(List.of()) : parser.update(text);
    parser.checkUsed();
    for (TableDefinition.Key each : table.keys()) {
      if (update.attributes().contains(each.name())) {
        throw AttributeValues.invalid(
            "One or more parameter values were invalid: Cannot update attribute "
                + each.name()
                + ". This attribute is part of the key");
      }
    }
    Optional<JsonObject> before = checked(transaction, table, key, condition);
    JsonObject after = update.applyTo(before.orElse(key));
    tables.put(transaction, table, after);
    return new Change(before, Optional.of(after), List.copyOf(update.attributes()));
  }

  void check(Transaction transaction, JsonObject arguments) throws ServiceException {
    TableDefinition table = tables.find(table(arguments));
    JsonObject key = Tables.key(table, arguments.object("Key"));
    ExpressionParser parser = ExpressionParser.of(arguments);
    Condition condition = condition(arguments, parser);
    parser.checkUsed();
    checked(transaction, table, key, condition);
  }

  static String table(JsonObject arguments) {
    return String.valueOf(arguments.string("TableName"));
  }

  private static Condition condition(JsonObject arguments, ExpressionParser parser)
      throws ServiceException {
    @Nullable String text = arguments.string("ConditionExpression");
    return text == null ? new Condition.Always() : parser.condition("ConditionExpression", text);
  }

  private Optional<JsonObject> checked(
      Transaction transaction, TableDefinition table, JsonObject key, Condition condition)
      throws ServiceException {
    Optional<JsonObject> before = tables.get(transaction, table, key);
    if (!condition.holds(before.orElse(JsonObject.EMPTY))) {
      throw ServiceException.refused(
          "ConditionalCheckFailedException", "The conditional request failed");
    }
    return before;
  }
}
