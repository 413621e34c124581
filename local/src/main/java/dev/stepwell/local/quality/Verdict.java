package dev.stepwell.local.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The outcome of one rule or of one part of it. */
record Verdict(Outcome outcome, List<String> reasons, Map<String, Double> metrics) {

  static final Verdict PASS = new Verdict(Outcome.PASS, List.of(), Map.of());

  static Verdict of(Outcome outcome, String reason) {
    return new Verdict(outcome, List.of(reason), Map.of());
  }

  /** Passed, or failed with Deequ's stock sentence about the value. */
  static Verdict judged(boolean passed, String metric, double value) {
    return judged(passed, Map.of(metric, value), stock(String.valueOf(value)));
  }

  static Verdict judged(boolean passed, Map<String, Double> metrics, String reason) {
    return new Verdict(
        passed ? Outcome.PASS : Outcome.FAIL, passed ? List.of() : List.of(reason), metrics);
  }

  static String stock(String value) {
    return "Value: " + value + " does not meet the constraint requirement!";
  }

  boolean passed() {
    return outcome == Outcome.PASS;
  }

  /** Passes if both pass; a failure outweighs an error, because it decides. */
  Verdict and(Verdict other) {
    Outcome both =
        passed() && other.passed()
            ? Outcome.PASS
            : outcome == Outcome.FAIL || other.outcome == Outcome.FAIL
                ? Outcome.FAIL
                : Outcome.ERROR;
    return together(both, other);
  }

  /** Passes if either passes. */
  Verdict or(Verdict other) {
    Outcome either =
        passed() || other.passed()
            ? Outcome.PASS
            : outcome == Outcome.ERROR || other.outcome == Outcome.ERROR
                ? Outcome.ERROR
                : Outcome.FAIL;
    return together(either, other);
  }

  private Verdict together(Outcome result, Verdict other) {
    List<String> allReasons = new ArrayList<>();
    if (result != Outcome.PASS) {
      allReasons.addAll(reasons);
      allReasons.addAll(other.reasons);
    }
    Map<String, Double> allMetrics = new LinkedHashMap<>(metrics);
    allMetrics.putAll(other.metrics);
    return new Verdict(result, allReasons, allMetrics);
  }
}
