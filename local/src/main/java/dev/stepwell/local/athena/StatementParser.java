package dev.stepwell.local.athena;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.athena.Statement.PartitionSpec;
import dev.stepwell.local.athena.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells what a text asks for. Questions inside it stay text; Trino's parser stands in for them. */
final class StatementParser {

  private static final String UNKNOWN = "Queries of this type are not supported";

  private final Cursor cursor;
  private final String database;

  private StatementParser(Cursor cursor, String database) {
    this.cursor = cursor;
    this.database = database;
  }

  /**
   * The statement of a text, which may end in a semicolon.
   *
   * @param database whose tables are meant by names without a database
   */
  static Statement parse(String text, String database) throws SyntaxException {
    List<Token> tokens = Lexer.tokens(text);
    int end = tokens.size() - 1;
    while (end > 0 && tokens.get(end - 1).is(";")) {
      end--;
    }
    for (Token token : tokens.subList(0, end)) {
      if (token.is(";")) {
        throw SyntaxException.of("Only one sql statement is allowed. Got: " + text);
      }
    }
    if (end == 0) {
      throw SyntaxException.of("queryString is empty");
    }
    String sql = text.substring(0, tokens.get(end - 1).end());
    List<Token> used = new ArrayList<>(tokens.subList(0, end));
    used.add(new Token(Kind.END, "<EOF>", sql.length(), sql.length()));
    return new StatementParser(new Cursor(sql, used, database), database).statement();
  }

  private Statement statement() throws SyntaxException {
    Token first = cursor.peek();
    if (first.is("select") || first.is("with") || first.is("values") || first.is("(")) {
      return new Statement.Select(cursor.rest());
    }
    Statement statement = other();
    cursor.expectEnd();
    return statement;
  }

  private Statement other() throws SyntaxException {
    if (cursor.skip("insert", "into")) {
      return insert();
    }
    if (cursor.skip("unload")) {
      return unload();
    }
    if (cursor.skip("create")) {
      return create();
    }
    if (cursor.skip("drop")) {
      return drop();
    }
    if (cursor.skip("alter", "table")) {
      return alter();
    }
    if (cursor.skip("msck")) {
      cursor.expect("repair", "table");
      return new Statement.Repair(cursor.table());
    }
    if (cursor.skip("show")) {
      return show();
    }
    if (cursor.skip("describe") || cursor.skip("desc")) {
      return new Statement.Describe(cursor.table());
    }
    throw SyntaxException.of(UNKNOWN);
  }

  private Statement insert() throws SyntaxException {
    TableName table = cursor.table();
    List<String> columns = new ArrayList<>();
    int before = cursor.position();
    if (cursor.skip("(")) {
      if (cursor.peek().is("select") || cursor.peek().is("with") || cursor.peek().is("(")) {
        cursor.back(before);
      } else {
        do {
          columns.add(cursor.name());
        } while (cursor.skip(","));
        cursor.expect(")");
      }
    }
    return new Statement.Insert(table, columns, cursor.rest());
  }

  private Statement unload() throws SyntaxException {
    String query = cursor.inParentheses();
    cursor.expect("to");
    String location = cursor.text();
    List<String> partitionedBy = new ArrayList<>();
    Map<String, String> properties =
        cursor.skip("with") ? cursor.withProperties(partitionedBy) : Map.of();
    return new Statement.Unload(query, location, properties, partitionedBy);
  }

  private Statement create() throws SyntaxException {
    if (cursor.skip("database") || cursor.skip("schema")) {
      boolean ifNotExists = cursor.skip("if", "not", "exists");
      String name = cursor.name();
      JsonObject.Builder input = JsonObject.builder().put("Name", name);
      if (cursor.skip("comment")) {
        input.put("Description", cursor.text());
      }
      if (cursor.skip("location")) {
        input.put("LocationUri", cursor.text());
      }
      if (cursor.skip("with", "dbproperties")) {
        input.put("Parameters", Json.of(cursor.textProperties()));
      }
      return new Statement.CreateDatabase(name, ifNotExists, input.build());
    }
    boolean external = cursor.skip("external");
    if (!cursor.skip("table")) {
      throw SyntaxException.of(UNKNOWN + ": CREATE " + cursor.peek().text());
    }
    boolean ifNotExists = cursor.skip("if", "not", "exists");
    TableName table = cursor.table();
    if (external || cursor.peek().is("(")) {
      if (!external) {
        throw SyntaxException.of(
            "CREATE TABLE of "
                + table
                + " without EXTERNAL is for Iceberg tables, which are not"
                + " supported here; write CREATE EXTERNAL TABLE");
      }
      return new Statement.CreateTable(
          table, ifNotExists, new TableParser(cursor).input(table.table()));
    }
    return createTableAs(table, ifNotExists);
  }

  private Statement createTableAs(TableName table, boolean ifNotExists) throws SyntaxException {
    List<String> partitionedBy = new ArrayList<>();
    Map<String, String> properties =
        cursor.skip("with") ? cursor.withProperties(partitionedBy) : Map.of();
    cursor.expect("as");
    int start = cursor.peek().start();
    int noData = cursor.endsWith("with", "no", "data");
    int data = cursor.endsWith("with", "data");
    String rest = cursor.rest();
    int end = noData >= 0 ? noData : data;
    return new Statement.CreateTableAs(
        table,
        ifNotExists,
        properties,
        partitionedBy,
        end < 0 ? rest : rest.substring(0, end - start),
        noData < 0);
  }

  private Statement drop() throws SyntaxException {
    if (cursor.skip("database") || cursor.skip("schema")) {
      boolean ifExists = cursor.skip("if", "exists");
      String name = cursor.name();
      boolean cascade = cursor.skip("cascade");
      if (!cascade) {
        cursor.skip("restrict");
      }
      return new Statement.DropDatabase(name, ifExists, cascade);
    }
    if (!cursor.skip("table")) {
      throw SyntaxException.of(UNKNOWN + ": DROP " + cursor.peek().text());
    }
    boolean ifExists = cursor.skip("if", "exists");
    return new Statement.DropTable(cursor.table(), ifExists);
  }

  private Statement alter() throws SyntaxException {
    TableName table = cursor.table();
    if (cursor.skip("add")) {
      boolean ifNotExists = cursor.skip("if", "not", "exists");
      List<PartitionSpec> partitions = new ArrayList<>();
      while (cursor.skip("partition")) {
        Map<String, String> values = cursor.values();
        partitions.add(new PartitionSpec(values, cursor.skip("location") ? cursor.text() : null));
      }
      if (partitions.isEmpty()) {
        throw cursor.unexpected("'PARTITION'");
      }
      return new Statement.AddPartitions(table, ifNotExists, partitions);
    }
    if (cursor.skip("drop")) {
      boolean ifExists = cursor.skip("if", "exists");
      List<PartitionSpec> partitions = new ArrayList<>();
      do {
        cursor.expect("partition");
        partitions.add(new PartitionSpec(cursor.values(), null));
      } while (cursor.skip(","));
      return new Statement.DropPartitions(table, ifExists, partitions);
    }
    throw SyntaxException.of(
        UNKNOWN + " here: ALTER TABLE " + cursor.peek().text() + "; use ADD or DROP PARTITION");
  }

  private Statement show() throws SyntaxException {
    if (cursor.skip("databases") || cursor.skip("schemas")) {
      return new Statement.ShowDatabases();
    }
    if (cursor.skip("tables")) {
      String of = cursor.skip("in") || cursor.skip("from") ? cursor.name() : database;
      return new Statement.ShowTables(of, cursor.isAtEnd() ? "" : cursor.text());
    }
    if (cursor.skip("partitions")) {
      return new Statement.ShowPartitions(cursor.table());
    }
    throw SyntaxException.of(UNKNOWN + " here: SHOW " + cursor.peek().text());
  }
}
