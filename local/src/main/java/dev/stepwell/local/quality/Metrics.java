package dev.stepwell.local.quality;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The numbers that rules compare and analyzers report; formulas and null handling are Deequ's. */
final class Metrics {

  private Metrics() {}

  static double rowCount(Dataset data) throws SQLException {
    return data.measure("count(*)")[0];
  }

  /** Values that are not NULL, as a share of the rows; an empty text is a value. */
  static double completeness(Dataset data, Column column) throws SQLException {
    double[] counts = data.measure("count(" + column.sql() + "), count(*)");
    return counts[0] / counts[1];
  }

  /** Rows whose key occurs once, as a share of the rows with at least one key not NULL. */
  static double uniqueness(Dataset data, List<Column> columns) throws SQLException {
    double[] sums =
        data.query("select sum(n) filter (where n = 1), sum(n) " + groups(data, columns));
    return ratioOfSums(sums);
  }

  /** Values that occur once, as a share of the different values. */
  static double uniqueValueRatio(Dataset data, Column column) throws SQLException {
    double[] counts =
        data.query(
            "select count(*) filter (where n = 1), count(*) " + groups(data, List.of(column)));
    return counts[0] / counts[1];
  }

  /** Shannon's entropy with the natural logarithm over the values that are not NULL. */
  static double entropy(Dataset data, Column column) throws SQLException {
    return data.query(
            "select -sum(n / total * ln(n / total)) from (select cast(n as double) as n,"
                + " cast(sum(n) over () as double) as total "
                + groups(data, List.of(column))
                + ")")[0];
  }

  /** Different values as text; NULL is one more, and the same as the text {@code NullValue}. */
  static double distinctValues(Dataset data, Column column) throws SQLException {
    return data.measure("count(distinct coalesce(" + column.asText() + ", 'NullValue'))")[0];
  }

  static double mean(Dataset data, Column column) throws SQLException {
    return aggregate(data, "Mean", "avg", column);
  }

  static double sum(Dataset data, Column column) throws SQLException {
    return aggregate(data, "Sum", "sum", column);
  }

  static double standardDeviation(Dataset data, Column column) throws SQLException {
    return aggregate(data, "StandardDeviation", "stddev_pop", column);
  }

  static double minimum(Dataset data, Column column) throws SQLException {
    return aggregate(data, "Minimum", "min", column);
  }

  static double maximum(Dataset data, Column column) throws SQLException {
    return aggregate(data, "Maximum", "max", column);
  }

  /** Pearson's coefficient; pairs with a NULL do not count. */
  static double correlation(Dataset data, Column first, Column second) throws SQLException {
    double value =
        data.measure(
                "corr(%s, %s)"
                    .formatted(
                        first.requireNumeric().asDouble(), second.requireNumeric().asDouble()))[0];
    if (Double.isNaN(value)) {
      throw RuleFailedException.emptyState("Correlation", first.name() + "," + second.name());
    }
    return value;
  }

  private static double aggregate(Dataset data, String metric, String function, Column column)
      throws SQLException {
    double[] found =
        data.measure(
            "%s(%s), count(%s)"
                .formatted(function, column.requireNumeric().asDouble(), column.sql()));
    if (!(found[1] > 0)) {
      throw RuleFailedException.emptyState(metric, column.name());
    }
    return found[0];
  }

  /** {@code from} the number of rows {@code n} per key, without the keys that are all NULL. */
  private static String groups(Dataset data, List<Column> columns) {
    String keys = columns.stream().map(Column::sql).collect(Collectors.joining(", "));
    String some =
        columns.stream()
            .map(column -> column.sql() + " is not null")
            .collect(Collectors.joining(" or "));
    return "from (select count(*) as n from %s where %s group by %s)"
        .formatted(data.from(), some, keys);
  }

  /** A missing numerator is zero where there are rows at all. */
  private static double ratioOfSums(double[] sums) {
    double some = Double.isNaN(sums[0]) && !Double.isNaN(sums[1]) ? 0 : sums[0];
    return some / sums[1];
  }
}
