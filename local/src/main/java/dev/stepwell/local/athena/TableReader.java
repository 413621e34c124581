package dev.stepwell.local.athena;

import static dev.stepwell.local.sql.SqlText.literal;
import static dev.stepwell.local.sql.SqlText.name;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.Catalog;
import dev.stepwell.local.glue.Column;
import dev.stepwell.local.glue.LakeScan;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.glue.Partition;
import dev.stepwell.local.glue.Table;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlTree;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Makes the tables of one question known to a session, as views that read only the partitions that
 * the question's conditions leave. The session is for this question alone.
 */
final class TableReader {

  private static final String CATALOG = "awsdatacatalog";
  private static final String PARTITIONS = "$partitions";

  private final LakeTables tables;
  private final SqlSession session;
  private final Instant now;
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private long bytes;

  TableReader(LakeTables tables, SqlSession session, Instant now) {
    this.tables = tables;
    this.session = session;
    this.now = now;
  }

  /**
   * A question that the session can answer.
   *
   * @param sql in DuckDB's SQL
   * @param tree the tree of the question as it was asked
   * @param bytes how many bytes its files have
   * @param addresses the S3 addresses of its files
   */
  record Prepared(String sql, JsonObject tree, long bytes, Map<String, String> addresses) {}

  /** Prepares a question; no file is read but for its schema. */
  Prepared prepare(String sql, String database) throws QueryFailedException, SQLException {
    JsonObject tree = SqlTree.parse(session, sql);
    Question question = Question.of(tree);
    checkFunctions(sql, question);
    session.runAsWritten("ATTACH ':memory:' AS " + CATALOG);
    session.runAsWritten("CREATE SCHEMA IF NOT EXISTS " + CATALOG + "." + name(database));
    session.runAsWritten("USE " + CATALOG + "." + name(database));
    Map<TableName, List<Question.Use>> uses = new LinkedHashMap<>();
    for (Question.Use use : question.uses()) {
      if (!use.catalog().isEmpty() && !use.catalog().equals(CATALOG)) {
        throw QueryFailedException.user(
            "CATALOG_NOT_FOUND",
            Lexer.place(sql, use.at()) + ": Catalog '" + use.catalog() + "' does not exist");
      }
      String schema = use.database().isEmpty() ? database : use.database();
      uses.computeIfAbsent(new TableName(schema, use.table()), each -> new ArrayList<>()).add(use);
    }
    for (var each : uses.entrySet()) {
      view(sql, each.getKey(), each.getValue());
    }
    String asked = TrinoDialect.prepare(session, sql, tree);
    return new Prepared(asked, tree, bytes, addresses);
  }

  /** The S3 addresses of the files of the tables so far, by their names on this machine. */
  Map<String, String> addresses() {
    return addresses;
  }

  private static void checkFunctions(String sql, Question question) throws QueryFailedException {
    for (JsonObject function : question.tableFunctions()) {
      String named = String.valueOf(function.string("function_name"));
      if (!Set.of("unnest", "sequence").contains(named)) {
        throw QueryFailedException.user(
            "FUNCTION_NOT_FOUND",
            Lexer.place(sql, Question.location(function))
                + ": Table function '"
                + named
                + "' not registered");
      }
    }
  }

  static List<Column> allColumns(Table table) {
    List<Column> all = new ArrayList<>(table.columns());
    all.addAll(table.partitionKeys());
    return all;
  }

  private void view(String sql, TableName named, List<Question.Use> uses)
      throws QueryFailedException, SQLException {
    boolean meta = named.table().endsWith(PARTITIONS);
    String tableName =
        meta
            ? named.table().substring(0, named.table().length() - PARTITIONS.length())
            : named.table();
    Table table = find(sql, new TableName(named.database(), tableName), uses.get(0).at());
    try {
      String select = meta ? partitionRows(table) : select(sql, table, uses);
      session.runAsWritten("CREATE SCHEMA IF NOT EXISTS " + CATALOG + "." + name(named.database()));
      session.runAsWritten(
          "CREATE VIEW "
              + CATALOG
              + "."
              + name(named.database())
              + "."
              + name(named.table())
              + " AS "
              + select);
    } catch (ServiceException refused) {
      throw QueryFailedException.user("GENERIC_USER_ERROR", refused.reason(), refused);
    }
  }

  private Table find(String sql, TableName named, int at) throws QueryFailedException {
    Catalog catalog = tables.catalog();
    if (!catalog.databases().contains(named.database())) {
      throw QueryFailedException.user(
          "SCHEMA_NOT_FOUND",
          Lexer.place(sql, at) + ": Schema '" + named.database() + "' does not exist");
    }
    Optional<Table> table = catalog.find(named.database(), named.table());
    if (table.isEmpty()) {
      throw QueryFailedException.user(
          "TABLE_NOT_FOUND",
          Lexer.place(sql, at) + ": Table '" + CATALOG + "." + named + "' does not exist");
    }
    return table.get();
  }

  private String select(String sql, Table table, List<Question.Use> uses)
      throws QueryFailedException, SQLException, ServiceException {
    Conditions conditions = new Conditions(session, sql, table, uses);
    conditions.checkTypes();
    List<Partition> partitions = List.of();
    if (!table.partitionKeys().isEmpty()) {
      boolean projected = Projection.isEnabled(table);
      partitions =
          projected
              ? new Projection(table, now).partitions(conditions)
              : tables.catalog().partitions(table.database(), table.name());
      Optional<String> condition = conditions.overPartitions();
      if (condition.isPresent() && !partitions.isEmpty()) {
        partitions = tables.filter(session, table, partitions, condition.get());
      }
      if (!projected) {
        PartitionSchemas.check(table, partitions);
      }
    }
    LakeScan scan = tables.scan(table, partitions);
    bytes += scan.bytes();
    addresses.putAll(scan.addresses());
    return scan.sql(new FileChecks(session, table).check(scan));
  }

  /** The rows of {@code "table$partitions"}. */
  private String partitionRows(Table table) throws ServiceException {
    List<Column> keys = table.partitionKeys();
    StringJoiner names = new StringJoiner(", ");
    keys.forEach(key -> names.add(name(key.name())));
    StringJoiner rows = new StringJoiner(", ");
    for (Partition partition : tables.catalog().partitions(table.database(), table.name())) {
      StringJoiner row = new StringJoiner(", ", "(", ")");
      partition.values().forEach(value -> row.add(literal(value)));
      rows.add(row.toString());
    }
    if (rows.length() > 0) {
      return "SELECT * FROM (VALUES " + rows + ") p(" + names + ")";
    }
    StringJoiner none = new StringJoiner(", ");
    keys.forEach(key -> none.add("CAST(NULL AS VARCHAR) AS " + name(key.name())));
    return "SELECT " + none + " WHERE false";
  }
}
