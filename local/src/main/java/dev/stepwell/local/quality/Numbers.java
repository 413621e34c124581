package dev.stepwell.local.quality;

import java.util.List;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.condition.Condition;
import software.amazon.glue.dqdl.model.condition.number.BinaryExpressionOperand;
import software.amazon.glue.dqdl.model.condition.number.FunctionCallOperand;
import software.amazon.glue.dqdl.model.condition.number.NullNumericOperand;
import software.amazon.glue.dqdl.model.condition.number.NumberBasedCondition;
import software.amazon.glue.dqdl.model.condition.number.NumericOperand;
import software.amazon.glue.dqdl.model.condition.number.OperandEvaluator;

/** Numeric conditions: {@code between} excludes both ends, equality is exact, as in Glue. */
final class Numbers {

  private static final OperandEvaluator OPERANDS =
      new OperandEvaluator() {
        private static final long serialVersionUID = 1;

        @Override
        public Double evaluate(DQRule rule, NumericOperand operand) {
          return value(operand);
        }
      };

  private Numbers() {}

  /** The rule's own condition, which has to be one on a number. */
  static boolean satisfies(DQRule rule, double value) {
    return satisfies(rule, condition(rule), value);
  }

  static boolean satisfies(DQRule rule, Condition condition, double value) {
    if (!(condition instanceof NumberBasedCondition number)) {
      throw RuleFailedException.notEvaluated(
          "Rule %s needs a condition on a number, such as '> 0', but has '%s'"
              .formatted(rule.getRuleType(), condition.getConditionAsString()));
    }
    return number.evaluate(value, rule, OPERANDS);
  }

  /** The condition on a ratio: the threshold if there is one, else all of it. */
  static boolean enough(DQRule rule, double ratio) {
    Condition threshold = rule.getThresholdCondition();
    return threshold == null ? ratio == 1.0 : satisfies(rule, threshold, ratio);
  }

  static NumberBasedCondition condition(DQRule rule) {
    if (rule.getCondition() instanceof NumberBasedCondition number) {
      return number;
    }
    throw RuleFailedException.notEvaluated(
        "Rule %s needs a condition on a number, such as '> 0'".formatted(rule.getRuleType()));
  }

  /** The operands that are numbers, without the keyword NULL. */
  static List<Double> values(NumberBasedCondition condition) {
    return condition.getOperands().stream()
        .filter(operand -> !(operand instanceof NullNumericOperand))
        .map(Numbers::value)
        .toList();
  }

  static boolean hasNull(NumberBasedCondition condition) {
    return condition.getOperands().stream().anyMatch(NullNumericOperand.class::isInstance);
  }

  private static double value(NumericOperand operand) {
    if (operand instanceof BinaryExpressionOperand binary) {
      double left = value(binary.getOperand1());
      double right = value(binary.getOperand2());
      return switch (binary.getOperator()) {
        case "+" -> left + right;
        case "-" -> left - right;
        case "*" -> left * right;
        case "/" -> left / right;
        default ->
            throw RuleFailedException.notEvaluated(
                "DQDL has no operator '" + binary.getOperator() + "'");
      };
    }
    if (operand instanceof FunctionCallOperand call) {
      throw RuleFailedException.notEvaluated(
          ("The function %s(..) needs the results of earlier runs, which exist only inside Glue ETL"
                  + " jobs; use a fixed number")
              .formatted(call.getFunctionName()));
    }
    if (operand instanceof NullNumericOperand) {
      throw RuleFailedException.notEvaluated("NULL is no number to compare this metric with");
    }
    return Double.parseDouble(operand.getOperand());
  }
}
