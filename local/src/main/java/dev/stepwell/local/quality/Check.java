package dev.stepwell.local.quality;

import java.sql.SQLException;
import software.amazon.glue.dqdl.model.DQRule;

/** Evaluates the rules of one type. */
@FunctionalInterface
interface Check {

  /**
   * Judges.
   *
   * @param rule a rule of the type
   * @param data the primary data set, filtered by the rule's {@code where}
   * @param scope the rest
   * @throws RuleFailedException to end the rule with a message
   */
  Verdict check(DQRule rule, Dataset data, Scope scope) throws SQLException;
}
