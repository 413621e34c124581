package dev.stepwell.local.quality;

import java.sql.Connection;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.glue.dqdl.model.HasRuleTypeAndParameters;

/**
 * What the rules of one evaluation share.
 *
 * @param primary the data set that is checked
 * @param references the other data sets by alias
 * @param now the time of the evaluation in UTC, whole minutes
 * @param connection where {@link Dataset}s live; a rule may create temporary tables in it
 */
record Scope(
    Dataset primary, Map<String, Dataset> references, LocalDateTime now, Connection connection) {

  Dataset reference(String alias) {
    Dataset found = references.get(alias);
    if (found == null) {
      throw RuleFailedException.failed(alias + " not found in additional sources");
    }
    return found;
  }

  /** A rule's parameters in the order they were written. */
  static List<String> parameters(HasRuleTypeAndParameters rule) {
    return new ArrayList<>(rule.getParameters().values());
  }
}
