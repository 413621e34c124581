package dev.stepwell.local.quality;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results in the shape of {@code GetDataQualityResult}. */
final class ResultJson {

  private ResultJson() {}

  static JsonObject of(
      String id, String ruleset, EvaluationRun run, QualityResult result, Instant completedOn) {
    JsonObject.Builder shown =
        JsonObject.builder()
            .put("ResultId", id)
            .put("Score", Json.of(result.score()))
            .putIfPresent("DataSource", run.arguments().get("DataSource"))
            .put("RulesetName", ruleset)
            .put("StartedOn", run.startedOn().toString())
            .put("CompletedOn", completedOn.toString())
            .put("RulesetEvaluationRunId", run.id())
            .put(
                "RuleResults",
                result.rules().stream().map(ResultJson::rule).collect(JsonArray.collector()))
            .put("AggregatedMetrics", totals(result));
    if (!result.analyzers().isEmpty()) {
      shown.put(
          "AnalyzerResults",
          result.analyzers().stream().map(ResultJson::analyzer).collect(JsonArray.collector()));
    }
    return shown.build();
  }

  private static Json rule(RuleResult rule) {
    return JsonObject.builder()
        .put("Name", rule.name())
        .put("Description", rule.description())
        .putIfPresent("EvaluationMessage", rule.message())
        .put("Result", rule.outcome().name())
        .put("EvaluatedMetrics", metrics(rule.metrics()))
        .put("EvaluatedRule", rule.description())
        .putIfPresent("Labels", labels(rule.labels()))
        .build();
  }

  private static @Nullable Json labels(Map<String, String> labels) {
    if (labels.isEmpty()) {
      return null;
    }
    JsonObject.Builder shown = JsonObject.builder();
    labels.forEach(shown::put);
    return shown.build();
  }

  private static Json analyzer(AnalyzerResult analyzer) {
    return JsonObject.builder()
        .put("Name", analyzer.name())
        .put("Description", analyzer.description())
        .putIfPresent("EvaluationMessage", analyzer.message())
        .put("EvaluatedMetrics", metrics(analyzer.metrics()))
        .build();
  }

  /** JSON has no NaN and no infinity, so metrics without a number are left out. */
  private static JsonObject metrics(Map<String, Double> metrics) {
    JsonObject.Builder shown = JsonObject.builder();
    metrics.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            shown.put(name, Json.of(value.doubleValue()));
          }
        });
    return shown.build();
  }

  private static JsonObject totals(QualityResult result) {
    long all = result.rules().size();
    long passed = result.rules().stream().filter(r -> r.outcome() == Outcome.PASS).count();
    JsonObject.Builder totals = JsonObject.builder();
    RowTotals rows = result.rows();
    if (rows != null) {
      totals
          .put("TotalRowsProcessed", rows.processed())
          .put("TotalRowsPassed", rows.passed())
          .put("TotalRowsFailed", rows.failed());
    }
    return totals
        .put("TotalRulesProcessed", all)
        .put("TotalRulesPassed", passed)
        .put("TotalRulesFailed", all - passed)
        .build();
  }
}
