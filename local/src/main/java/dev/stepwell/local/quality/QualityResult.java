package dev.stepwell.local.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a ruleset.
 *
 * @param score passed rules divided by all rules, 0 to 1; 0 for a ruleset of analyzers alone
 * @param rules one result per rule, in order
 * @param analyzers one result per analyzer, in order
 * @param rows the verdict over single rows; null if nobody asked for it
 */
public record QualityResult(
    double score,
    List<RuleResult> rules,
    List<AnalyzerResult> analyzers,
    @Nullable RowTotals rows) {

  /** Copies the lists. */
  public QualityResult {
    rules = List.copyOf(rules);
    analyzers = List.copyOf(analyzers);
  }

  static QualityResult of(
      List<RuleResult> rules, List<AnalyzerResult> analyzers, @Nullable RowTotals rows) {
    long passed = rules.stream().filter(rule -> rule.outcome() == Outcome.PASS).count();
    double score = rules.isEmpty() ? 0 : (double) passed / rules.size();
    return new QualityResult(score, rules, analyzers, rows);
  }
}
