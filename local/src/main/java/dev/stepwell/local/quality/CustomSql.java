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
    Set<String> names = new LinkedHashSet<>(scope.references().keySet());
    names.add(PRIMARY);
    String sql = withoutEnd(SparkSql.toDuckDb(Scope.parameters(rule).get(0), names));
    if (!(rule.getCondition() instanceof NumberBasedCondition)) {
      return goodRows(rule, data, sql);
    }
    @Nullable Double value = number(scope, sql);
    if (value == null) {
      return Verdict.of(
          Outcome.FAIL, "Custom SQL did not return exactly 1 row and 1 column with a number.");
    }
    return Verdict.judged(
        Numbers.satisfies(rule, value),
        Map.of("Dataset.*.CustomSQL", value),
        "Custom SQL response failed to satisfy the threshold.");
  }

  private static @Nullable Double number(Scope scope, String sql) throws SQLException {
    try (Statement statement = scope.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      if (rows.getMetaData().getColumnCount() != 1 || !rows.next()) {
        return null;
      }
      double value = rows.getDouble(1);
      return rows.wasNull() || rows.next() ? null : value;
    }
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

  private static String withoutEnd(String sql) {
    String trimmed = sql.strip();
    return trimmed.endsWith(";") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
  }
}
