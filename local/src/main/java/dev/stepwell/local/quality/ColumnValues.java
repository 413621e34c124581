package dev.stepwell.local.quality;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.condition.Condition;
import software.amazon.glue.dqdl.model.condition.date.DateBasedCondition;
import software.amazon.glue.dqdl.model.condition.number.NumberBasedCondition;
import software.amazon.glue.dqdl.model.condition.number.NumberBasedConditionOperator;
import software.amazon.glue.dqdl.model.condition.string.StringBasedCondition;

/**
 * {@code ColumnValues}: whether every value, or enough of them, satisfies a condition. The shape of
 * the literal decides between a comparison of numbers, texts and dates.
 */
final class ColumnValues {

  /** Operators that are judged by the smallest and largest value where no threshold asks more. */
  private static final Set<NumberBasedConditionOperator> BY_EXTREMES =
      EnumSet.of(
          NumberBasedConditionOperator.GREATER_THAN,
          NumberBasedConditionOperator.GREATER_THAN_EQUAL_TO,
          NumberBasedConditionOperator.LESS_THAN,
          NumberBasedConditionOperator.LESS_THAN_EQUAL_TO,
          NumberBasedConditionOperator.EQUALS,
          NumberBasedConditionOperator.BETWEEN);

  private ColumnValues() {}

  static Verdict check(DQRule rule, Dataset data, Scope scope) throws SQLException {
    Column column = data.column(Scope.parameters(rule).get(0));
    if (rule.getThresholdCondition() == null
        && rule.getCondition() instanceof NumberBasedCondition number
        && BY_EXTREMES.contains(number.getOperator())
        && !Numbers.hasNull(number)) {
      return byExtremes(rule, number, data, column.requireNumeric());
    }
    return Compliance.check(
        rule,
        data,
        MetricChecks.columnMetric(column, "ColumnValues.Compliance"),
        predicate(rule, column, scope));
  }

  /** The predicate that one row has to satisfy. */
  static String predicate(DQRule rule, Column column, Scope scope) throws SQLException {
    Condition condition = rule.getCondition();
    if (condition instanceof NumberBasedCondition number) {
      return NumberPredicate.of(number, column);
    }
    if (condition instanceof DateBasedCondition date) {
      return DatePredicate.of(date, column, scope.now());
    }
    if (condition instanceof StringBasedCondition text) {
      return TextPredicate.of(text, column, scope);
    }
    throw RuleFailedException.notEvaluated(
        "ColumnValues cannot be compared with '" + condition.getConditionAsString() + "'");
  }

  private static Verdict byExtremes(
      DQRule rule, NumberBasedCondition condition, Dataset data, Column column)
      throws SQLException {
    double[] found =
        data.measure(
            "min(%1$s), max(%1$s), count(%2$s), count(*)"
                .formatted(column.asDouble(), column.sql()));
    if (!(found[2] > 0)) {
      throw RuleFailedException.emptyState("Minimum", column.name());
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    Set<String> extremes =
        switch (condition.getOperator()) {
          case GREATER_THAN, GREATER_THAN_EQUAL_TO -> Set.of("Minimum");
          case LESS_THAN, LESS_THAN_EQUAL_TO -> Set.of("Maximum");
          default -> Set.of("Minimum", "Maximum");
        };
    if (extremes.contains("Minimum")) {
      metrics.put(data.metric(MetricChecks.columnMetric(column, "Minimum")), found[0]);
    }
    if (extremes.contains("Maximum")) {
      metrics.put(data.metric(MetricChecks.columnMetric(column, "Maximum")), found[1]);
    }
    for (double value : metrics.values()) {
      if (!Numbers.satisfies(rule, condition, value)) {
        return Verdict.judged(false, metrics, Verdict.stock(String.valueOf(value)));
      }
    }
    return Verdict.judged(found[2] == found[3], metrics, Verdict.stock("NULL"));
  }
}
