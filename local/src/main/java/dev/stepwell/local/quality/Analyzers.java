package dev.stepwell.local.quality;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.glue.dqdl.model.DQAnalyzer;

/** Analyzers: metrics for their own sake, judged by nobody. */
final class Analyzers {

  private Analyzers() {}

  static AnalyzerResult measure(String name, DQAnalyzer analyzer, Scope scope) {
    try {
      return new AnalyzerResult(name, analyzer.toString(), null, metrics(analyzer, scope));
    } catch (RuleFailedException e) {
      return new AnalyzerResult(name, analyzer.toString(), e.getMessage(), Map.of());
    } catch (SQLException e) {
      return new AnalyzerResult(name, analyzer.toString(), Checks.firstLine(e), Map.of());
    }
  }

  private static Map<String, Double> metrics(DQAnalyzer analyzer, Scope scope) throws SQLException {
    Dataset data = scope.primary();
    List<String> parameters = Scope.parameters(analyzer);
    String type = analyzer.getRuleType();
    return switch (type) {
      case "RowCount" -> Map.of("Dataset.*.RowCount", Metrics.rowCount(data));
      case "ColumnCount" -> Map.of("Dataset.*.ColumnCount", (double) data.columns().size());
      case "ColumnCorrelation" -> {
        List<Column> pair = data.columns(parameters);
        yield Map.of(
            MetricChecks.name(pair, type), Metrics.correlation(data, pair.get(0), pair.get(1)));
      }
      case "Uniqueness" -> {
        List<Column> keys = data.columns(parameters);
        yield Map.of(MetricChecks.name(keys, type), Metrics.uniqueness(data, keys));
      }
      case "CustomSql" -> named(CustomSql.number(analyzer, scope));
      case "ReferentialIntegrity" -> named(ReferenceChecks.integrity(analyzer, data, scope));
      case "RowCountMatch" -> named(ReferenceChecks.rowCounts(analyzer, data, scope));
      case "AggregateMatch" -> named(ReferenceChecks.aggregates(analyzer, scope));
      case "DatasetMatch" -> named(ReferenceChecks.match(analyzer, data, scope));
      case "SchemaMatch" -> named(SchemaChecks.match(analyzer, data, scope));
      case "AllStatistics" -> all(data, data.column(parameters.get(0)));
      default -> ofColumn(type, data, data.column(parameters.get(0)));
    };
  }

  private static Map<String, Double> named(Metric metric) {
    return Map.of(metric.name(), metric.value());
  }

  private static Map<String, Double> ofColumn(String type, Dataset data, Column column)
      throws SQLException {
    Map<String, Double> metrics = new LinkedHashMap<>();
    switch (type) {
      case "Completeness" -> put(metrics, column, type, Metrics.completeness(data, column));
      case "UniqueValueRatio" -> put(metrics, column, type, Metrics.uniqueValueRatio(data, column));
      case "DistinctValuesCount" ->
          put(metrics, column, type, Metrics.distinctValues(data, column));
      case "Entropy" -> put(metrics, column, type, Metrics.entropy(data, column));
      case "Mean" -> put(metrics, column, type, Metrics.mean(data, column));
      case "Sum" -> put(metrics, column, type, Metrics.sum(data, column));
      case "StandardDeviation" ->
          put(metrics, column, type, Metrics.standardDeviation(data, column));
      case "ColumnValues" -> {
        put(metrics, column, "Minimum", Metrics.minimum(data, column));
        put(metrics, column, "Maximum", Metrics.maximum(data, column));
      }
      case "ColumnLength" -> putLengths(metrics, data, column);
      default ->
          throw RuleFailedException.notEvaluated(
              "Analyzer " + type + " is not evaluated on this machine");
    }
    return metrics;
  }

  private static Map<String, Double> all(Dataset data, Column column) throws SQLException {
    Map<String, Double> metrics = new LinkedHashMap<>();
    put(metrics, column, "Completeness", Metrics.completeness(data, column));
    put(metrics, column, "Uniqueness", Metrics.uniqueness(data, List.of(column)));
    put(metrics, column, "UniqueValueRatio", Metrics.uniqueValueRatio(data, column));
    put(metrics, column, "DistinctValuesCount", Metrics.distinctValues(data, column));
    put(metrics, column, "Entropy", Metrics.entropy(data, column));
    if (column.isNumeric()) {
      put(metrics, column, "Mean", Metrics.mean(data, column));
      put(metrics, column, "StandardDeviation", Metrics.standardDeviation(data, column));
      put(metrics, column, "Sum", Metrics.sum(data, column));
      put(metrics, column, "Minimum", Metrics.minimum(data, column));
      put(metrics, column, "Maximum", Metrics.maximum(data, column));
    } else if (column.isText()) {
      putLengths(metrics, data, column);
    }
    return metrics;
  }

  private static void putLengths(Map<String, Double> metrics, Dataset data, Column column)
      throws SQLException {
    double[] lengths =
        data.measure("min(length(%1$s)), max(length(%1$s))".formatted(column.asText()));
    put(metrics, column, "MinimumLength", lengths[0]);
    put(metrics, column, "MaximumLength", lengths[1]);
  }

  private static void put(Map<String, Double> metrics, Column column, String name, double value) {
    metrics.put(MetricChecks.columnMetric(column, name), value);
  }
}
