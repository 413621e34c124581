package dev.stepwell.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.local.quality.Outcome;
import dev.stepwell.local.quality.QualityResult;
import dev.stepwell.local.quality.RuleResult;
import dev.stepwell.local.quality.RulesetEvaluator;
import dev.stepwell.local.redshift.RedshiftData;
import dev.stepwell.local.redshift.Warehouse;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.CallLedger;
import dev.stepwell.local.service.ServiceHandlers;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.state.WorkRegister;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data quality and the warehouse on a day of the sample input, unclean as it is. */
class FlightsSampleTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
  private static final String DAY = "2001-01-03";
  private static final String RULES =
      """
      Rules = [
          RowCount > 0,
          IsComplete "scheduled",
          IsComplete "origin",
          ColumnValues "delay" between -721 and 721,
          ColumnValues "distance" > 0,
          IsPrimaryKey "scheduled" "delay" "distance" "origin" "destination",
          ReferentialIntegrity "origin" "airports.iata" = 1.0,
          ReferentialIntegrity "destination" "airports.iata" = 1.0,
          RowCountMatch "raw" between 0.98 and 1.01
      ]
      """;

  @TempDir Path folder;
  private ObjectStore store;
  private DuckDb duckDb;
  private Warehouse warehouse;
  private TaskHandlers handlers;

  @BeforeEach
  void open() {
    store = ObjectStore.in(folder.resolve("s3"));
    store.createBucket("lake");
    store.mount("landing", Path.of(System.getProperty("stepwell.root"), "data", "landing"));
    duckDb = DuckDb.inMemory(store);
    warehouse = Warehouse.at(folder.resolve("warehouse.duckdb"), "dw", duckDb, store);
    AtomicInteger ids = new AtomicInteger();
    TaskHandlers.Builder builder = TaskHandlers.builder();
    new ServiceHandlers(
            Runnable::run, CLOCK, () -> "request", new CallLedger(WorkRegister.inMemory()))
        .add(
            new RedshiftData(() -> "id-" + ids.incrementAndGet(), WorkRegister.inMemory())
                .serve("analytics", warehouse)
                .service(),
            builder);
    handlers = builder.build();
  }

  @AfterEach
  void close() throws Exception {
    warehouse.close();
    duckDb.close();
  }

  @Test
  void findsTheDirtOfARawDayAndPassesTheCleanedOne() throws Exception {
    try (SqlSession session = duckDb.session()) {
      String raw = session.localize("read_csv('s3://landing/flights/day=*/hour=*/flights.csv')");
      String dirty = session.localize("read_csv('s3://landing/flights/day=" + DAY + "/*/*.csv')");
      Map<String, String> others =
          Map.of(
              "airports",
              session.localize("read_csv('s3://landing/airports/airports.csv')"),
              "raw",
              dirty);
      RulesetEvaluator evaluator = RulesetEvaluator.at(CLOCK);
      QualityResult all = evaluator.evaluate(RULES, raw, others, session.connection());
      assertThat(all.rules())
          .filteredOn(rule -> rule.outcome() != Outcome.PASS)
          .extracting(RuleResult::name)
          .contains("Rule_4", "Rule_6", "Rule_9");
      String clean = "(select distinct * from " + dirty + " where abs(delay) <= 720)";
      QualityResult day = evaluator.evaluate(RULES, clean, others, session.connection());
      assertThat(day.score()).as(day.rules().toString()).isEqualTo(1.0);
    }
  }

  @Test
  void loadsADayTwiceAndHasItOnce() throws Exception {
    run(
        "CREATE TABLE IF NOT EXISTS public.flights (flight_date date NOT NULL, scheduled timestamp"
            + " NOT NULL, delay integer NOT NULL, distance integer NOT NULL, origin varchar(3) NOT"
            + " NULL, destination varchar(3) NOT NULL) DISTSTYLE AUTO SORTKEY (flight_date)",
        "CREATE TABLE IF NOT EXISTS public.airports (iata varchar(4) NOT NULL, name varchar(100) NOT"
            + " NULL, city varchar(100), state varchar(2), country varchar(40), latitude double"
            + " precision, longitude double precision) DISTSTYLE ALL");
    layParquet();
    for (int i = 0; i < 2; i++) {
      run(
          "CREATE TEMP TABLE public_flights_stage (LIKE public.flights)",
          "COPY public_flights_stage FROM 's3://lake/flights/day="
              + DAY
              + "/' IAM_ROLE 'r' FORMAT AS PARQUET",
          "DELETE FROM public.flights WHERE flight_date = CAST('" + DAY + "' AS date)",
          "INSERT INTO public.flights SELECT * FROM public_flights_stage",
          "DROP TABLE public_flights_stage");
      run(
          "DELETE FROM public.airports",
          "COPY public.airports FROM 's3://landing/airports/' IAM_ROLE 'r' FORMAT AS CSV IGNOREHEADER 1");
    }
    long lines;
    try (Stream<Path> files = Files.walk(store.path("landing", "flights/day=" + DAY))) {
      lines = files.filter(Files::isRegularFile).mapToLong(FlightsSampleTest::rows).sum();
    }
    assertThat(warehouse.query("select count(*) from flights", CLOCK.instant()).single())
        .isEqualTo(lines);
    assertThat(warehouse.query("select count(*) from airports", CLOCK.instant()).single())
        .isEqualTo(3376L);
  }

  private static long rows(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count() - 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void layParquet() throws Exception {
    try (SqlSession session = duckDb.session();
        Stream<Path> hours = Files.list(store.path("landing", "flights/day=" + DAY))) {
      for (Path hour : hours.toList()) {
        String key = "flights/day=" + DAY + "/" + hour.getFileName() + "/part-0.parquet";
        Files.createDirectories(store.path("lake", key).getParent());
        session.run(
            "COPY (SELECT CAST(scheduled AS DATE) AS flight_date, CAST(scheduled AS TIMESTAMP) AS"
                + " scheduled, CAST(delay AS INTEGER) AS delay, CAST(distance AS INTEGER) AS"
                + " distance, origin, destination FROM read_csv('"
                + hour.resolve("flights.csv")
                + "', hive_partitioning = false)) TO 's3://lake/"
                + key
                + "' (FORMAT parquet)");
      }
    }
  }

  private void run(String... sqls) {
    JsonArray all = Stream.of(sqls).map(sql -> (Json) Json.of(sql)).collect(JsonArray.collector());
    JsonObject arguments =
        JsonObject.builder()
            .put("WorkgroupName", "analytics")
            .put("Database", "dw")
            .put("Sqls", all)
            .build();
    JsonObject submitted = call("batchExecuteStatement", arguments);
    JsonObject described =
        call("describeStatement", JsonObject.of("Id", submitted.asMap().get("Id")));
    assertThat(described.string("Status")).as(described.pretty()).isEqualTo("FINISHED");
  }

  private JsonObject call(String action, JsonObject arguments) {
    return Answer.to(handlers, "arn:aws:states:::aws-sdk:redshiftdata:" + action, arguments)
        .object();
  }
}
