package dev.stepwell.local.quality;

import java.sql.SQLException;
import java.util.Map;
import java.util.function.BinaryOperator;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.DQRuleLogicalOperator;

/**
 * Rules joined by {@code and} and {@code or}: by their outcomes ({@code COLUMN}, the default), or
 * row by row ({@code ROW}), where a part that cannot be told for one row counts alike for every
 * row.
 */
final class Composites {

  private Composites() {}

  static Verdict byColumn(DQRule rule, Scope scope) {
    if (rule.getNestedRules().isEmpty()) {
      return Checks.check(rule, scope);
    }
    BinaryOperator<Verdict> operator =
        rule.getOperator() == DQRuleLogicalOperator.AND ? Verdict::and : Verdict::or;
    return rule.getNestedRules().stream()
        .map(nested -> byColumn(nested, scope))
        .reduce(operator)
        .orElse(Verdict.PASS);
  }

  static Verdict byRow(DQRule rule, Scope scope) {
    if (rule.getNestedRules().isEmpty()) {
      return Checks.check(rule, scope);
    }
    try {
      double[] counts =
          scope
              .primary()
              .query(
                  "select count(*) filter (where good), count(*) from (select %s as good from %s)"
                      .formatted(predicate(rule, scope), scope.primary().from()));
      double ratio = counts[0] / counts[1];
      return Verdict.judged(ratio == 1.0, Map.of(), Verdict.stock(String.valueOf(ratio)));
    } catch (RuleFailedException e) {
      return e.verdict();
    } catch (SQLException e) {
      return Verdict.of(Outcome.FAIL, "The SQL of the rule failed: " + Checks.firstLine(e));
    } catch (RuntimeException fault) {
      return Verdict.of(Outcome.ERROR, "The rule could not be evaluated: " + fault);
    }
  }

  /**
   * Whether a row satisfies the rule; a row that a part's {@code where} leaves out satisfies it.
   */
  static String predicate(DQRule rule, Scope scope) throws SQLException {
    if (rule.getNestedRules().isEmpty()) {
      requireRowLevel(rule);
      String row = RowPredicates.outcome(rule, scope);
      return row == null ? wholeRule(rule, scope) : "coalesce(" + row + ", true)";
    }
    String operator = rule.getOperator() == DQRuleLogicalOperator.AND ? " and " : " or ";
    StringBuilder all = new StringBuilder("(");
    for (DQRule nested : rule.getNestedRules()) {
      all.append(all.length() == 1 ? "" : operator).append(predicate(nested, scope));
    }
    return all.append(')').toString();
  }

  private static void requireRowLevel(DQRule rule) {
    if (Boolean.TRUE.equals(rule.getIsExcludedAtRowLevelInCompositeRules())) {
      throw RuleFailedException.notEvaluated(
          "Rule type %s has no row-level outcome and is excluded from composite rules in ROW mode"
              .formatted(rule.getRuleType()));
    }
  }

  private static String wholeRule(DQRule rule, Scope scope) {
    Verdict verdict = Checks.check(rule, scope);
    if (verdict.outcome() == Outcome.ERROR) {
      throw RuleFailedException.notEvaluated(String.join("\n", verdict.reasons()));
    }
    return verdict.passed() ? "true" : "false";
  }
}
