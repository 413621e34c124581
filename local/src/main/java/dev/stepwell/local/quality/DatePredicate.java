package dev.stepwell.local.quality;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.glue.dqdl.model.condition.date.DateBasedCondition;
import software.amazon.glue.dqdl.model.condition.date.DateExpression;
import software.amazon.glue.dqdl.model.condition.date.NullDateExpression;
import software.amazon.glue.dqdl.model.condition.duration.Duration;

/** A condition on dates as a predicate over a row; the time of the day is dropped. */
final class DatePredicate {

  private DatePredicate() {}

  static String of(DateBasedCondition condition, Column column, LocalDateTime now) {
    List<DateExpression> operands = condition.getOperands();
    boolean nullListed = operands.stream().anyMatch(NullDateExpression.class::isInstance);
    List<String> days =
        operands.stream()
            .filter(operand -> !(operand instanceof NullDateExpression))
            .map(operand -> "date '" + day(operand, now) + "'")
            .toList();
    String c = column.asDate();
    String all = String.join(", ", days);
    String isNull = column.sql() + " is null";
    return switch (condition.getOperator()) {
      case GREATER_THAN -> "(" + c + " > " + only(condition, days) + ")";
      case GREATER_THAN_EQUAL_TO -> "(" + c + " >= " + only(condition, days) + ")";
      case LESS_THAN -> "(" + c + " < " + only(condition, days) + ")";
      case LESS_THAN_EQUAL_TO -> "(" + c + " <= " + only(condition, days) + ")";
      case BETWEEN -> "(" + between(condition, c, days) + ")";
      case NOT_BETWEEN -> "(" + isNull + " or not (" + between(condition, c, days) + "))";
      case EQUALS, IN ->
          any(days.isEmpty() ? "false" : c + " in (" + all + ")", nullListed ? isNull : "false");
      case NOT_EQUALS, NOT_IN -> {
        String other = days.isEmpty() ? "true" : isNull + " or " + c + " not in (" + all + ")";
        yield nullListed ? "((" + other + ") and not " + isNull + ")" : "(" + other + ")";
      }
    };
  }

  private static String any(String first, String second) {
    return "(" + first + " or " + second + ")";
  }

  private static String between(DateBasedCondition condition, String c, List<String> days) {
    if (days.size() != 2) {
      throw noDate(condition);
    }
    return c + " > " + days.get(0) + " and " + c + " < " + days.get(1);
  }

  private static String only(DateBasedCondition condition, List<String> days) {
    if (days.isEmpty()) {
      throw noDate(condition);
    }
    return days.stream().collect(Collectors.joining());
  }

  private static RuleFailedException noDate(DateBasedCondition condition) {
    return RuleFailedException.notEvaluated(
        "The condition '%s' compares the order of dates with NULL, which has none"
            .formatted(condition.getConditionAsString()));
  }

  /** The operand's day; {@code now()} is ours, because the parser's own reads the system clock. */
  private static LocalDate day(DateExpression operand, LocalDateTime now) {
    if (operand instanceof DateExpression.CurrentDate) {
      return now.toLocalDate();
    }
    if (operand instanceof DateExpression.CurrentDateExpression relative) {
      long sign = relative.getOperator() == DateExpression.DateExpressionOperator.MINUS ? -1 : 1;
      Duration duration = relative.getDuration();
      ChronoUnit unit =
          switch (duration.getUnit()) {
            case MINUTES -> ChronoUnit.MINUTES;
            case HOURS -> ChronoUnit.HOURS;
            case DAYS -> ChronoUnit.DAYS;
          };
      return now.plus(sign * duration.getAmount(), unit).toLocalDate();
    }
    if (operand instanceof DateExpression.StaticDateTime) {
      return now.toLocalDate();
    }
    return operand.getEvaluatedExpression().toLocalDate();
  }
}
