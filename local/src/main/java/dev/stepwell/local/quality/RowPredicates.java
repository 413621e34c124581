package dev.stepwell.local.quality;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.glue.dqdl.model.DQRule;

/** What a rule says about one row, for the rules that say something about rows. */
final class RowPredicates {

  private RowPredicates() {}

  /**
   * The outcome for a row: true, false, or NULL for a row that the rule's {@code where} leaves out.
   *
   * @return null for a rule that judges the data set as a whole
   */
  static @Nullable String outcome(DQRule rule, Scope scope) throws SQLException {
    String predicate = of(rule, scope);
    return predicate == null
        ? null
        : "case when coalesce(%s, false) then coalesce(%s, false) end"
            .formatted(filter(rule, scope), predicate);
  }

  static String filter(DQRule rule, Scope scope) {
    return scope.primary().where(rule.getWhereClause()).filter();
  }

  /** The predicate without the filter; null for a rule that judges the data set as a whole. */
  static @Nullable String of(DQRule rule, Scope scope) throws SQLException {
    return switch (rule.getRuleType()) {
      case "IsComplete", "Completeness" -> complete(List.of(column(rule, scope)));
      case "IsUnique", "Uniqueness" -> unique(rule, columns(rule, scope), scope);
      case "IsPrimaryKey" ->
          "(%s and %s)"
              .formatted(unique(rule, columns(rule, scope), scope), complete(columns(rule, scope)));
      case "ColumnValues" -> ColumnValues.predicate(rule, column(rule, scope), scope);
      case "ColumnLength" -> ColumnLength.predicate(rule, column(rule, scope));
      case "ColumnDataType" -> ColumnDataType.predicate(rule, column(rule, scope));
      case "DataFreshness" -> DataFreshness.predicate(rule, column(rule, scope), scope);
      case "ReferentialIntegrity" -> ReferenceChecks.integrityPredicate(rule, scope);
      case "DatasetMatch" -> ReferenceChecks.matchPredicate(rule, scope);
      case "CustomSql" -> CustomSql.predicate(rule, scope);
      default -> null;
    };
  }

  private static String complete(List<Column> columns) {
    return columns.stream()
        .map(column -> column.sql() + " is not null")
        .collect(Collectors.joining(" and ", "(", ")"));
  }

  /**
   * Whether no other row that the rule judges has the same values; those without any count as so.
   */
  private static String unique(DQRule rule, List<Column> columns, Scope scope) {
    String keys = columns.stream().map(Column::sql).collect(Collectors.joining(", "));
    String none =
        columns.stream()
            .map(column -> column.sql() + " is null")
            .collect(Collectors.joining(" and "));
    return "((%s) or count(*) filter (where %s) over (partition by %s) = 1)"
        .formatted(none, filter(rule, scope), keys);
  }

  private static Column column(DQRule rule, Scope scope) {
    return columns(rule, scope).get(0);
  }

  private static List<Column> columns(DQRule rule, Scope scope) {
    return scope.primary().columns(Scope.parameters(rule));
  }

  /** Values of a row as one value, in which a NULL equals a NULL. */
  static String row(List<Column> columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> "'v" + i + "': " + columns.get(i).sql())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  static List<String> split(String names) {
    return Arrays.stream(names.split(",")).map(String::trim).toList();
  }
}
