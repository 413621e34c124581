package dev.stepwell.local.quality;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.HasRuleTypeAndParameters;
import software.amazon.glue.dqdl.model.condition.number.NumberBasedCondition;

/**
 * {@code CustomSql}: with a condition the statement yields one number; without one it yields the
 * good rows, whose share is judged. The data sets go by their aliases, the checked one by {@code
 * primary}.
 */
final class CustomSql {

  static final String PRIMARY = "primary";

  private CustomSql() {}

  static Verdict check(DQRule rule, Dataset data, Scope scope) throws SQLException {
    if (!(rule.getCondition() instanceof NumberBasedCondition)) {
      return goodRows(rule, data, sql(rule, scope));
    }
    Metric metric = number(rule, scope);
    return Verdict.judged(
        Numbers.satisfies(rule, metric.value()),
        Map.of(metric.name(), metric.value()),
        "Custom SQL response failed to satisfy the threshold.");
  }

  private static String sql(HasRuleTypeAndParameters rule, Scope scope) {
    Set<String> names = new LinkedHashSet<>(scope.references().keySet());
    names.add(PRIMARY);
    return withoutEnd(SparkSql.toDuckDb(Scope.parameters(rule).get(0), names));
  }

  /** The one number that the statement yields. */
  static Metric number(HasRuleTypeAndParameters rule, Scope scope) throws SQLException {
    try (Statement statement = scope.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql(rule, scope))) {
      if (rows.getMetaData().getColumnCount() == 1 && rows.next()) {
        double value = rows.getDouble(1);
        if (!rows.wasNull() && !rows.next()) {
          return new Metric("Dataset.*.CustomSQL", value);
        }
      }
    }
    throw RuleFailedException.failed(
        "Custom SQL did not return exactly 1 row and 1 column with a number.");
  }

  /** Whether a row is among the good ones; null for a statement that yields a number. */
  static @Nullable String predicate(DQRule rule, Scope scope) throws SQLException {
    if (rule.getCondition() instanceof NumberBasedCondition) {
      return null;
    }
    String sql = sql(rule, scope);
    List<Column> returned = scope.primary().columns(scope.primary().resultColumns(sql));
    String row = RowPredicates.row(returned);
    return "(%s in (select %s from (%s)))".formatted(row, row, sql);
  }

  private static Verdict goodRows(DQRule rule, Dataset data, String sql) throws SQLException {
    List<Column> returned = new ArrayList<>();
    for (String name : data.resultColumns(sql)) {
      returned.add(data.column(name));
    }
    String match =
        returned.stream()
            .map(column -> "p.%1$s is not distinct from g.%1$s".formatted(column.sql()))
            .collect(Collectors.joining(" and "));
    double[] counts =
        data.query(
            ("select count(*) filter (where g.stepwell_good), (select count(*) from %1$s)"
                    + " from %1$s p left join (select *, true as stepwell_good from (%2$s)) g on %3$s")
                .formatted(data.from(), sql, match));
    if (counts[1] == 0) {
      return Verdict.of(Outcome.FAIL, "The dataset has no rows to compare the result with.");
    }
    double ratio = counts[0] / counts[1];
    return Verdict.judged(
        Numbers.enough(rule, ratio), data.metric("Dataset.*.CustomSQL.Compliance"), ratio);
  }

  static String withoutEnd(String sql) {
    String trimmed = sql.strip();
    return trimmed.endsWith(";") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
  }
}
