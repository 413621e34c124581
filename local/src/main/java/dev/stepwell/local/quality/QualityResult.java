package dev.stepwell.local.quality;

import java.util.List;

/**
 * What came out of a ruleset.
 *
 * @param score passed rules divided by all rules, 0 to 1; 0 for a ruleset of analyzers alone
 * @param rules one result per rule, in order
 * @param analyzers one result per analyzer, in order
 */
public record QualityResult(double score, List<RuleResult> rules, List<AnalyzerResult> analyzers) {

  /** Copies the lists. */
  public QualityResult {
    rules = List.copyOf(rules);
    analyzers = List.copyOf(analyzers);
  }

  static QualityResult of(List<RuleResult> rules, List<AnalyzerResult> analyzers) {
    long passed = rules.stream().filter(rule -> rule.outcome() == Outcome.PASS).count();
    double score = rules.isEmpty() ? 0 : (double) passed / rules.size();
    return new QualityResult(score, rules, analyzers);
  }
}
