package dev.stepwell.local.quality;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.condition.number.NumberBasedCondition;

/** {@code ColumnLength}: the lengths of texts, judged by the shortest and the longest. */
final class ColumnLength {

  private ColumnLength() {}

  static Verdict check(DQRule rule, Dataset data, Scope scope) throws SQLException {
    Column column = data.column(Scope.parameters(rule).get(0));
    NumberBasedCondition condition = Numbers.condition(rule);
    return switch (condition.getOperator()) {
      case GREATER_THAN, GREATER_THAN_EQUAL_TO -> byExtremes(rule, data, column, true, false);
      case LESS_THAN, LESS_THAN_EQUAL_TO -> byExtremes(rule, data, column, false, true);
      case EQUALS, NOT_EQUALS, BETWEEN -> byExtremes(rule, data, column, true, true);
      case IN, NOT_IN, NOT_BETWEEN ->
          Compliance.check(
              rule,
              data,
              MetricChecks.columnMetric(column, "ColumnLength.Compliance"),
              predicate(rule, column));
    };
  }

  /** The predicate that one row has to satisfy; NULL has no length, which only 0 forgives. */
  static String predicate(DQRule rule, Column column) {
    NumberBasedCondition condition = Numbers.condition(rule);
    List<Double> values = Numbers.values(condition);
    String isNull = column.sql() + " is null";
    String length = "length(" + column.asText() + ")";
    return switch (condition.getOperator()) {
      case IN, EQUALS -> {
        String in = length + " in (" + NumberPredicate.list(values) + ")";
        yield values.contains(0.0)
            ? "(" + isNull + " or " + in + ")"
            : "(not " + isNull + " and " + in + ")";
      }
      case NOT_IN, NOT_EQUALS ->
          "(%s or %s not in (%s))".formatted(isNull, length, NumberPredicate.list(values));
      case NOT_BETWEEN ->
          "(%1$s or %2$s <= %3$s or %2$s >= %4$s)"
              .formatted(isNull, length, values.get(0), values.get(1));
      case BETWEEN ->
          "(%1$s > %2$s and %1$s < %3$s)".formatted(length, values.get(0), values.get(1));
      case GREATER_THAN -> "(" + length + " > " + values.get(0) + ")";
      case GREATER_THAN_EQUAL_TO -> "(" + length + " >= " + values.get(0) + ")";
      case LESS_THAN -> "(" + length + " < " + values.get(0) + ")";
      case LESS_THAN_EQUAL_TO -> "(" + length + " <= " + values.get(0) + ")";
    };
  }

  private static Verdict byExtremes(
      DQRule rule, Dataset data, Column column, boolean shortest, boolean longest)
      throws SQLException {
    double[] found =
        data.measure("min(length(%1$s)), max(length(%1$s))".formatted(column.asText()));
    if (Double.isNaN(found[0])) {
      throw RuleFailedException.emptyState("MinLength", column.name());
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (shortest) {
      metrics.put(data.metric(MetricChecks.columnMetric(column, "MinimumLength")), found[0]);
    }
    if (longest) {
      metrics.put(data.metric(MetricChecks.columnMetric(column, "MaximumLength")), found[1]);
    }
    for (double value : metrics.values()) {
      if (!Numbers.satisfies(rule, value)) {
        return Verdict.judged(false, metrics, Verdict.stock(String.valueOf(value)));
      }
    }
    return Verdict.judged(true, metrics, "");
  }
}
