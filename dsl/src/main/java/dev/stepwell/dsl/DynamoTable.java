package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;

/** A table of DynamoDB. Immutable. */
public final class DynamoTable {

  private static final RetryRule SERVICE =
      RetryRule.service(
          DynamoDb.THROUGHPUT_EXCEEDED.name(),
          "DynamoDB.RequestLimitExceeded",
          "DynamoDB.RequestLimitExceededException",
          "DynamoDB.InternalServerErrorException",
          "DynamoDB.InternalServerError",
          "DynamoDB.AmazonDynamoDBException",
          "DynamoDB.SdkClientException");
  private static final int CALL_SECONDS = 60;

  private final Text name;

  DynamoTable(Text name) {
    this.name = name;
  }

  /**
   * Reads an item, as the last write left it.
   *
   * @param shape a record of texts, numbers and booleans, called as the attributes are; what an
   *     item lacks is absent
   */
  public <R extends Record> Task<DynamoDb.Read<R>> get(DynamoItem key, Class<R> shape) {
    Expr.Fields item = Expr.fields();
    for (RecordComponent component : Fields.components(shape)) {
      item = item.and(component.getName(), attribute(shape, component));
    }
    Call call =
        call(
            "getItem",
            Expr.fields()
                .and("Key", key.attributes())
                .and("ConsistentRead", new Expr.Constant(Json.of(true))));
    return new Task<>(
        "DynamoDB get",
        new Work.Request(
            call,
            Outputs.of(
                Expr.fields()
                    .and("found", Expr.call("$exists({0})", Expr.result("Item")))
                    .and("item", item))),
        parts ->
            new DynamoDb.Read<>(
                new Bool(parts.part("found")), new Obj<>(parts.part("item"), Naming.SAME)));
  }

  private static Expr attribute(Class<?> shape, RecordComponent component) {
    String attribute = component.getName();
    Class<?> type = component.getType();
    Expr value;
    if (type == String.class
        || type == java.time.LocalDate.class
        || type == java.time.Instant.class) {
      value = Expr.result("Item", attribute, "S");
    } else if (type == boolean.class || type == Boolean.class) {
      value = Expr.result("Item", attribute, "BOOL");
    } else if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      value = Expr.call("$number({0})", Expr.result("Item", attribute, "N"));
    } else {
      throw InvalidWorkflowException.here(
          "the component "
              + attribute
              + " of "
              + shape.getSimpleName()
              + " is a "
              + type.getSimpleName()
              + ", but an item is read as texts, days, instants, numbers and booleans");
    }
    return Expr.raw("$exists({0}) ? {0} : {1}", value, new Expr.Constant(JsonNull.NULL));
  }

  /** Writes an item in the place of the one with its key, if there is one. */
  public DynamoWrite put(DynamoItem item) {
    return new DynamoWrite(this, "putItem", Expr.fields().and("Item", item.attributes()), "");
  }

  /**
   * Changes an item, or makes it.
   *
   * @param expression such as {@code SET seen = :now ADD runs :one}
   */
  public DynamoWrite update(DynamoItem key, String expression) {
    return new DynamoWrite(
        this,
        "updateItem",
        Expr.fields()
            .and("Key", key.attributes())
            .and("UpdateExpression", Text.of(expression).expr()),
        expression);
  }

  /** Deletes an item; it does not matter whether it is there. */
  public DynamoWrite delete(DynamoItem key) {
    return new DynamoWrite(this, "deleteItem", Expr.fields().and("Key", key.attributes()), "");
  }

  /**
   * A lock in this table, which has a text as its key and nothing else.
   *
   * @param keyAttribute the key's name
   * @param lock what is locked
   * @param lease after how long anybody may take it, whoever holds it: longer than the work takes
   */
  public DynamoLock lock(String keyAttribute, Text lock, Duration lease) {
    return new DynamoLock(this, keyAttribute, lock, Task.seconds("lease", lease));
  }

  Call call(String action, Expr.Fields arguments) {
    Expr.Fields all = Expr.fields().and("TableName", name.expr());
    for (Expr.Member argument : arguments.members()) {
      all = all.and(argument.name(), argument.value());
    }
    return new Call(
        "dynamodb:" + action,
        all,
        CALL_SECONDS,
        List.of(SERVICE),
        List.of(
            Permission.on(
                "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/"
                    + Arns.of(name),
                "dynamodb:" + Character.toUpperCase(action.charAt(0)) + action.substring(1))));
  }

  /** Whether an expression uses a placeholder, such as {@code :now}. */
  static boolean uses(String expression, String placeholder) {
    return expression.matches(
        "(?s).*" + java.util.regex.Pattern.quote(placeholder) + "(?![0-9a-zA-Z_]).*");
  }
}
