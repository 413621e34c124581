package dev.stepwell.local.quality;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.glue.dqdl.model.condition.number.NumberBasedCondition;

/**
 * A numeric condition as a predicate over a row. NULL fails the positive operators and passes the
 * negative ones; the keyword NULL among the operands turns that round.
 */
final class NumberPredicate {

  private NumberPredicate() {}

  static String of(NumberBasedCondition condition, Column column) {
    List<Double> values = Numbers.values(condition);
    String c = column.sql();
    String x = column.asDouble();
    String present = c + " is not null";
    return switch (condition.getOperator()) {
      case GREATER_THAN -> "(%s and %s > %s)".formatted(present, x, first(condition, values));
      case GREATER_THAN_EQUAL_TO ->
          "(%s and %s >= %s)".formatted(present, x, first(condition, values));
      case LESS_THAN -> "(%s and %s < %s)".formatted(present, x, first(condition, values));
      case LESS_THAN_EQUAL_TO ->
          "(%s and %s <= %s)".formatted(present, x, first(condition, values));
      case BETWEEN -> "(%s and %s)".formatted(present, between(condition, x, values));
      case NOT_BETWEEN -> "(%s and not %s)".formatted(present, between(condition, x, values));
      case EQUALS, IN -> in(condition, c, x, values);
      case NOT_EQUALS, NOT_IN -> notIn(condition, c, x, values);
    };
  }

  private static String in(NumberBasedCondition condition, String c, String x, List<Double> in) {
    String isNull = c + " is null";
    if (in.isEmpty()) {
      return "(" + isNull + ")";
    }
    String found = "(" + c + " is not null and " + x + " in (" + list(in) + "))";
    return Numbers.hasNull(condition) ? "(" + found + " or " + isNull + ")" : found;
  }

  private static String notIn(
      NumberBasedCondition condition, String c, String x, List<Double> out) {
    String notNull = c + " is not null";
    if (out.isEmpty()) {
      return "(" + notNull + ")";
    }
    String other = "(" + c + " is null or " + x + " not in (" + list(out) + "))";
    return Numbers.hasNull(condition) ? "(" + other + " and " + notNull + ")" : other;
  }

  private static String between(NumberBasedCondition condition, String x, List<Double> values) {
    if (values.size() != 2) {
      throw noNumber(condition);
    }
    return "(%1$s > %2$s and %1$s < %3$s)".formatted(x, sql(values.get(0)), sql(values.get(1)));
  }

  private static String first(NumberBasedCondition condition, List<Double> values) {
    if (values.isEmpty()) {
      throw noNumber(condition);
    }
    return sql(values.get(0));
  }

  private static RuleFailedException noNumber(NumberBasedCondition condition) {
    return RuleFailedException.notEvaluated(
        "The condition '%s' compares the order of values with NULL, which has none"
            .formatted(condition.getConditionAsString()));
  }

  static String list(List<Double> values) {
    return values.stream().map(NumberPredicate::sql).collect(Collectors.joining(", "));
  }

  /** A double; the exponent makes DuckDB read it as one and not as a decimal. */
  private static String sql(double value) {
    return "cast('" + value + "' as double)";
  }
}
