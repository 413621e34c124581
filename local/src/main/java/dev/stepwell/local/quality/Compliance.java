package dev.stepwell.local.quality;

import java.sql.SQLException;
import software.amazon.glue.dqdl.model.DQRule;

/** Judges by the share of rows that satisfy a predicate. */
final class Compliance {

  private Compliance() {}

  /** Fails on no rows at all, because 0 of 0 is no ratio. */
  static Verdict check(DQRule rule, Dataset data, String metric, String predicate)
      throws SQLException {
    double ratio = ratio(data, predicate);
    return Verdict.judged(Numbers.enough(rule, ratio), data.metric(metric), ratio);
  }

  /** Passes on no rows at all. */
  static Verdict checkUnlessEmpty(DQRule rule, Dataset data, String metric, String predicate)
      throws SQLException {
    double ratio = ratio(data, predicate);
    if (Double.isNaN(ratio)) {
      return Verdict.of(Outcome.PASS, "No rows matched the filter");
    }
    return Verdict.judged(Numbers.enough(rule, ratio), data.metric(metric), ratio);
  }

  private static double ratio(Dataset data, String predicate) throws SQLException {
    double[] counts = data.measure("count(*) filter (where " + predicate + "), count(*)");
    return counts[0] / counts[1];
  }
}
