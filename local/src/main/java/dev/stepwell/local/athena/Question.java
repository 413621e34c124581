package dev.stepwell.local.athena;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a question reads: which tables, and which conditions every row that counts fulfils. It is
 * taken from the question's tree. A condition is taken from the WHERE of the same SELECT and from
 * the ON of its joins, where leaving out rows early changes nothing; conditions outside a subquery
 * or a WITH are not carried into it.
 */
final class Question {

  /**
   * A table where it is used.
   *
   * @param catalog the catalog's name; empty if not said
   * @param database the database's name; empty if not said
   * @param table the table's name
   * @param alias what columns of it may be qualified with
   * @param at where in the text
   * @param conditions what must hold for its rows
   */
  record Use(
      String catalog,
      String database,
      String table,
      String alias,
      int at,
      List<JsonObject> conditions) {}

  private final List<Use> uses = new ArrayList<>();
  private final List<JsonObject> tableFunctions = new ArrayList<>();

  private Question() {}

  /** Takes a tree apart. */
  static Question of(JsonObject tree) {
    Question question = new Question();
    question.visit(tree, Set.of());
    return question;
  }

  List<Use> uses() {
    return uses;
  }

  /** The functions that stand for tables. */
  List<JsonObject> tableFunctions() {
    return tableFunctions;
  }

  private void visit(@Nullable Json json, Set<String> ctes) {
    if (json instanceof JsonArray list) {
      list.forEach(each -> visit(each, ctes));
    } else if (json instanceof JsonObject object) {
      if (String.valueOf(object.string("type")).endsWith("_NODE") && object.has("cte_map")) {
        visitNode(object, ctes);
      } else {
        object.forEach((name, value) -> visit(value, ctes));
      }
    }
  }

  private void visitNode(JsonObject node, Set<String> outer) {
    Set<String> ctes = new HashSet<>(outer);
    for (Json each : node.object("cte_map").array("map")) {
      ctes.add(String.valueOf(((JsonObject) each).string("key")).toLowerCase(Locale.ROOT));
    }
    for (Json each : node.object("cte_map").array("map")) {
      visit(((JsonObject) each).object("value").get("query"), ctes);
    }
    if ("SELECT_NODE".equals(node.string("type"))) {
      List<JsonObject> where = conjuncts(node.get("where_clause"));
      from(node.object("from_table"), where, ctes);
    }
    for (String name : node.names()) {
      if (!name.equals("cte_map") && !name.equals("from_table")) {
        visit(node.get(name), ctes);
      }
    }
  }

  private void from(JsonObject table, List<JsonObject> conditions, Set<String> ctes) {
    switch (String.valueOf(table.string("type"))) {
      case "BASE_TABLE" -> use(table, conditions, ctes);
      case "JOIN" -> {
        List<JsonObject> on = conjuncts(table.get("condition"));
        String join = String.valueOf(table.string("join_type"));
        boolean leftNullable = join.equals("RIGHT") || join.equals("OUTER");
        boolean rightNullable = join.equals("LEFT") || join.equals("OUTER");
        from(
            table.object("left"),
            side(leftNullable, join.equals("RIGHT") || join.equals("INNER"), conditions, on),
            ctes);
        from(
            table.object("right"),
            side(rightNullable, join.equals("LEFT") || join.equals("INNER"), conditions, on),
            ctes);
        visit(table.get("condition"), ctes);
      }
      case "TABLE_FUNCTION" -> {
        tableFunctions.add(table.object("function"));
        visit(table.object("function"), ctes);
      }
      default -> table.forEach((name, value) -> visit(value, ctes));
    }
  }

  /**
   * What must hold for the rows of one side of a join. Of a side that may be filled with NULLs, a
   * condition outside the join says nothing; a condition of ON only counts for a side whose rows it
   * can leave out.
   */
  private static List<JsonObject> side(
      boolean nullable, boolean dropped, List<JsonObject> outside, List<JsonObject> on) {
    List<JsonObject> all = new ArrayList<>();
    if (!nullable) {
      all.addAll(outside);
    }
    if (dropped) {
      all.addAll(on);
    }
    return all;
  }

  private void use(JsonObject table, List<JsonObject> conditions, Set<String> ctes) {
    String catalog = lower(table, "catalog_name");
    String database = lower(table, "schema_name");
    String name = lower(table, "table_name");
    if (database.isEmpty() && ctes.contains(name)) {
      return;
    }
    String alias = lower(table, "alias");
    uses.add(
        new Use(
            catalog, database, name, alias.isEmpty() ? name : alias, location(table), conditions));
  }

  private static String lower(JsonObject object, String member) {
    String text = object.string(member);
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  /** Where something stands in the text; -1 if the parser does not say. */
  static int location(JsonObject object) {
    return object.get("query_location") instanceof JsonNumber number
            && number.isIntegral()
            && number.decimalValue().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
        ? (int) number.longValue()
        : -1;
  }

  private static List<JsonObject> conjuncts(@Nullable Json condition) {
    List<JsonObject> all = new ArrayList<>();
    if (condition instanceof JsonObject object) {
      if ("CONJUNCTION_AND".equals(object.string("type"))) {
        for (Json each : object.array("children")) {
          all.addAll(conjuncts(each));
        }
      } else {
        all.add(object);
      }
    }
    return all;
  }

  /** The last part of a column's name if the rest means this table; else empty. */
  static String columnOf(Use use, JsonObject expression) {
    if (!"COLUMN_REF".equals(expression.string("class"))) {
      return "";
    }
    List<String> names = new ArrayList<>();
    for (Json each : expression.array("column_names")) {
      names.add(each instanceof JsonString text ? text.value().toLowerCase(Locale.ROOT) : "");
    }
    int size = names.size();
    boolean mine = size == 1 || (size > 1 && names.get(size - 2).equals(use.alias()));
    return mine && size > 0 ? names.get(size - 1) : "";
  }
}
