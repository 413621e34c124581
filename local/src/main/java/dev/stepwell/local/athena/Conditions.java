package dev.stepwell.local.athena;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.Column;
import dev.stepwell.local.glue.Table;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlTree;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the conditions of a question say about the partitions of one table. */
final class Conditions {

  private static final Map<String, String> OPERATORS =
      Map.of(
          "COMPARE_EQUAL", "=",
          "COMPARE_NOTEQUAL", "<>",
          "COMPARE_LESSTHAN", "<",
          "COMPARE_LESSTHANOREQUALTO", "<=",
          "COMPARE_GREATERTHAN", ">",
          "COMPARE_GREATERTHANOREQUALTO", ">=");

  private final SqlSession session;
  private final String sql;
  private final Table table;
  private final List<Question.Use> uses;

  Conditions(SqlSession session, String sql, Table table, List<Question.Use> uses) {
    this.session = session;
    this.sql = sql;
    this.table = table;
    this.uses = uses;
  }

  /**
   * The condition over the partition keys that holds wherever the table is used, as SQL; empty if
   * some use reads all partitions.
   */
  Optional<String> overPartitions() throws SQLException {
    Set<String> keys = table.partitionKeys().stream().map(Column::name).collect(Collectors.toSet());
    List<String> alternatives = new ArrayList<>();
    for (Question.Use use : uses) {
      List<Json> mine = new ArrayList<>();
      for (JsonObject condition : use.conditions()) {
        if (isAboutOnly(use, keys, condition)) {
          mine.add(bare(condition));
        }
      }
      if (mine.isEmpty()) {
        return Optional.empty();
      }
      alternatives.add(print(mine));
    }
    return Optional.of(String.join(" OR ", alternatives));
  }

  private static boolean isAboutOnly(Question.Use use, Set<String> keys, JsonObject condition) {
    List<String> foreign = new ArrayList<>();
    List<String> own = new ArrayList<>();
    SqlTree.walk(
        condition,
        each -> {
          String kind = String.valueOf(each.string("class"));
          if (kind.equals("SUBQUERY") || kind.equals("WINDOW") || kind.equals("LAMBDA")) {
            foreign.add(kind);
          } else if (kind.equals("COLUMN_REF")) {
            (keys.contains(Question.columnOf(use, each)) ? own : foreign).add(kind);
          }
        });
    return foreign.isEmpty() && !own.isEmpty();
  }

  /** The condition with columns that have no table's name before them. */
  private static Json bare(Json json) {
    if (json instanceof JsonArray list) {
      return list.stream().map(Conditions::bare).collect(JsonArray.collector());
    }
    if (!(json instanceof JsonObject object)) {
      return json;
    }
    if ("COLUMN_REF".equals(object.string("class"))) {
      JsonArray names = object.array("column_names");
      return object.with("column_names", JsonArray.of(names.get(names.length() - 1)));
    }
    JsonObject.Builder copy = JsonObject.builder();
    object.forEach((name, value) -> copy.put(name, bare(value)));
    return copy.build();
  }

  private String print(List<Json> conditions) throws SQLException {
    List<String> texts = new ArrayList<>();
    String beginning = "SELECT 1 FROM p WHERE ";
    JsonObject template = SqlTree.parse(session, beginning + "true");
    for (Json condition : conditions) {
      String text = SqlTree.print(session, template.with("where_clause", condition));
      texts.add("(" + text.substring(text.indexOf(" WHERE ") + " WHERE ".length()) + ")");
    }
    return "(" + String.join(" AND ", texts) + ")";
  }

  /** The values that a key must have: those of {@code =} and IN, wherever the table is used. */
  Set<String> valuesOf(String key) throws QueryFailedException {
    Set<String> values = new LinkedHashSet<>();
    for (Question.Use use : uses) {
      boolean found = false;
      for (JsonObject condition : use.conditions()) {
        List<JsonObject> sides = sides(condition);
        boolean equal = "COMPARE_EQUAL".equals(condition.string("type"));
        boolean in = "COMPARE_IN".equals(condition.string("type"));
        if ((equal || in)
            && !sides.isEmpty()
            && key.equals(Question.columnOf(use, sides.get(0)))
            && sides.stream().skip(1).allMatch(Conditions::isConstant)) {
          sides.stream().skip(1).forEach(each -> values.add(String.valueOf(value(each).toJava())));
          found = true;
        }
      }
      if (!found) {
        throw QueryFailedException.user(
            "CONSTRAINT_VIOLATION",
            "For the injected projected partition column "
                + key
                + ", the WHERE clause must contain only static equality conditions, and at least"
                + " one such condition must be present.");
      }
    }
    return values;
  }

  private static List<JsonObject> sides(JsonObject condition) {
    List<JsonObject> sides = new ArrayList<>();
    if (condition.get("left") instanceof JsonObject left
        && condition.get("right") instanceof JsonObject right) {
      sides.addAll(isConstant(left) ? List.of(right, left) : List.of(left, right));
    }
    for (Json each : condition.array("children")) {
      sides.add((JsonObject) each);
    }
    return sides;
  }

  private static boolean isConstant(JsonObject expression) {
    return "CONSTANT".equals(expression.string("class"));
  }

  private static Json value(JsonObject constant) {
    Json value = constant.object("value").get("value");
    return value == null ? JsonNull.NULL : value;
  }

  /**
   * Refuses comparisons that Trino refuses and DuckDB does not: a text with a number or a date.
   *
   * @throws QueryFailedException {@code TYPE_MISMATCH}
   */
  void checkTypes() throws QueryFailedException {
    for (Question.Use use : uses) {
      for (JsonObject condition : use.conditions()) {
        String operator = OPERATORS.get(String.valueOf(condition.string("type")));
        List<JsonObject> sides = sides(condition);
        if (operator != null
            && sides.size() == 2
            && "CONSTANT".equals(sides.get(1).string("class"))) {
          checkTypes(use, condition, operator, sides);
        }
      }
    }
  }

  private void checkTypes(
      Question.Use use, JsonObject condition, String operator, List<JsonObject> sides)
      throws QueryFailedException {
    String column = Question.columnOf(use, sides.get(0));
    String declared = "";
    for (Column each : TableReader.allColumns(table)) {
      if (each.name().equalsIgnoreCase(column)) {
        declared = each.type();
      }
    }
    JsonObject value = sides.get(1).object("value");
    String constant = String.valueOf(value.object("type").string("id"));
    boolean isNull = value.get("is_null") instanceof JsonBoolean b && b.value();
    if (isNull || declared.isEmpty()) {
      return;
    }
    boolean text = constant.equals("VARCHAR");
    boolean number = Set.of("INTEGER", "BIGINT", "DECIMAL", "DOUBLE", "HUGEINT").contains(constant);
    boolean declaredText =
        declared.equals("string") || declared.startsWith("varchar") || declared.startsWith("char");
    boolean declaredOther =
        Set.of("tinyint", "smallint", "int", "bigint", "float", "double", "date", "timestamp")
                .contains(declared)
            || declared.startsWith("decimal");
    if ((declaredText && number) || (declaredOther && text)) {
      String right =
          text
              ? "varchar(" + String.valueOf(value(sides.get(1)).toJava()).length() + ")"
              : constant.toLowerCase(Locale.ROOT);
      throw QueryFailedException.user(
          "TYPE_MISMATCH",
          Lexer.place(sql, Question.location(condition))
              + ": Cannot apply operator: "
              + AthenaTypes.ofHive(declared)
              + " "
              + operator
              + " "
              + right);
    }
  }
}
