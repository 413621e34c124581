package dev.stepwell.local.quality;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
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
              .measure("count(*) filter (where " + predicate(rule, scope) + "), count(*)");
      double ratio = counts[0] / counts[1];
      return Verdict.judged(ratio == 1.0, Map.of(), Verdict.stock(String.valueOf(ratio)));
    } catch (RuleFailedException e) {
      return e.verdict();
    } catch (SQLException e) {
      return Verdict.of(Outcome.FAIL, "The SQL of the rule failed: " + Checks.firstLine(e));
    }
  }

  private static String predicate(DQRule rule, Scope scope) throws SQLException {
    if (rule.getNestedRules().isEmpty()) {
      Optional<String> row = rowPredicate(rule, scope);
      return row.isPresent()
          ? "(not "
              + scope.primary().where(rule.getWhereClause()).filter()
              + " or "
              + row.get()
              + ")"
          : wholeRule(rule, scope);
    }
    String operator = rule.getOperator() == DQRuleLogicalOperator.AND ? " and " : " or ";
    StringBuilder all = new StringBuilder("(");
    for (DQRule nested : rule.getNestedRules()) {
      all.append(all.length() == 1 ? "" : operator).append(predicate(nested, scope));
    }
    return all.append(')').toString();
  }

  private static String wholeRule(DQRule rule, Scope scope) {
    if (Boolean.TRUE.equals(rule.getIsExcludedAtRowLevelInCompositeRules())) {
      throw RuleFailedException.notEvaluated(
          "Rule type %s has no row-level outcome and is excluded from composite rules in ROW mode"
              .formatted(rule.getRuleType()));
    }
    Verdict verdict = Checks.check(rule, scope);
    if (verdict.outcome() == Outcome.ERROR) {
      throw RuleFailedException.notEvaluated(String.join("\n", verdict.reasons()));
    }
    return verdict.passed() ? "true" : "false";
  }

  private static Optional<String> rowPredicate(DQRule rule, Scope scope) throws SQLException {
    return switch (rule.getRuleType()) {
      case "IsComplete" -> Optional.of("(" + column(rule, scope).sql() + " is not null)");
      case "ColumnValues" -> Optional.of(ColumnValues.predicate(rule, column(rule, scope), scope));
      case "ColumnLength" -> Optional.of(ColumnLength.predicate(rule, column(rule, scope)));
      case "ColumnDataType" -> Optional.of(ColumnDataType.predicate(rule, column(rule, scope)));
      case "DataFreshness" ->
          Optional.of(DataFreshness.predicate(rule, column(rule, scope), scope));
      default -> Optional.empty();
    };
  }

  private static Column column(DQRule rule, Scope scope) {
    return scope.primary().column(Scope.parameters(rule).get(0));
  }
}
