package dev.stepwell.local.quality;

import dev.stepwell.local.sql.SqlText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.glue.dqdl.model.condition.string.KeywordStringOperand;
import software.amazon.glue.dqdl.model.condition.string.StringBasedCondition;
import software.amazon.glue.dqdl.model.condition.string.StringOperand;

/** A condition on texts as a predicate over a row: with regard to case, nothing trimmed. */
final class TextPredicate {

  private TextPredicate() {}

  static String of(StringBasedCondition condition, Column column, Scope scope) throws SQLException {
    return switch (condition.getOperator()) {
      case EQUALS, IN -> in(condition.getOperands(), column);
      case NOT_EQUALS, NOT_IN -> notIn(condition.getOperands(), column);
      case MATCHES -> Patterns.matching(text(condition), column, scope);
      case NOT_MATCHES -> Patterns.notMatching(text(condition), column, scope);
    };
  }

  private static String text(StringBasedCondition condition) {
    return condition.getOperands().get(0).getOperand();
  }

  private static String in(List<StringOperand> operands, Column column) {
    List<String> any = new ArrayList<>();
    List<String> texts = texts(operands);
    if (!texts.isEmpty()) {
      any.add("(" + column.sql() + " is not null and " + compared(column, "in", texts) + ")");
    }
    for (String keyword : keywords(operands)) {
      any.add(is(keyword, column));
    }
    return "(" + String.join(" or ", any) + ")";
  }

  private static String notIn(List<StringOperand> operands, Column column) {
    List<String> all = new ArrayList<>();
    List<String> texts = texts(operands);
    if (!texts.isEmpty()) {
      all.add("(" + column.sql() + " is null or " + compared(column, "not in", texts) + ")");
    }
    for (String keyword : keywords(operands)) {
      all.add("not " + is(keyword, column));
    }
    return "(" + String.join(" and ", all) + ")";
  }

  private static String is(String keyword, Column column) {
    String text = column.asText();
    return switch (keyword) {
      case "NULL" -> "(" + column.sql() + " is null)";
      case "EMPTY" -> "(" + text + " = '')";
      case "WHITESPACES_ONLY" -> "(length(trim(" + text + ")) = 0 and length(" + text + ") > 0)";
      default -> throw RuleFailedException.notEvaluated("DQDL has no keyword " + keyword);
    };
  }

  /** Spark compares a number with a text by reading the text as a number. */
  private static String compared(Column column, String operator, List<String> texts) {
    boolean numeric = column.isNumeric();
    String list =
        texts.stream()
            .map(SqlText::literal)
            .map(text -> numeric ? "try_cast(" + text + " as double)" : text)
            .collect(Collectors.joining(", "));
    return (numeric ? column.asDouble() : column.asText()) + " " + operator + " (" + list + ")";
  }

  private static List<String> texts(List<StringOperand> operands) {
    return operands.stream()
        .filter(operand -> !(operand instanceof KeywordStringOperand))
        .map(StringOperand::getOperand)
        .toList();
  }

  private static List<String> keywords(List<StringOperand> operands) {
    return operands.stream()
        .filter(KeywordStringOperand.class::isInstance)
        .map(StringOperand::formatOperand)
        .toList();
  }
}
