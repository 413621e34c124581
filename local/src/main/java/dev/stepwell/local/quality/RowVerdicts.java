package dev.stepwell.local.quality;

import dev.stepwell.local.sql.SqlText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.glue.dqdl.model.DQRule;

/**
 * The primary data set with four more columns: the rules that each row passes, those it fails,
 * those that say nothing about it (rules on the whole data set, and rules whose {@code where}
 * leaves the row out), and {@code Passed} or {@code Failed}.
 */
final class RowVerdicts {

  static final String PASS = "DataQualityRulesPass";
  static final String FAIL = "DataQualityRulesFail";
  static final String SKIP = "DataQualityRulesSkip";
  static final String RESULT = "DataQualityEvaluationResult";

  private RowVerdicts() {}

  /** The query; a rule that cannot be evaluated is skipped for every row. */
  static String sql(List<DQRule> rules, Scope scope, boolean byRow) throws SQLException {
    List<String> marks = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      marks.add(mark(rules.get(i), scope, byRow) + " as " + column(i));
    }
    String names = names(rules);
    String from = scope.primary().from();
    String marked =
        rules.isEmpty()
            ? "select * from " + from
            : "select *, " + String.join(", ", marks) + " from " + from;
    String listed =
        "select *%s, %s as %s, %s as %s, %s as %s from (%s)"
            .formatted(
                rules.isEmpty() ? "" : " exclude (" + names + ")",
                list(rules, "%s"),
                PASS,
                list(rules, "not %s"),
                FAIL,
                list(rules, "%s is null"),
                SKIP,
                marked);
    return "select *, case when len(%s) = 0 then 'Passed' else 'Failed' end as %s from (%s)"
        .formatted(FAIL, RESULT, listed);
  }

  private static String names(List<DQRule> rules) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      names.add(column(i));
    }
    return String.join(", ", names);
  }

  private static String column(int rule) {
    return "\"stepwell rule " + rule + "\"";
  }

  private static String list(List<DQRule> rules, String condition) {
    List<String> lists = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      lists.add(
          "case when %s then [%s] else cast([] as varchar[]) end"
              .formatted(condition.formatted(column(i)), SqlText.literal(rules.get(i).toString())));
    }
    return lists.isEmpty()
        ? "cast([] as varchar[])"
        : lists.stream().collect(Collectors.joining(", ", "flatten([", "])"));
  }

  private static String mark(DQRule rule, Scope scope, boolean byRow) throws SQLException {
    try {
      String mark =
          rule.getNestedRules().isEmpty()
              ? RowPredicates.outcome(rule, scope)
              : byRow ? Composites.predicate(rule, scope) : null;
      return mark == null ? nothing() : mark;
    } catch (RuleFailedException notForRows) {
      return nothing();
    }
  }

  private static String nothing() {
    return "cast(null as boolean)";
  }
}
