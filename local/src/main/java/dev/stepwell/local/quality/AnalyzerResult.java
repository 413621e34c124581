package dev.stepwell.local.quality;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one analyzer measured. An analyzer never fails a ruleset.
 *
 * @param name {@code Analyzer_1}, {@code Analyzer_2}, ... in the order of the ruleset
 * @param description the analyzer's text
 * @param message why there are no metrics; null if all went well
 * @param metrics the numbers, such as {@code Column.delay.Mean}
 */
public record AnalyzerResult(
    String name, String description, @Nullable String message, Map<String, Double> metrics) {

  /** Copies the metrics, keeping their order. */
  public AnalyzerResult {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
