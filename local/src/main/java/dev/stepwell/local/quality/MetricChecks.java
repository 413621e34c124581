package dev.stepwell.local.quality;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.glue.dqdl.model.DQRule;

/** Rules that compare one number about a column, or about the whole, with their condition. */
final class MetricChecks {

  private MetricChecks() {}

  /** Measures one column. */
  @FunctionalInterface
  interface ColumnMetric {
    double of(Dataset data, Column column) throws SQLException;
  }

  static Verdict rowCount(DQRule rule, Dataset data, Scope scope) throws SQLException {
    double rows = Metrics.rowCount(data);
    return Verdict.judged(Numbers.satisfies(rule, rows), data.metric("Dataset.*.RowCount"), rows);
  }

  static Verdict columnCount(DQRule rule, Dataset data, Scope scope) {
    double columns = data.columns().size();
    return Verdict.judged(
        Numbers.satisfies(rule, columns), data.metric("Dataset.*.ColumnCount"), columns);
  }

  /** A rule on a metric of one column, named as the rule is. */
  static Check of(String name, ColumnMetric metric) {
    return (rule, data, scope) -> {
      Column column = data.column(Scope.parameters(rule).get(0));
      double value = metric.of(data, column);
      return Verdict.judged(
          Numbers.satisfies(rule, value), data.metric(columnMetric(column, name)), value);
    };
  }

  static Verdict correlation(DQRule rule, Dataset data, Scope scope) throws SQLException {
    List<Column> columns = data.columns(Scope.parameters(rule));
    double value = Metrics.correlation(data, columns.get(0), columns.get(1));
    return Verdict.judged(
        Numbers.satisfies(rule, value), data.metric(name(columns, "ColumnCorrelation")), value);
  }

  static Verdict uniqueness(DQRule rule, Dataset data, Scope scope) throws SQLException {
    List<Column> columns = data.columns(Scope.parameters(rule));
    double value = Metrics.uniqueness(data, columns);
    return Verdict.judged(
        Numbers.satisfies(rule, value), data.metric(name(columns, "Uniqueness")), value);
  }

  static Verdict isComplete(DQRule rule, Dataset data, Scope scope) throws SQLException {
    return complete(data, data.column(Scope.parameters(rule).get(0)));
  }

  static Verdict isUnique(DQRule rule, Dataset data, Scope scope) throws SQLException {
    return unique(data, data.columns(Scope.parameters(rule)));
  }

  static Verdict isPrimaryKey(DQRule rule, Dataset data, Scope scope) throws SQLException {
    List<Column> columns = data.columns(Scope.parameters(rule));
    Verdict verdict = unique(data, columns);
    for (Column column : columns) {
      verdict = verdict.and(complete(data, column));
    }
    return verdict;
  }

  static Verdict complete(Dataset data, Column column) throws SQLException {
    double value = Metrics.completeness(data, column);
    return Verdict.judged(value == 1.0, data.metric(columnMetric(column, "Completeness")), value);
  }

  private static Verdict unique(Dataset data, List<Column> columns) throws SQLException {
    double value = Metrics.uniqueness(data, columns);
    return Verdict.judged(value == 1.0, data.metric(name(columns, "Uniqueness")), value);
  }

  static String columnMetric(Column column, String metric) {
    return "Column." + column.name() + "." + metric;
  }

  static String name(List<Column> columns, String metric) {
    return columns.size() == 1
        ? columnMetric(columns.get(0), metric)
        : columns.stream()
            .map(Column::name)
            .collect(Collectors.joining(",", "Multicolumn.", "." + metric));
  }
}
