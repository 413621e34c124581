package dev.stepwell.local.quality;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came out of one rule.
 *
 * @param name {@code Rule_1}, {@code Rule_2}, ... in the order of the ruleset
 * @param description the rule's text
 * @param outcome the verdict
 * @param message why the rule did not pass; null if it passed without a remark
 * @param metrics the numbers behind the verdict, such as {@code Dataset.*.RowCount}
 * @param labels the rule's labels, those of the whole ruleset among them
 */
public record RuleResult(
    String name,
    String description,
    Outcome outcome,
    @Nullable String message,
    Map<String, Double> metrics,
    Map<String, String> labels) {

  /** Copies the maps, keeping their order. */
  public RuleResult {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }
}
