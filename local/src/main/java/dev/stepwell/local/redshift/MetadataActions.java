package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists databases, schemas and tables, and describes tables. Thread-safe. */
final class MetadataActions {

  private static final int PAGE = 1000;
  private static final String[] CONNECTION = {
    "ClusterIdentifier", "DbUser", "MaxResults", "NextToken", "SecretArn", "WorkgroupName"
  };

  private final Endpoints endpoints;

  MetadataActions(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  void addTo(Service.Builder service) {
    Parameters database = Parameters.required("Database").optional(CONNECTION);
    Parameters connected = database.optional("ConnectedDatabase");
    service
        .action("listDatabases", database, Resumption.REPEAT, this::databases)
        .action(
            "listSchemas", connected.optional("SchemaPattern"), Resumption.REPEAT, this::schemas)
        .action(
            "listTables",
            connected.optional("SchemaPattern", "TablePattern"),
            Resumption.REPEAT,
            this::tables)
        .action(
            "describeTable", connected.optional("Schema", "Table"), Resumption.REPEAT, this::table);
  }

  private Json databases(JsonObject arguments, CallContext context) throws ServiceException {
    JsonObject target = Request.target(arguments);
    connect(target, arguments);
    return Pages.of(arguments, "Databases", texts(endpoints.names(target)), PAGE).build();
  }

  private Json schemas(JsonObject arguments, CallContext context) throws ServiceException {
    Warehouse warehouse = connect(Request.target(arguments), arguments);
    SqlResult found =
        ask(
            warehouse,
            "SELECT schema_name FROM duckdb_schemas() WHERE database_name = %s AND schema_name <> 'main' AND schema_name LIKE %s ORDER BY 1"
                .formatted(SqlText.literal(warehouse.database()), pattern(arguments, "Schema")));
    return Pages.of(arguments, "Schemas", texts(column(found)), PAGE).build();
  }

  private Json tables(JsonObject arguments, CallContext context) throws ServiceException {
    Warehouse warehouse = connect(Request.target(arguments), arguments);
    SqlResult found =
        ask(
            warehouse,
            "SELECT schema_name, name, type FROM (SELECT database_name, schema_name, table_name AS name, 'TABLE' AS type FROM duckdb_tables() UNION ALL SELECT database_name, schema_name, view_name, 'VIEW' FROM duckdb_views()) WHERE database_name = %s AND schema_name LIKE %s AND name LIKE %s ORDER BY 1, 2"
                .formatted(
                    SqlText.literal(warehouse.database()),
                    pattern(arguments, "Schema"),
                    pattern(arguments, "Table")));
    List<Json> tables = new ArrayList<>();
    for (List<@Nullable Object> row : found.rows()) {
      boolean system = "sys".equals(row.get(0));
      tables.add(
          JsonObject.builder()
              .put("Name", String.valueOf(row.get(1)))
              .put("Schema", String.valueOf(row.get(0)))
              .put("Type", (system ? "SYSTEM " : "") + row.get(2))
              .build());
    }
    return Pages.of(arguments, "Tables", tables, PAGE).build();
  }

  private Json table(JsonObject arguments, CallContext context) throws ServiceException {
    Warehouse warehouse = connect(Request.target(arguments), arguments);
    String table = Parameters.text(arguments, "Table");
    String schema = arguments.string("Schema");
    List<Json> columns = new ArrayList<>();
    try (WarehouseSession session = warehouse.session()) {
      TableName name = TableName.of(schema == null ? List.of(table) : List.of(schema, table));
      for (ColumnDefinition column : session.columns(name)) {
        columns.add(TableColumns.described(column, name));
      }
    } catch (WarehouseException e) {
      throw Request.invalid(String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      throw connectionFailed(e);
    }
    return Pages.of(arguments, "ColumnList", columns, PAGE).put("TableName", table).build();
  }

  private Warehouse connect(JsonObject target, JsonObject arguments) throws ServiceException {
    Warehouse connected = endpoints.find(target);
    String other = arguments.string("ConnectedDatabase");
    if (connected == null || (other != null && !endpoints.names(target).contains(other))) {
      String missing = connected == null ? target.string("Database") : other;
      throw new ServiceException(
          "DatabaseConnectionException",
          "FATAL: database \"%s\" does not exist".formatted(missing),
          500);
    }
    return connected;
  }

  private static SqlResult ask(Warehouse warehouse, String sql) throws ServiceException {
    try (SqlSession session = warehouse.open()) {
      return session.runAsWritten(sql);
    } catch (SQLException e) {
      throw connectionFailed(e);
    }
  }

  private static ServiceException connectionFailed(SQLException e) {
    return new ServiceException(
        "DatabaseConnectionException", "The database cannot be read: " + e.getMessage(), 500);
  }

  /** The SQL pattern of a name; all names if the call has none. */
  private static String pattern(JsonObject arguments, String of) {
    String pattern = arguments.string(of + "Pattern");
    return SqlText.literal(pattern == null ? "%" : pattern);
  }

  private static List<String> column(SqlResult result) {
    return result.rows().stream().map(row -> String.valueOf(row.get(0))).toList();
  }

  private static List<Json> texts(List<String> names) {
    return names.stream().map(name -> (Json) Json.of(name)).toList();
  }
}
