package dev.stepwell.local.quality;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import software.amazon.glue.dqdl.model.DQRule;

/** The rule types and what evaluates them. */
final class Checks {

  private static final Map<String, Check> BY_TYPE = byType();

  private Checks() {}

  /** Evaluates a rule that is not composite. */
  static Verdict check(DQRule rule, Scope scope) {
    Check check = BY_TYPE.get(rule.getRuleType());
    if (check == null) {
      return Verdict.of(
          Outcome.ERROR,
          "Rule type %s is not evaluated on this machine; it reads the files of a bucket itself"
              .formatted(rule.getRuleType()));
    }
    try {
      return check.check(rule, scope.primary().where(rule.getWhereClause()), scope);
    } catch (RuleFailedException e) {
      return e.verdict();
    } catch (SQLException e) {
      return Verdict.of(Outcome.FAIL, "The SQL of the rule failed: " + firstLine(e));
    } catch (RuntimeException fault) {
      return Verdict.of(Outcome.ERROR, "The rule could not be evaluated: " + fault);
    }
  }

  /** DuckDB's own words; its driver puts a sentence about itself before some of them. */
  static String firstLine(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int error = message.indexOf("Error: ", message.indexOf('\n') + 1);
    return message.startsWith("Invalid Input Error: Attempting") && error > 0
        ? message.substring(error + 7).lines().findFirst().orElse(message)
        : message.lines().findFirst().orElse("");
  }

  private static Map<String, Check> byType() {
    Map<String, Check> checks = new HashMap<>();
    checks.put("RowCount", MetricChecks::rowCount);
    checks.put("ColumnCount", MetricChecks::columnCount);
    checks.put("Completeness", MetricChecks.of("Completeness", Metrics::completeness));
    checks.put("IsComplete", MetricChecks::isComplete);
    checks.put("Uniqueness", MetricChecks::uniqueness);
    checks.put("IsUnique", MetricChecks::isUnique);
    checks.put("IsPrimaryKey", MetricChecks::isPrimaryKey);
    checks.put("UniqueValueRatio", MetricChecks.of("UniqueValueRatio", Metrics::uniqueValueRatio));
    checks.put(
        "DistinctValuesCount", MetricChecks.of("DistinctValuesCount", Metrics::distinctValues));
    checks.put("Entropy", MetricChecks.of("Entropy", Metrics::entropy));
    checks.put("Mean", MetricChecks.of("Mean", Metrics::mean));
    checks.put("Sum", MetricChecks.of("Sum", Metrics::sum));
    checks.put(
        "StandardDeviation", MetricChecks.of("StandardDeviation", Metrics::standardDeviation));
    checks.put("ColumnCorrelation", MetricChecks::correlation);
    checks.put("ColumnLength", ColumnLength::check);
    checks.put("ColumnValues", ColumnValues::check);
    checks.put("ColumnDataType", ColumnDataType::check);
    checks.put("DataFreshness", DataFreshness::check);
    checks.put("CustomSql", CustomSql::check);
    checks.put("ColumnExists", SchemaChecks::columnExists);
    checks.put("ColumnNamesMatchPattern", SchemaChecks::columnNamesMatchPattern);
    checks.put("SchemaMatch", SchemaChecks::schemaMatch);
    checks.put("ReferentialIntegrity", ReferenceChecks::referentialIntegrity);
    checks.put("RowCountMatch", ReferenceChecks::rowCountMatch);
    checks.put("AggregateMatch", ReferenceChecks::aggregateMatch);
    checks.put("DatasetMatch", ReferenceChecks::datasetMatch);
    checks.put(
        "DetectAnomalies",
        (rule, data, scope) ->
            Verdict.of(Outcome.PASS, "There are not enough earlier results to detect an anomaly."));
    return Map.copyOf(checks);
  }
}
