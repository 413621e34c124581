package dev.stepwell.local.quality;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.List;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.condition.duration.Duration;
import software.amazon.glue.dqdl.model.condition.duration.DurationBasedCondition;

/** {@code DataFreshness}: the age of every row's time, in hours with two decimals. */
final class DataFreshness {

  private DataFreshness() {}

  static Verdict check(DQRule rule, Dataset data, Scope scope) throws SQLException {
    Column column = data.column(Scope.parameters(rule).get(0));
    return Compliance.checkUnlessEmpty(
        rule,
        data,
        MetricChecks.columnMetric(column, "DataFreshness.Compliance"),
        predicate(rule, column, scope));
  }

  static String predicate(DQRule rule, Column column, Scope scope) {
    if (!(rule.getCondition() instanceof DurationBasedCondition condition)) {
      throw RuleFailedException.notEvaluated(
          "DataFreshness compares with a duration, such as '<= 24 hours'");
    }
    String age =
        "round(epoch(timestamp '%s' - try_cast(%s as timestamp)) / 3600, 2)"
            .formatted(scope.now(), column.sql());
    List<String> hours = condition.getOperands().stream().map(DataFreshness::hours).toList();
    String list = String.join(", ", hours);
    return switch (condition.getOperator()) {
      case GREATER_THAN -> "(" + age + " > " + list + ")";
      case GREATER_THAN_EQUAL_TO -> "(" + age + " >= " + list + ")";
      case LESS_THAN -> "(" + age + " < " + list + ")";
      case LESS_THAN_EQUAL_TO -> "(" + age + " <= " + list + ")";
      case EQUALS, IN -> "(" + age + " in (" + list + "))";
      case NOT_EQUALS, NOT_IN -> "(" + age + " not in (" + list + "))";
      case BETWEEN -> "(%1$s > %2$s and %1$s < %3$s)".formatted(age, hours.get(0), hours.get(1));
      case NOT_BETWEEN ->
          "(%1$s <= %2$s or %1$s >= %3$s)".formatted(age, hours.get(0), hours.get(1));
    };
  }

  private static String hours(Duration duration) {
    BigDecimal amount = BigDecimal.valueOf(duration.getAmount());
    return switch (duration.getUnit()) {
      case DAYS -> amount.multiply(BigDecimal.valueOf(24)).toPlainString();
      case HOURS -> amount.toPlainString();
      case MINUTES ->
          amount.divide(BigDecimal.valueOf(60), 4, RoundingMode.HALF_UP).toPlainString();
    };
  }
}
