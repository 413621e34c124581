package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A write to DynamoDB. Expressions are in DynamoDB's own language; {@code :value} and {@code #name}
 * in them stand for what {@link #value} and {@link #name} say. A retried write is made again, so
 * that one that adds to a counter should have a condition.
 */
public final class DynamoWrite extends Task<DynamoDb.Written> {

  private static final Pattern PLACEHOLDER = Pattern.compile("[:#][A-Za-z0-9_]+");

  private final DynamoTable table;
  private final String action;
  private final Expr.Fields arguments;
  private final String expressions;
  private final Expr.Fields names;
  private final Expr.Fields values;
  private final boolean tolerant;

  DynamoWrite(DynamoTable table, String action, Expr.Fields arguments, String expressions) {
    this(table, action, arguments, expressions, Expr.fields(), Expr.fields(), false);
  }

  private DynamoWrite(
      DynamoTable table,
      String action,
      Expr.Fields arguments,
      String expressions,
      Expr.Fields names,
      Expr.Fields values,
      boolean tolerant) {
    super(
        "DynamoDB " + action.substring(0, action.length() - "Item".length()),
        work(table, action, arguments, names, values, tolerant),
        parts -> new DynamoDb.Written(new Bool(parts.part("written"))));
    this.table = table;
    this.action = action;
    this.arguments = arguments;
    this.expressions = expressions;
    this.names = names;
    this.values = values;
    this.tolerant = tolerant;
  }

  private static Work work(
      DynamoTable table,
      String action,
      Expr.Fields arguments,
      Expr.Fields names,
      Expr.Fields values,
      boolean tolerant) {
    Expr.Fields all = arguments;
    if (!names.members().isEmpty()) {
      all = all.and("ExpressionAttributeNames", names);
    }
    if (!values.members().isEmpty()) {
      all = all.and("ExpressionAttributeValues", values);
    }
    Outputs outputs = Outputs.of(written(true));
    return tolerant
        ? new Work.Tolerant(
            table.call(action, all),
            List.of(DynamoDb.CONDITION_FAILED.name()),
            written(false),
            outputs)
        : new Work.Request(table.call(action, all), outputs);
  }

  private static Expr.Fields written(boolean written) {
    return Expr.fields().and("written", new Expr.Constant(Json.of(written)));
  }

  /**
   * Only if this holds; else it fails with {@link DynamoDb#CONDITION_FAILED}.
   *
   * @param expression such as {@code attribute_not_exists(pk) OR expires < :now}
   */
  public DynamoWrite onlyIf(String expression) {
    if (arguments.has("ConditionExpression")) {
      throw InvalidWorkflowException.here(
          "a DynamoDB write has one condition; put both into one with AND");
    }
    return new DynamoWrite(
        table,
        action,
        arguments.and("ConditionExpression", Text.of(expression).expr()),
        expressions + " " + expression,
        names,
        values,
        tolerant);
  }

  /** Goes on if the condition does not hold, with {@code written} false. */
  public DynamoWrite orNothing() {
    if (!arguments.has("ConditionExpression")) {
      throw InvalidWorkflowException.here(
          "a DynamoDB write without a condition always writes; say onlyIf(..) first");
    }
    return new DynamoWrite(table, action, arguments, expressions, names, values, true);
  }

  /**
   * This value for {@code :placeholder}.
   *
   * @param placeholder with its colon; some expression must use it
   */
  public DynamoWrite value(String placeholder, Value<?> value) {
    check(':', placeholder, values);
    return new DynamoWrite(
        table,
        action,
        arguments,
        expressions,
        names,
        values.and(placeholder, DynamoItem.typed("value " + placeholder, value)),
        tolerant);
  }

  /**
   * This attribute for {@code #placeholder}, as DynamoDB reserves many words.
   *
   * @param placeholder with its hash; some expression must use it
   */
  public DynamoWrite name(String placeholder, String attribute) {
    check('#', placeholder, names);
    return new DynamoWrite(
        table,
        action,
        arguments,
        expressions,
        names.and(placeholder, Text.of(attribute).expr()),
        values,
        tolerant);
  }

  private void check(char mark, String placeholder, Expr.Fields known) {
    if (placeholder.isEmpty()
        || placeholder.charAt(0) != mark
        || !PLACEHOLDER.matcher(placeholder).matches()
        || !DynamoTable.uses(expressions, placeholder)
        || known.has(placeholder)) {
      throw InvalidWorkflowException.here(
          known.has(placeholder)
              ? "the placeholder " + placeholder + " is set twice; set it once"
              : "no expression of the DynamoDB write uses the placeholder '"
                  + placeholder
                  + "'; DynamoDB refuses those that are not used, write "
                  + mark
                  + "name where it belongs, before you set it");
    }
  }

  /** The work, whose placeholders must all be known by now. */
  @Override
  Work work() {
    Matcher used = PLACEHOLDER.matcher(expressions);
    while (used.find()) {
      if (!names.has(used.group()) && !values.has(used.group())) {
        throw InvalidWorkflowException.here(
            "the DynamoDB write uses "
                + used.group()
                + ", which nothing sets; say "
                + (used.group().startsWith(":") ? "value" : "name")
                + "(\""
                + used.group()
                + "\", ..)");
      }
    }
    return super.work();
  }
}
