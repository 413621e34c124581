package dev.stepwell.local.redshift;

import static dev.stepwell.local.redshift.WarehouseFixture.finished;
import static dev.stepwell.local.redshift.WarehouseFixture.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.Answer;
import dev.stepwell.local.sql.SqlResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedshiftDataTest {

  @TempDir Path folder;
  private WarehouseFixture dw;

  @BeforeEach
  void open() {
    dw = new WarehouseFixture(folder);
    dw.done(
        """
        CREATE TABLE IF NOT EXISTS public.flights (
          flight_date date NOT NULL ENCODE az64, -- sorted
          scheduled timestamp,
          delay int DEFAULT 0,
          origin varchar(3) NOT NULL DISTKEY,
          PRIMARY KEY (flight_date, origin)
        ) DISTSTYLE KEY COMPOUND SORTKEY (flight_date, scheduled);""");
  }

  @AfterEach
  void close() throws Exception {
    dw.close();
  }

  @Test
  void createsATableOnce() {
    assertThat(dw.done("create table if not exists public.flights(x int)").string("Status"))
        .isEqualTo("FINISHED");
    assertThat(dw.run("create table flights(x int)").string("Error"))
        .isEqualTo("ERROR: Relation \"flights\" already exists");
    assertThat(dw.rows("select count(*) from flights")).containsExactly("0");
  }

  @Test
  void replacesADayAndGetsTheSameRowsTwice() throws Exception {
    for (int hour = 8; hour < 10; hour++) {
      dw.putParquet(
          "flights/day=2001-01-03/hour=" + hour + "/part.parquet",
          "select date '2001-01-03', timestamp '2001-01-03 0%d:00:00' + to_minutes(i), i::int, 'JFK' from range(3) t(i)"
              .formatted(hour));
    }
    dw.done(
        "insert into flights values ('2001-01-02', null, 1, 'LAX'), ('2001-01-03', null, 1, 'OLD')");
    for (int run = 0; run < 2; run++) {
      JsonObject batch =
          dw.batch(
              "lock public.flights",
              "create temp table stage (like public.flights including defaults)",
              "copy stage from 's3://lake/flights/day=2001-01-03/' iam_role default format as parquet",
              "delete from public.flights where flight_date = '2001-01-03'",
              "insert into public.flights select * from stage",
              "select pg_last_copy_count()");
      assertThat(finished(batch).array("SubStatements").length()).isEqualTo(6);
      assertThat(dw.rows("select origin, count(*) from flights group by 1 order by 1"))
          .containsExactly("JFK|6", "LAX|1");
    }
  }

  @Test
  void undoesAWholeBatchIfOneStatementFails() {
    JsonObject batch =
        dw.batch(
            "insert into flights values ('2001-01-02', null, 1, 'LAX')",
            "create table other(x int)",
            "insert into nowhere values (1)",
            "select 1");
    assertThat(batch.string("Status")).isEqualTo("FAILED");
    assertThat(batch.string("Error"))
        .isEqualTo("Query #3 failed with ERROR: relation \"nowhere\" does not exist");
    assertThat(batch.array("SubStatements").stream().map(s -> ((JsonObject) s).string("Status")))
        .containsExactly("ABORTED", "ABORTED", "FAILED", "ABORTED");
    assertThat(dw.rows("select count(*) from flights")).containsExactly("0");
    assertThat(dw.run("select * from other").string("Error"))
        .isEqualTo("ERROR: relation \"other\" does not exist");
  }

  @Test
  void keepsWhatWasDoneBeforeAFailureIfEachStatementCommits() {
    JsonObject arguments =
        target()
            .with(
                "Sqls",
                JsonArray.of(
                    Json.of("insert into flights values ('2001-01-02', null, 1, 'LAX')"),
                    Json.of("vacuum flights"),
                    Json.of("insert into nowhere values (1)")))
            .with("ExecutionMode", Json.of("AUTO_COMMIT"));
    JsonObject batch = dw.describe(dw.call("batchExecuteStatement", arguments).object());
    assertThat(batch.string("Status")).isEqualTo("FAILED");
    assertThat(batch.string("Error")).startsWith("Query #3 failed");
    assertThat(dw.rows("select count(*) from flights")).containsExactly("1");
  }

  @Test
  void refusesVacuumInABatchAndTakesItAlone() {
    assertThat(
            dw.batch("insert into flights values ('2001-01-02', null, 1, 'A')", "vacuum flights")
                .string("Error"))
        .isEqualTo("Query #2 failed with ERROR: VACUUM cannot run inside a transaction block");
    assertThat(dw.rows("select count(*) from flights")).containsExactly("0");
    dw.done("vacuum full public.flights to 95 percent");
    dw.done("vacuum");
    dw.done("analyze public.flights predicate columns");
    assertThat(dw.run("vacuum nowhere").string("Error"))
        .isEqualTo("ERROR: relation \"nowhere\" does not exist");
  }

  @Test
  void commitsWhatIsBeforeATruncate() {
    dw.done("insert into flights values ('2001-01-02', null, 1, 'A')");
    dw.done("create table log(x int)");
    JsonObject batch =
        dw.batch("insert into log values (1)", "truncate flights", "insert into log values ('x')");
    assertThat(batch.string("Status")).isEqualTo("FAILED");
    assertThat(dw.rows("select (select count(*) from log), (select count(*) from flights)"))
        .containsExactly("1|0");
  }

  @Test
  void hidesTemporaryTablesFromOtherStatements() {
    dw.done("create temp table stage (like flights)");
    assertThat(dw.run("select * from stage").string("Error"))
        .isEqualTo("ERROR: relation \"stage\" does not exist");
  }

  @Test
  void enforcesLengthsAndNotNullButNoKeys() {
    String insert = "insert into flights(flight_date, origin) values ('2001-01-02', %s)";
    assertThat(dw.run(insert.formatted("'LONG'")).string("Error"))
        .startsWith("ERROR: Value too long for character type");
    assertThat(dw.run(insert.formatted("null")).string("Error"))
        .isEqualTo("ERROR: Cannot insert a NULL value into column origin");
    dw.done(insert.formatted("'JFK'"));
    dw.done(insert.formatted("'JFK'"));
    assertThat(dw.rows("select delay, count(*) from flights group by 1")).containsExactly("0|2");
  }

  @Test
  void passesParametersAsValues() {
    dw.done(
        "insert into flights values ('2001-01-02', null, 1, 'A'), ('2001-01-03', null, 1, 'B')");
    JsonObject arguments =
        target()
            .with("Sql", Json.of("select origin, ':day' from flights where flight_date = :day"))
            .with("Parameters", Json.parse("[{\"Name\":\"day\",\"Value\":\"2001-01-03\"}]"));
    JsonObject answer = dw.call("executeStatement", arguments).object();
    JsonObject result =
        dw.call("getStatementResult", JsonObject.of("Id", answer.asMap().get("Id"))).object();
    assertThat(result.array("Records"))
        .isEqualTo(Json.parse("[[{\"StringValue\":\"B\"},{\"StringValue\":\":day\"}]]"));
    Answer unused = dw.call("executeStatement", arguments.with("Sql", Json.of("select 1")));
    assertThat(unused.error()).isEqualTo("RedshiftData.ValidationException");
    assertThat(unused.cause()).contains("Unused parameters: [day]");
    Answer missing =
        dw.call("executeStatement", arguments.with("Sql", Json.of("select :day, :month")));
    assertThat(missing.cause()).contains("[month]");
  }

  @Test
  void describesAndReturnsTypedResults() {
    JsonObject described =
        dw.done(
            "select 1 as A, 2.5::float8 b, 1.50::decimal(4,2) c, true d, 'x' e, null::int f,"
                + " date '2001-01-03' g, timestamp '2001-01-03 08:15:00' h, sum(5) i, 7/2 j");
    assertThat(described.string("Status")).isEqualTo("FINISHED");
    assertThat(described.get("HasResultSet")).isEqualTo(Json.of(true));
    assertThat(described.get("ResultRows")).isEqualTo(Json.of(1));
    assertThat(described.string("WorkgroupName")).isEqualTo("analytics");
    assertThat(described.string("Database")).isEqualTo("dw");
    assertThat(described.get("Duration")).isEqualTo(Json.of(0));
    JsonObject result =
        dw.call("getStatementResult", JsonObject.of("Id", described.asMap().get("Id"))).object();
    assertThat(result.array("Records").get(0))
        .isEqualTo(
            Json.parse(
                """
                [{"LongValue":1},{"DoubleValue":2.5},{"StringValue":"1.50"},{"BooleanValue":true},
                 {"StringValue":"x"},{"IsNull":true},{"StringValue":"2001-01-03"},
                 {"StringValue":"2001-01-03 08:15:00"},{"LongValue":5},{"LongValue":3}]"""));
    assertThat(
            result.array("ColumnMetadata").stream()
                .map(
                    c ->
                        ((JsonObject) c).string("Name")
                            + " "
                            + ((JsonObject) c).string("TypeName")))
        .startsWith("a int4", "b float8", "c numeric", "d bool", "e varchar", "f int4", "g date")
        .contains("h timestamp", "i int8");
  }

  @Test
  void cutsLongResultsIntoPages() {
    JsonObject described = dw.done("select * from generate_series(1, 2500) t(x)");
    JsonObject first = page(described, JsonObject.EMPTY);
    assertThat(first.array("Records").length()).isEqualTo(1000);
    assertThat(first.get("TotalNumRows")).isEqualTo(Json.of(2500));
    JsonObject second = page(described, first);
    JsonObject third = page(described, second);
    assertThat(third.array("Records").length()).isEqualTo(500);
    assertThat(third.has("NextToken")).isFalse();
  }

  private JsonObject page(JsonObject described, JsonObject before) {
    JsonObject.Builder arguments = JsonObject.builder().put("Id", described.asMap().get("Id"));
    arguments.putIfPresent("NextToken", before.get("NextToken"));
    return dw.call("getStatementResult", arguments.build()).object();
  }

  @Test
  void runsOncePerClientToken() {
    JsonObject arguments =
        target()
            .with(
                "Sql",
                Json.of("insert into flights(flight_date, origin) values ('2001-01-02','A')"))
            .with("ClientToken", Json.of("token-1"));
    JsonObject first = dw.call("executeStatement", arguments).object();
    assertThat(dw.call("executeStatement", arguments).object()).isEqualTo(first);
    assertThat(dw.rows("select count(*) from flights")).containsExactly("1");
    assertThat(dw.call("executeStatement", arguments.with("Sql", Json.of("select 1"))).error())
        .isEqualTo("RedshiftData.ValidationException");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"Sql\":\"select 1\",\"WorkgroupName\":\"other\",\"Database\":\"dw\"} | Redshift endpoint doesn't exist in this region",
        "{\"Sql\":\"select 1\",\"Database\":\"dw\"} | either WorkgroupName or ClusterIdentifier",
        "{\"Sql\":\"select 1\",\"WorkgroupName\":\"analytics\"} | Database is required",
        "{\"Sql\":\" \",\"WorkgroupName\":\"analytics\",\"Database\":\"dw\"} | 1 to 100000 bytes",
        "{\"Sql\":\"select 1\",\"WorkgroupName\":\"analytics\",\"Database\":\"dw\",\"SessionId\":\"x\"} | cannot be given together with SessionId",
      })
  void refusesCallsThatCannotBeRight(String arguments, String cause) {
    Answer answer = dw.call("executeStatement", (JsonObject) Json.parse(arguments));
    assertThat(answer.error()).isEqualTo("RedshiftData.ValidationException");
    assertThat(answer.cause()).contains(cause);
  }

  @Test
  void knowsOnlyItsOwnStatementsAndDatabases() {
    JsonObject id = JsonObject.of("Id", Json.of("nope"));
    assertThat(dw.call("describeStatement", id).error())
        .isEqualTo("RedshiftData.ResourceNotFoundException");
    JsonObject noResult = JsonObject.of("Id", dw.done("analyze").asMap().get("Id"));
    assertThat(dw.call("getStatementResult", noResult).cause())
        .startsWith("Query does not have result.");
    assertThat(dw.call("cancelStatement", noResult).cause()).contains("already in FINISHED state");
    JsonObject other = target().with("Database", Json.of("x")).with("Sql", Json.of("select 1"));
    assertThat(dw.describe(dw.call("executeStatement", other).object()).string("Error"))
        .isEqualTo("FATAL: database \"x\" does not exist");
  }

  @Test
  void listsStatementsLastFirst() {
    dw.call(
        "executeStatement",
        target().with("Sql", Json.of("select 1")).with("StatementName", Json.of("daily-1")));
    dw.run("selec 1");
    JsonObject all = dw.call("listStatements", JsonObject.EMPTY).object();
    assertThat(all.array("Statements").stream().map(s -> ((JsonObject) s).string("Status")))
        .containsExactly("FAILED", "FINISHED", "FINISHED");
    JsonObject named =
        dw.call("listStatements", JsonObject.of("StatementName", Json.of("daily"))).object();
    assertThat(named.array("Statements").length()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select nope from flights | ERROR: column \"nope\" does not exist",
        "selec 1 | ERROR: syntax error at or near \"selec\"",
        "pragma version | ERROR: syntax error at or near \"pragma\"",
        "select 1; select 2 | ERROR: cannot insert multiple commands into a prepared statement",
        "select nofun(1) | ERROR: function nofun does not exist",
        "create function f() returns int | ERROR: CREATE FUNCTION is not supported by the local warehouse",
        "create table t(x dragon) | ERROR: type \"dragon\" does not exist",
        "set nothing to 1 | ERROR: unrecognized configuration parameter \"nothing\"",
      })
  void failsInRedshiftsWords(String sql, String error) {
    JsonObject described = dw.run(sql);
    assertThat(described.string("Status")).isEqualTo("FAILED");
    assertThat(described.string("Error")).isEqualTo(error);
  }

  @Test
  void mergesUnlessARowWouldBeUpdatedTwice() {
    dw.done("insert into flights values ('2001-01-02', null, 1, 'A')");
    String merge =
        "merge into flights using s on flights.origin = s.origin when matched then update set delay = s.delay"
            + " when not matched then insert (flight_date, origin, delay) values (s.flight_date, s.origin, s.delay)";
    String stage = "create temp table s as select * from flights limit 0";
    finished(
        dw.batch(
            stage,
            "insert into s values ('2001-01-02', null, 5, 'A'), ('2001-01-02', null, 6, 'B')",
            merge));
    assertThat(dw.rows("select origin, delay from flights order by 1"))
        .containsExactly("A|5", "B|6");
    assertThat(
            dw.batch(
                    stage,
                    "insert into s values ('2001-01-02', null, 5, 'A'), ('2001-01-02', null, 6, 'A')",
                    merge)
                .string("Error"))
        .isEqualTo("Query #3 failed with ERROR: Found multiple matches to update the same tuple.");
  }

  @Test
  void deletesWithUsingAndCountsIdentities() {
    dw.done("create table keyed(id bigint identity(10, 5), name varchar)");
    dw.done("insert into keyed(name) values ('a'), ('b'), ('c')");
    finished(
        dw.batch(
            "create temporary table gone as select 'b' as name",
            "delete from keyed using gone where keyed.name = gone.name"));
    assertThat(dw.done("delete keyed where name = 'c'").get("ResultRows")).isEqualTo(Json.of(1));
    assertThat(dw.rows("select * from keyed")).containsExactly("10|a");
  }

  @Test
  void knowsRedshiftsClockAndDateFunctions() {
    assertThat(
            dw.rows(
                "select getdate(), current_date, dateadd(month, -1, date '2001-03-31'),"
                    + " datediff(day, '2001-01-01'::date, '2001-01-03'::date), nvl(null, 'x')"))
        .containsExactly("2026-03-01 12:00:00|2026-03-01|2001-02-28 00:00:00|2|x");
  }

  @Test
  void acceptsGrantsAndSettings() {
    finished(
        dw.batch(
            "set analyze_threshold_percent to 0",
            "grant select on all tables in schema public to \"IAMR:reader\"",
            "analyze flights"));
  }

  @Test
  void namesColumnsWithoutAliasByTheirFunction() throws Exception {
    assertThat(
            dw.warehouse()
                .query(
                    "select count(*), max(delay), origin \"From > 1\" from flights group by 3",
                    Instant.EPOCH)
                .columns())
        .extracting(SqlResult.Column::name)
        .containsExactly("count", "max", "from > 1");
  }

  @Test
  void answersAQuestionOfAReport() throws Exception {
    assertThat(dw.warehouse().query("select nvl(null, 3)", Instant.EPOCH).single()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from flights",
        "drop table flights",
        "vacuum",
        "with gone as (select 1) delete from flights",
        "explain analyze delete from flights"
      })
  void refusesToChangeAnythingForAQuestion(String sql) {
    dw.done("insert into flights values ('2001-01-01', null, 1, 'A')");
    assertThatThrownBy(() -> dw.warehouse().query(sql, Instant.EPOCH))
        .isInstanceOf(SQLException.class)
        .hasMessageMatching("(?s).*(is no question|read-only).*");
    assertThat(dw.rows("select count(*) from flights")).containsExactly("1");
  }

  @Test
  void definesWhatAQuestionNeedsThoughItMayOnlyRead() throws Exception {
    dw.done("insert into flights values ('2001-01-01', null, 1, 'A')");
    String sql = "select dateadd(day, 1, flight_date)::varchar from flights";
    assertThat(dw.warehouse().query(sql, Instant.EPOCH).single()).isEqualTo("2001-01-02 00:00:00");
  }

  @Test
  void keepsItsDataInTheFile() throws Exception {
    dw.done("insert into flights values ('2001-01-02', null, 1, 'A')");
    dw.close();
    dw = new WarehouseFixture(folder);
    assertThat(dw.rows("select origin from public.flights")).containsExactly("A");
    assertThat(dw.run("insert into flights values ('2001-01-02', null, 1, 'LONG')").string("Error"))
        .contains("Value too long");
  }
}
