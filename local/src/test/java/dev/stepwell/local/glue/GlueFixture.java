package dev.stepwell.local.glue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.state.WorkRegister;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Glue over a folder, with one bucket {@code lake} and one database {@code db}. */
final class GlueFixture implements AutoCloseable {

  final ObjectStore store;
  final Catalog catalog;
  final LakeTables tables;
  final Crawlers crawlers;
  final TaskCalls calls;
  private final DuckDb duck;

  GlueFixture(Path folder, JobRunner runner, JobDefinition... definitions) {
    this(folder, name -> WorkRegister.inMemory(), counted(), runner, definitions);
  }

  /** Glue whose runs are kept in the folder, in {@code job-runs.log} and {@code crawls.log}. */
  static GlueFixture kept(Path folder, JobRunner runner, JobDefinition... definitions) {
    return new GlueFixture(
        folder,
        name -> WorkRegister.at(folder.resolve(name + ".log"), 100),
        () -> UUID.randomUUID().toString(),
        runner,
        definitions);
  }

  private GlueFixture(
      Path folder,
      Function<String, WorkRegister> registers,
      Supplier<String> ids,
      JobRunner runner,
      JobDefinition... definitions) {
    store = ObjectStore.in(folder.resolve("s3"));
    store.createBucket("lake");
    catalog = Catalog.at(folder.resolve("catalog.json"));
    catalog.createDatabase("db");
    duck = DuckDb.inMemory(store);
    tables = new LakeTables(catalog, store);
    crawlers =
        new Crawlers(store, catalog, duck, () -> "crawl-" + ids.get(), registers.apply("crawls"));
    Jobs jobs = new Jobs(runner, ids, registers.apply("job-runs"));
    List.of(definitions).forEach(jobs::add);
    calls = TaskCalls.to(GlueActions.of(tables, crawlers, jobs, duck).build());
  }

  private static Supplier<String> counted() {
    AtomicInteger ids = new AtomicInteger();
    return () -> Integer.toString(ids.incrementAndGet());
  }

  static GlueFixture in(Path folder) {
    return new GlueFixture(folder, (script, arguments, id, context) -> {});
  }

  JsonObject call(String action, String arguments) {
    return (JsonObject) calls.call("aws-sdk:glue:" + action, arguments);
  }

  void put(String key, String content) throws ServiceException {
    store.put("lake", key, content.getBytes(UTF_8));
  }

  /** Has DuckDB write a file. */
  void copy(String query, String key) throws Exception {
    store.put("lake", key, new byte[0]);
    try (SqlSession session = duck.session()) {
      session.run("COPY (" + query + ") TO 's3://lake/" + key + "'");
    }
  }

  /** Crawls these folders of the bucket with a new crawler and gives its description afterwards. */
  JsonObject crawl(String... folders) {
    List<String> targets = List.of(folders).stream().map(each -> "s3://lake/" + each).toList();
    crawlers.add(new CrawlerDefinition("c", "db", targets, ""));
    return crawlAgain();
  }

  JsonObject crawlAgain() {
    call("startCrawler", "{'Name':'c'}");
    return call("getCrawler", "{'Name':'c'}").object("Crawler");
  }

  SqlResult rows(String table, String predicate) throws Exception {
    try (SqlSession session = duck.session()) {
      String select = tables.select(session, "db", table, predicate.isEmpty() ? null : predicate);
      return session.run("SELECT * FROM (" + select + ") ORDER BY ALL");
    }
  }

  /** A table's columns, then its partition keys, as text. */
  String columns(String table) throws ServiceException {
    Table found = catalog.table("db", table);
    return list(found.columns()) + "|" + list(found.partitionKeys());
  }

  private static String list(List<Column> columns) {
    return String.join(",", columns.stream().map(c -> c.name() + ":" + c.type()).toList());
  }

  @Override
  public void close() throws SQLException {
    duck.close();
  }
}
