package dev.stepwell.local.athena;

import static dev.stepwell.local.sql.SqlText.name;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlSession;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Runs one statement in a session of its own and writes the file of its result. */
final class QueryRunner {

  /** Says that a query must not go on because it would read too much. */
  static final class ScanLimitException extends Exception {
    private ScanLimitException() {
      super("Query cancelled! : Bytes scanned limit was exceeded");
    }
  }

  private final LakeTables tables;
  private final ObjectStore store;
  private final SqlSession session;
  private final QueryRequest request;
  private final String id;
  private final boolean again;
  private final Instant now;
  private final LongConsumer scanned;

  /**
   * For one query.
   *
   * @param again whether a process that has ended may have done some of it
   * @param scanned is told how many bytes are read, before they are
   */
  QueryRunner(
      LakeTables tables,
      ObjectStore store,
      SqlSession session,
      QueryRequest request,
      String id,
      boolean again,
      Instant now,
      LongConsumer scanned) {
    this.tables = tables;
    this.store = store;
    this.session = session;
    this.request = request;
    this.id = id;
    this.again = again;
    this.now = now;
    this.scanned = scanned;
  }

  /** Runs it; gives {@code Columns}, {@code Updated} and {@code Header} as they are kept. */
  JsonObject run() throws QueryFailedException, ScanLimitException {
    try {
      Statement statement = request.statement();
      if (statement instanceof Statement.Select select) {
        return select(select.query());
      }
      if (statement instanceof Statement.Insert insert) {
        prepareResult(insert.query());
        return wrote(changes().insert(insert));
      }
      if (statement instanceof Statement.CreateTableAs create) {
        if (changes().begin(create)) {
          prepareResult(create.query());
          return wrote(changes().createTableAs(create));
        }
        return wrote(0);
      }
      if (statement instanceof Statement.Unload unload) {
        prepareResult(unload.query());
        return wrote(changes().unload(unload));
      }
      return text(statement, new Ddl(tables.catalog(), store, now).run(statement));
    } catch (ServiceException refused) {
      throw QueryFailedException.user("GENERIC_USER_ERROR", refused.reason(), refused);
    } catch (IOException failure) {
      throw QueryFailedException.system("The result cannot be written: " + failure, failure);
    }
  }

  private Changes changes() {
    return new Changes(tables.catalog(), store, session, request, id, again, now);
  }

  private TableReader.Prepared prepare(String query)
      throws QueryFailedException, ScanLimitException {
    TableReader.Prepared prepared;
    TableReader reader = new TableReader(tables, session, now);
    try {
      prepared = reader.prepare(query, request.database());
    } catch (SQLException failure) {
      throw QueryErrors.of(failure, reader.addresses());
    }
    scanned.accept(prepared.bytes());
    Long cutoff = request.group().bytesScannedCutoff();
    if (cutoff != null && prepared.bytes() > cutoff) {
      throw new ScanLimitException();
    }
    return prepared;
  }

  private void prepareResult(String query) throws QueryFailedException, ScanLimitException {
    TableReader.Prepared prepared = prepare(query);
    try {
      session.runAsWritten("CREATE TEMP TABLE result AS " + prepared.sql());
      List<String> found = new ArrayList<>();
      session
          .runAsWritten("DESCRIBE result")
          .rows()
          .forEach(row -> found.add(String.valueOf(row.get(0))));
      List<String> names = TrinoDialect.names(prepared.tree(), found);
      for (int i = 0; i < found.size(); i++) {
        if (!names.get(i).equals(found.get(i))) {
          session.runAsWritten(
              "ALTER TABLE result RENAME COLUMN "
                  + name(found.get(i))
                  + " TO "
                  + name(names.get(i)));
        }
      }
    } catch (SQLException failure) {
      throw QueryErrors.of(failure, prepared.addresses());
    }
  }

  private JsonObject select(String query)
      throws QueryFailedException, ScanLimitException, ServiceException, IOException {
    TableReader.Prepared prepared = prepare(query);
    Path file = Files.createTempFile("athena-", ".csv");
    try {
      JsonArray columns = session.read(prepared.sql(), rows -> write(rows, prepared.tree(), file));
      ResultFile.publish(store, output(), file);
      return JsonObject.of("Columns", columns, "Header", Json.of(true));
    } catch (SQLException failure) {
      throw QueryErrors.of(failure, prepared.addresses());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static JsonArray write(ResultSet rows, JsonObject tree, Path file)
      throws SQLException, IOException {
    ResultSetMetaData meta = rows.getMetaData();
    List<String> found = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      found.add(meta.getColumnLabel(i));
    }
    List<String> names = TrinoDialect.names(tree, found);
    List<Json> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(AthenaTypes.column(names.get(i), meta.getColumnTypeName(i + 1)));
    }
    try (Writer out = Files.newBufferedWriter(file)) {
      ResultFile.write(out, names);
      while (rows.next()) {
        List<@Nullable String> row = new ArrayList<>(names.size());
        for (int i = 1; i <= names.size(); i++) {
          row.add(AthenaTypes.text(rows.getObject(i)));
        }
        ResultFile.write(out, row);
      }
    }
    return JsonArray.of(columns);
  }

  private String output() {
    return String.valueOf(request.kept(id).string("Output"));
  }

  private static JsonObject wrote(long rows) {
    JsonArray columns = JsonArray.of(AthenaTypes.column("rows", "BIGINT"));
    return JsonObject.of("Columns", columns, "Updated", Json.of(rows));
  }

  private JsonObject text(Statement statement, List<String> lines)
      throws ServiceException, IOException {
    Path file = Files.createTempFile("athena-", ".txt");
    try {
      Files.write(file, lines);
      ResultFile.publish(store, output(), file);
    } finally {
      Files.deleteIfExists(file);
    }
    String column =
        switch (statement.kind()) {
          case SHOW ->
              statement instanceof Statement.ShowTables
                  ? "tab_name"
                  : statement instanceof Statement.ShowPartitions ? "partition" : "database_name";
          case DESCRIBE -> "col_name";
          default -> "result";
        };
    return JsonObject.of("Columns", JsonArray.of(AthenaTypes.column(column, "VARCHAR")));
  }
}
