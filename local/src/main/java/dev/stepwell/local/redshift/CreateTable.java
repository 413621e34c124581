package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code CREATE TABLE}, read.
 *
 * @param columns the columns; empty if the table is like another or made of a query
 * @param columnNames names for the columns of a query; empty for its own
 * @param like the table to copy the columns of
 * @param query the query to fill it with, in DuckDB's SQL
 * @param attributes DISTSTYLE and SORTKEY and table constraints, which change nothing here, for
 *     show
 */
record CreateTable(
    TableName name,
    boolean temporary,
    boolean ifNotExists,
    List<ColumnDefinition> columns,
    List<String> columnNames,
    @Nullable TableName like,
    boolean includingDefaults,
    @Nullable String query,
    JsonObject attributes) {

  private static final Set<String> TABLE_CONSTRAINTS = Set.of("unique", "primary", "foreign");

  /** Whether the tokens are such a statement. */
  static boolean starts(List<Token> tokens) {
    Cursor cursor = new Cursor(tokens);
    if (!cursor.take("create")) {
      return false;
    }
    temporary(cursor);
    return cursor.take("table");
  }

  /** Takes the words that make a table temporary; false if there are none. */
  private static boolean temporary(Cursor cursor) {
    cursor.take("local");
    return cursor.take("temp") || cursor.take("temporary");
  }

  static CreateTable parse(List<Token> tokens, Dialect dialect) throws WarehouseException {
    Cursor cursor = new Cursor(tokens);
    cursor.expect("create");
    boolean temporary = temporary(cursor);
    cursor.expect("table");
    boolean ifNotExists = cursor.take("if", "not", "exists");
    TableName name = cursor.table();
    List<ColumnDefinition> columns = new ArrayList<>();
    List<String> columnNames = new ArrayList<>();
    List<String> constraints = new ArrayList<>();
    TableName like = null;
    boolean includingDefaults = false;
    if (cursor.sees("(")) {
      List<Token> inside = cursor.parenthesized();
      Cursor first = new Cursor(inside);
      if (first.take("like")) {
        like = first.table();
        includingDefaults = first.take("including", "defaults");
        first.take("excluding", "defaults");
        first.expectEnd();
      } else if (Cursor.list(inside).stream().allMatch(item -> item.size() == 1)) {
        columnNames = new Cursor(withParentheses(inside)).names();
      } else {
        items(inside, dialect, columns, constraints);
      }
    }
    JsonObject attributes = attributes(cursor, constraints);
    String query = null;
    if (cursor.take("as")) {
      query = dialect.sql(cursor.rest());
    }
    cursor.expectEnd();
    return new CreateTable(
        name,
        temporary,
        ifNotExists,
        columns,
        columnNames,
        like,
        includingDefaults,
        query,
        attributes);
  }

  private static List<Token> withParentheses(List<Token> inside) {
    List<Token> all = new ArrayList<>();
    all.add(new Token(Token.Kind.SYMBOL, "(", false));
    all.addAll(inside);
    all.add(new Token(Token.Kind.SYMBOL, ")", false));
    return all;
  }

  private static void items(
      List<Token> inside, Dialect dialect, List<ColumnDefinition> columns, List<String> constraints)
      throws WarehouseException {
    for (List<Token> item : Cursor.list(inside)) {
      Token first = item.isEmpty() ? null : item.get(0);
      if (first != null
          && first.kind() == Token.Kind.WORD
          && TABLE_CONSTRAINTS.contains(first.text())) {
        constraints.add(dialect.sql(item));
      } else {
        columns.add(ColumnDefinition.parse(item, dialect));
      }
    }
  }

  private static JsonObject attributes(Cursor cursor, List<String> constraints)
      throws WarehouseException {
    JsonObject.Builder attributes = JsonObject.builder();
    while (!cursor.atEnd() && !cursor.sees("as")) {
      attribute(cursor, attributes);
    }
    if (!constraints.isEmpty()) {
      attributes.put("constraints", names(constraints));
    }
    return attributes.build();
  }

  /** Reads one attribute of a table. */
  static void attribute(Cursor cursor, JsonObject.Builder attributes) throws WarehouseException {
    if (cursor.take("diststyle")) {
      attributes.put("diststyle", cursor.name());
    } else if (cursor.take("distkey")) {
      attributes.put("distkey", cursor.names().get(0));
    } else if (cursor.take("sortkey", "auto")) {
      attributes.put("sortkey", "auto");
    } else if (cursor.take("sortkey") || cursor.take("compound", "sortkey")) {
      attributes.put("sortkey", names(cursor.names()));
    } else if (cursor.take("interleaved", "sortkey")) {
      attributes.put("interleavedSortkey", names(cursor.names()));
    } else if (cursor.take("backup")) {
      attributes.put("backup", cursor.name());
    } else if (cursor.take("encode", "auto")) {
      attributes.put("encode", "auto");
    } else {
      throw cursor.unexpected();
    }
  }

  private static JsonArray names(List<String> names) {
    return names.stream().map(name -> (Json) Json.of(name)).collect(JsonArray.collector());
  }
}
