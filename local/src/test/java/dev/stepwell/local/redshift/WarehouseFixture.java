package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.local.Answer;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.CallLedger;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.service.ServiceHandlers;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.state.WorkRegister;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A warehouse behind its API, with a bucket {@code lake}, for tests. */
final class WarehouseFixture implements AutoCloseable {

  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

  final ObjectStore store;
  final List<StatementEvent> events = new CopyOnWriteArrayList<>();
  final RedshiftData redshift;
  private final DuckDb duckDb;
  private final Warehouse warehouse;
  private final TaskHandlers handlers;

  WarehouseFixture(Path folder) {
    this(folder, WorkRegister.inMemory(), CLOCK, new AtomicInteger());
  }

  /** A warehouse whose statements are kept in a register. */
  WarehouseFixture(Path folder, WorkRegister register, InstantSource clock, AtomicInteger ids) {
    this(folder, register, clock, ids, Limits.DEFAULT);
  }

  /**
   * A warehouse that is a database of the workgroup {@code analytics} and of the cluster {@code
   * provisioned}.
   */
  WarehouseFixture(
      Path folder, WorkRegister register, InstantSource clock, AtomicInteger ids, Limits limits) {
    store = ObjectStore.in(folder.resolve("s3"));
    store.createBucket("lake");
    duckDb = DuckDb.inMemory(store);
    warehouse = Warehouse.at(folder.resolve("warehouse.duckdb"), "dw", duckDb, store);
    redshift =
        new RedshiftData(() -> "id-" + ids.incrementAndGet(), register, limits)
            .serve("analytics", warehouse)
            .serveCluster("provisioned", warehouse)
            .onEvent(events::add);
    TaskHandlers.Builder builder = TaskHandlers.builder();
    new ServiceHandlers(
            Runnable::run, clock, () -> "request", new CallLedger(WorkRegister.inMemory()))
        .add(redshift.service(), builder);
    handlers = builder.build();
  }

  /** Calls as tasks make them, by tokens. */
  TaskCalls calls() {
    return TaskCalls.to(handlers);
  }

  Warehouse warehouse() {
    return warehouse;
  }

  void put(String key, String text) throws ServiceException {
    store.put("lake", key, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes what a query gives, in DuckDB's SQL, to a parquet object. */
  void putParquet(String key, String select) throws Exception {
    Path file = store.path("lake", key);
    Files.createDirectories(file.getParent());
    try (SqlSession session = duckDb.session()) {
      session.run("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
    }
  }

  Answer call(String action, JsonObject arguments) {
    return Answer.to(handlers, "arn:aws:states:::aws-sdk:redshiftdata:" + action, arguments);
  }

  /** Runs a statement and describes it. */
  JsonObject run(String sql) {
    return describe(call("executeStatement", target().with("Sql", Json.of(sql))).object());
  }

  /** Runs a statement that must finish. */
  JsonObject done(String sql) {
    return finished(run(sql));
  }

  JsonObject batch(String... sqls) {
    JsonArray all = Stream.of(sqls).map(sql -> (Json) Json.of(sql)).collect(JsonArray.collector());
    return describe(call("batchExecuteStatement", target().with("Sqls", all)).object());
  }

  static JsonObject finished(JsonObject described) {
    if (!"FINISHED".equals(described.string("Status"))) {
      throw new AssertionError(described.pretty());
    }
    return described;
  }

  JsonObject describe(JsonObject submitted) {
    return call("describeStatement", JsonObject.of("Id", submitted.asMap().get("Id"))).object();
  }

  /** The values of a query, row by row, fields parted by a bar. */
  List<String> rows(String sql) {
    JsonObject described = done(sql);
    return call("getStatementResult", JsonObject.of("Id", described.asMap().get("Id")))
        .object()
        .array("Records")
        .stream()
        .map(WarehouseFixture::row)
        .toList();
  }

  private static String row(Json fields) {
    StringBuilder row = new StringBuilder();
    for (Json field : (JsonArray) fields) {
      Object value = ((JsonObject) field).valueAt(0).toJava();
      row.append(row.isEmpty() ? "" : "|")
          .append(((JsonObject) field).has("IsNull") ? "null" : value);
    }
    return row.toString();
  }

  static JsonObject target() {
    return JsonObject.of("WorkgroupName", Json.of("analytics"), "Database", Json.of("dw"));
  }

  @Override
  public void close() throws SQLException {
    warehouse.close();
    duckDb.close();
  }
}
