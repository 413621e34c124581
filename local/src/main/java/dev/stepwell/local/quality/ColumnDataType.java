package dev.stepwell.local.quality;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.condition.string.StringBasedCondition;
import software.amazon.glue.dqdl.model.condition.string.StringBasedConditionOperator;
import software.amazon.glue.dqdl.model.condition.string.StringOperand;

/**
 * {@code ColumnDataType}: the share of values that Spark could cast to a type. NULL cannot be cast
 * to anything.
 */
final class ColumnDataType {

  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d+),\\s*(\\d+)\\)");
  private static final Map<String, String> DATE_PARTS =
      Map.of("yyyy", "%Y", "MM", "%m", "dd", "%d");
  private static final List<String> DATE_FORMATS =
      List.of("dd-MM-yyyy", "MM-dd-yyyy", "yyyy-MM-dd", "MM-yyyy", "yyyy-MM", "dd-MM", "MM-dd");

  private ColumnDataType() {}

  static Verdict check(DQRule rule, Dataset data, Scope scope) throws SQLException {
    Column column = data.column(Scope.parameters(rule).get(0));
    return Compliance.checkUnlessEmpty(
        rule,
        data,
        MetricChecks.columnMetric(column, "ColumnDataType.Compliance"),
        predicate(rule, column));
  }

  static String predicate(DQRule rule, Column column) {
    if (!(rule.getCondition() instanceof StringBasedCondition condition)
        || (condition.getOperator() != StringBasedConditionOperator.EQUALS
            && condition.getOperator() != StringBasedConditionOperator.IN)) {
      throw RuleFailedException.notEvaluated(
          "ColumnDataType compares with '= \"Type\"', not with '"
              + rule.getCondition().getConditionAsString()
              + "'");
    }
    @Nullable String format = rule.getTags().get("format");
    return condition.getOperands().stream()
        .map(StringOperand::getOperand)
        .map(type -> castable(column, type, format))
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  private static String castable(Column column, String type, @Nullable String format) {
    String text = "trim(" + column.asText() + ")";
    String wanted = type.toLowerCase(Locale.ROOT);
    Matcher decimal = DECIMAL.matcher(wanted);
    if (decimal.matches()) {
      return cast(text, "decimal(" + decimal.group(1) + "," + decimal.group(2) + ")");
    }
    return switch (wanted) {
      case "boolean" ->
          "(lower(%s) in ('t','true','y','yes','1','f','false','n','no','0'))".formatted(text);
      case "date" -> format == null ? cast(text, "timestamp") : formatted(text, format);
      case "timestamp" -> cast(text, "timestamp");
      case "integer", "int" -> whole(text, "integer");
      case "long", "bigint" -> whole(text, "bigint");
      case "double" -> cast(text, "double");
      case "float" -> cast(text, "float");
      default ->
          throw RuleFailedException.notEvaluated(
              "ColumnDataType knows Boolean, Date, Timestamp, Integer, Long, Double, Float and"
                  + " Decimal(p,s), not '"
                  + type
                  + "'");
    };
  }

  private static String cast(String text, String type) {
    return "(try_cast(" + text + " as " + type + ") is not null)";
  }

  /** Spark cuts decimals off; it reads no exponent. */
  private static String whole(String text, String type) {
    return "(regexp_full_match(%1$s, '[+-]?[0-9]+([.][0-9]*)?') and try_cast(split_part(%1$s, '.', 1) as %2$s) is not null)"
        .formatted(text, type);
  }

  private static String formatted(String text, String format) {
    String dashed = format.replace('/', '-');
    if (!DATE_FORMATS.contains(dashed)) {
      throw RuleFailedException.notEvaluated(
          "The date format '%s' is none of %s (or with slashes)".formatted(format, DATE_FORMATS));
    }
    String strptime = format;
    String shape = format;
    for (Map.Entry<String, String> part : DATE_PARTS.entrySet()) {
      strptime = strptime.replace(part.getKey(), part.getValue());
      shape = shape.replace(part.getKey(), "[0-9]{" + part.getKey().length() + "}");
    }
    return "(regexp_full_match(%1$s, '%2$s') and try_strptime(%1$s, '%3$s') is not null)"
        .formatted(text, shape, strptime);
  }
}
