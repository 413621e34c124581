package dev.stepwell.local.athena;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.Catalog;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.state.WorkRegister;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Athena over a folder, with one bucket {@code lake} and one database {@code db}. */
final class AthenaFixture implements AutoCloseable {

  final ObjectStore store;
  final Catalog catalog;
  final LakeTables tables;
  final Athena athena;
  final TaskCalls calls;
  private final WorkRegister register;

  private AthenaFixture(Path folder, WorkRegister register, WorkGroup... groups) {
    this.register = register;
    store = ObjectStore.in(folder.resolve("s3"));
    store.createBucket("lake");
    catalog = Catalog.at(folder.resolve("catalog.json"));
    catalog.createDatabase("db");
    tables = new LakeTables(catalog, store);
    athena = new Athena(tables, store, () -> UUID.randomUUID().toString(), register);
    athena.add(WorkGroup.named("primary").writingByDefaultTo("s3://lake/results/"));
    for (WorkGroup group : groups) {
      athena.add(group);
    }
    calls = TaskCalls.to(athena.service());
  }

  static AthenaFixture in(Path folder, WorkGroup... groups) {
    return new AthenaFixture(folder, WorkRegister.inMemory(), groups);
  }

  /** Athena whose queries are kept in the folder, in {@code queries.log}. */
  static AthenaFixture kept(Path folder) {
    return new AthenaFixture(folder, WorkRegister.at(folder.resolve("queries.log"), 100));
  }

  void put(String key, String content) throws ServiceException {
    store.put("lake", key, content.getBytes(UTF_8));
  }

  /** Has DuckDB write a file. */
  void copy(String query, String key) throws Exception {
    store.put("lake", key, new byte[0]);
    try (DuckDb duck = DuckDb.inMemory(store);
        SqlSession session = duck.session()) {
      session.run("COPY (" + query + ") TO 's3://lake/" + key + "'");
    }
  }

  static Json arguments(String sql) {
    return JsonObject.of(
        "QueryString",
        Json.of(sql),
        "QueryExecutionContext",
        JsonObject.of("Database", Json.of("db")));
  }

  JsonObject call(String action, Json arguments) {
    return (JsonObject) calls.callResource("arn:aws:states:::aws-sdk:athena:" + action, arguments);
  }

  /** Starts a query and gives its description once it has ended. */
  JsonObject run(String sql) {
    return run(arguments(sql));
  }

  JsonObject run(Json arguments) {
    return describe(call("startQueryExecution", arguments).get("QueryExecutionId"));
  }

  JsonObject describe(@Nullable Json id) {
    return call("getQueryExecution", JsonObject.of("QueryExecutionId", orNull(id)))
        .object("QueryExecution");
  }

  private static Json orNull(@Nullable Json json) {
    return json == null ? JsonNull.NULL : json;
  }

  static String state(JsonObject execution) {
    return String.valueOf(execution.object("Status").string("State"));
  }

  static String reason(JsonObject execution) {
    return String.valueOf(execution.object("Status").string("StateChangeReason"));
  }

  static long scanned(JsonObject execution) {
    return Long.parseLong(String.valueOf(execution.object("Statistics").get("DataScannedInBytes")));
  }

  /** The rows of a query that must succeed, the header among them; NULL is null. */
  List<List<@Nullable String>> rows(String sql) {
    JsonObject execution = run(sql);
    if (!state(execution).equals("SUCCEEDED")) {
      throw new AssertionError(reason(execution));
    }
    return rows(results(execution, "").object("ResultSet").array("Rows"));
  }

  JsonObject results(JsonObject execution, String more) {
    return call(
        "getQueryResults",
        Json.parse(
            ("{'QueryExecutionId':'" + execution.string("QueryExecutionId") + "'" + more + "}")
                .replace('\'', '"')));
  }

  static List<List<@Nullable String>> rows(JsonArray rows) {
    List<List<@Nullable String>> all = new ArrayList<>();
    for (Json each : rows) {
      List<@Nullable String> row = new ArrayList<>();
      for (Json datum : ((JsonObject) each).array("Data")) {
        row.add(((JsonObject) datum).string("VarCharValue"));
      }
      all.add(row);
    }
    return all;
  }

  List<String> keys(String prefix) throws ServiceException {
    return store.list("lake", prefix).stream().map(S3Object::key).toList();
  }

  @Override
  public void close() {
    register.close();
    catalog.close();
  }
}
