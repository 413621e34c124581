package dev.stepwell.local.athena;

import static dev.stepwell.local.athena.AthenaFixture.arguments;
import static dev.stepwell.local.athena.AthenaFixture.reason;
import static dev.stepwell.local.athena.AthenaFixture.scanned;
import static dev.stepwell.local.athena.AthenaFixture.state;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.contract.SdkShapes;
import dev.stepwell.local.service.TaskCalls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AthenaTest {

  private static final String TABLE =
      "CREATE EXTERNAL TABLE flights (delay bigint, origin string) PARTITIONED BY (day string,"
          + " hour int) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/flights/'";

  @TempDir Path folder;
  private AthenaFixture athena;

  @BeforeEach
  void open() throws Exception {
    athena =
        AthenaFixture.in(
            folder,
            WorkGroup.named("strict").writingTo("s3://lake/strict/"),
            WorkGroup.named("poor").writingTo("s3://lake/poor").scanningAtMost(10_000_000),
            WorkGroup.named("bare"));
    athena.put("flights/day=2001-01-03/hour=8/a.csv", "5,JFK\n-3,LAX\n");
    athena.put("flights/day=2001-01-03/hour=9/a.csv", "7,\n");
    athena.put("flights/day=2001-01-04/hour=8/a.csv", "100,SFO\n");
    athena.run(TABLE);
    athena.run("MSCK REPAIR TABLE flights");
  }

  @AfterEach
  void close() {
    athena.close();
  }

  @Test
  void answersWithTheHeaderFirstAndEverythingAsText() {
    JsonObject execution =
        athena.run("SELECT origin, sum(delay) AS total FROM flights GROUP BY 1 ORDER BY 2");
    JsonObject results = athena.results(execution, "");

    assertThat(state(execution)).isEqualTo("SUCCEEDED");
    assertThat(AthenaFixture.rows(results.object("ResultSet").array("Rows")))
        .containsExactly(
            List.of("origin", "total"),
            List.of("LAX", "-3"),
            List.of("JFK", "5"),
            Arrays.asList(null, "7"),
            List.of("SFO", "100"));
    assertThat(((JsonObject) results.object("ResultSet").array("Rows").get(3)).array("Data").get(0))
        .isEqualTo(JsonObject.EMPTY);
    JsonArray columns = results.object("ResultSet").object("ResultSetMetadata").array("ColumnInfo");
    assertThat(columns.stream().map(each -> ((JsonObject) each).string("Type")))
        .containsExactly("varchar", "bigint");
  }

  @Test
  void writesTheResultToTheOutputLocationAsCsv() throws Exception {
    JsonObject execution = athena.run("SELECT 'a\"b' AS x, NULL AS y, '' AS z, 1.5 AS w");
    String location =
        String.valueOf(execution.object("ResultConfiguration").string("OutputLocation"));

    assertThat(location)
        .isEqualTo("s3://lake/results/" + execution.string("QueryExecutionId") + ".csv");
    assertThat(athena.store.get("lake", location.substring("s3://lake/".length())))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("\"x\",\"y\",\"z\",\"w\"\n\"a\"\"b\",,\"\",\"1.5\"\n");
  }

  @Test
  void waitsForTheEndUnderSync() {
    JsonObject done =
        (JsonObject)
            athena.calls.callResource(
                "arn:aws:states:::athena:startQueryExecution.sync",
                arguments("SELECT count(*) FROM flights"));
    JsonObject execution = done.object("QueryExecution");

    assertThat(state(execution)).isEqualTo("SUCCEEDED");
    assertThat(execution.object("Status").get("SubmissionDateTime"))
        .isEqualTo(Json.of(TaskCalls.NOW.toEpochMilli()));
    assertThat(execution.string("StatementType")).isEqualTo("DML");
    assertThat(SdkShapes.of("athena").shapeProblems("QueryExecution", execution)).isEmpty();
    assertThat(((JsonObject) athena.calls.submitted().get(0)).string("QueryExecutionId"))
        .isEqualTo(execution.string("QueryExecutionId"));
  }

  @Test
  void failsTheTaskWithTheQueryAsItsCause() {
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () ->
                athena.calls.callResource(
                    "arn:aws:states:::athena:startQueryExecution.sync",
                    arguments("SELECT * FROM nothing")));
    JsonObject cause = (JsonObject) Json.parse(String.valueOf(failure.getMessage()));
    JsonObject status = cause.object("QueryExecution").object("Status");

    assertThat(failure.error()).isEqualTo("States.TaskFailed");
    assertThat(status.string("State")).isEqualTo("FAILED");
    assertThat(status.object("AthenaError").get("ErrorCategory")).isEqualTo(Json.of(2));
    assertThat(status.object("AthenaError").get("Retryable")).isEqualTo(Json.of(false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          day = '2001-01-03'                                       | flights f WHERE f.day = '2001-01-03' | 2
          hour = 9                                                 | flights WHERE hour = 9          | 1
          IN                                                       | flights WHERE day IN ('2001-01-04', 'x') | 1
          or                                                       | flights WHERE day = '2001-01-04' OR hour = 9 | 2
          between and function                                     | flights WHERE hour BETWEEN 9 AND 10 AND substr(day, 1, 4) = '2001' | 1
          data columns do not prune                                | flights WHERE delay = 5         | 3
          a mixed OR does not prune                                | flights WHERE hour = 9 OR delay = 5 | 3
          ON of an inner join                                      | flights a JOIN (VALUES (5)) v(d) ON a.delay = v.d AND a.hour = 9 | 1
          ON of a left join prunes the right                       | (VALUES (5)) v(d) LEFT JOIN flights a ON a.delay = v.d AND a.hour = 9 | 1
          WHERE does not prune what a left join fills with NULLs   | (VALUES (5)) v(d) LEFT JOIN flights a ON a.delay = v.d WHERE a.hour IS NULL | 3
          two uses                                                 | flights a, flights b WHERE a.hour = 9 AND b.day = '2001-01-04' | 2
          inside WITH                                              | (WITH x AS (SELECT * FROM flights WHERE hour = 9) SELECT * FROM x) y | 1
          inside a subquery of WHERE                               | (VALUES (5)) v(d) WHERE d IN (SELECT delay FROM flights WHERE hour = 9) | 1
          a subquery does not prune                                | flights WHERE hour = (SELECT 9) | 3
          nothing left                                             | flights WHERE day = 'never'     | 0
          """)
  void countsOnlyTheBytesOfThePartitionsThatAreLeft(String how, String from, int files) {
    long[] sizes = {0, 0, 0};
    JsonObject execution = athena.run("SELECT count(*) FROM " + from);
    JsonObject all = athena.run("SELECT count(*) FROM flights");
    sizes[0] = scanned(all);

    assertThat(state(execution)).as(reason(execution)).isEqualTo("SUCCEEDED");
    assertThat(sizes[0]).isEqualTo(13 + 3 + 8);
    long expected =
        switch (how) {
          case "day = '2001-01-03'" -> 13 + 3;
          case "IN" -> 8;
          case "or", "two uses" -> 3 + 8;
          default -> files == 3 ? 24 : files == 1 ? 3 : 0;
        };
    assertThat(scanned(execution)).as(how).isEqualTo(expected);
  }

  @Test
  void givesTheRightRowsWhicheverPartitionsAreRead() {
    assertThat(
            athena.rows("SELECT delay, hour FROM db.flights WHERE day = '2001-01-03' ORDER BY 1"))
        .containsExactly(
            List.of("delay", "hour"), List.of("-3", "8"), List.of("5", "8"), List.of("7", "9"));
    assertThat(
            athena.rows(
                "SELECT v.d, a.hour FROM (VALUES (5)) v(d) LEFT JOIN awsdatacatalog.db.flights a"
                    + " ON a.delay = v.d AND a.hour = 9"))
        .containsExactly(List.of("d", "hour"), Arrays.asList("5", null));
    assertThat(athena.rows("SELECT * FROM \"flights$partitions\" ORDER BY 1, 2"))
        .containsExactly(
            List.of("day", "hour"),
            List.of("2001-01-03", "8"),
            List.of("2001-01-03", "9"),
            List.of("2001-01-04", "8"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          count(*)                                                   | _col0 | 1
          7/2 AS x                                                   | x     | 3
          true AS x                                                  | x     | true
          CAST(1e10 AS double) AS x                                  | x     | 1.0E10
          DATE '2001-02-03' AS x                                     | x     | 2001-02-03
          TIMESTAMP '2001-02-03 04:05:06' AS x                       | x     | 2001-02-03 04:05:06.000
          CAST(1.50 AS decimal(5,2)) AS x                            | x     | 1.50
          ARRAY[1, 2] AS x                                           | x     | [1, 2]
          MAP(ARRAY['a'], ARRAY[1]) AS x                             | x     | {a=1}
          CAST(ROW(1, 'b') AS ROW(a integer, b varchar)) AS x        | x     | {a=1, b=b}
          date_parse('03/02/2001 04:05', '%d/%m/%Y %H:%i') AS x      | x     | 2001-02-03 04:05:00.000
          date_format(DATE '2001-02-03', '%Y%m%d') AS x              | x     | 20010203
          date_add('day', -1, DATE '2001-02-03') AS x                | x     | 2001-02-02 00:00:00.000
          date_diff('day', DATE '2001-02-01', DATE '2001-02-03') AS x | x    | 2
          regexp_like('abc', 'b') AS x                               | x     | true
          json_extract_scalar('{"a":"b"}', '$.a') AS x               | x     | b
          element_at(ARRAY[5, 6], 2) AS x                            | x     | 6
          cardinality(ARRAY[5, 6]) AS x                              | x     | 2
          from_unixtime(0) AS x                                      | x     | 1970-01-01 00:00:00.000
          to_utf8('hi') AS x                                            | x     | 68 69
          """)
  void understandsTrino(String expression, String name, String value) {
    assertThat(athena.rows("SELECT " + expression)).containsExactly(List.of(name), List.of(value));
  }

  @Test
  void fillsInParametersAsLiterals() {
    JsonObject execution =
        athena.run(
            Json.parse(
                """
                {"QueryString":"SELECT count(*) FROM flights WHERE day = ? AND delay > ? AND '?' = '?'",
                 "ExecutionParameters":["'2001-01-03'","-4"],
                 "QueryExecutionContext":{"Database":"db"}}
                """));

    assertThat(AthenaFixture.rows(athena.results(execution, "").object("ResultSet").array("Rows")))
        .containsExactly(List.of("_col0"), List.of("3"));
    assertThat(execution.array("ExecutionParameters")).hasSize(2);
  }

  @Test
  void pagesThroughAResult() {
    JsonObject execution =
        athena.run("SELECT i, 'a,\n\"' AS t FROM UNNEST(sequence(1, 25)) AS s(i)");
    List<List<String>> all = new ArrayList<>();
    String more = "";
    int pages = 0;
    do {
      JsonObject page = athena.results(execution, ",'MaxResults':10" + more);
      all.addAll(AthenaFixture.rows(page.object("ResultSet").array("Rows")));
      more = page.has("NextToken") ? ",'NextToken':'" + page.string("NextToken") + "'" : "";
      pages++;
    } while (!more.isEmpty());

    assertThat(pages).isEqualTo(3);
    assertThat(all).hasSize(26);
    assertThat(all.get(0)).containsExactly("i", "t");
    assertThat(all.get(25)).containsExactly("25", "a,\n\"");
  }

  @Test
  void startsAQueryOncePerClientToken() {
    String token = "t".repeat(32);
    JsonObject first = (JsonObject) arguments("SELECT 1");
    Json one = first.with("ClientRequestToken", Json.of(token));
    JsonObject id = athena.call("startQueryExecution", one);

    assertThat(athena.call("startQueryExecution", one)).isEqualTo(id);
    assertThat(athena.call("listQueryExecutions", JsonObject.EMPTY).array("QueryExecutionIds"))
        .hasSize(3);
    assertThatThrownBy(
            () ->
                athena.call(
                    "startQueryExecution",
                    ((JsonObject) arguments("SELECT 2"))
                        .with("ClientRequestToken", Json.of(token))))
        .hasMessageContaining("Idempotent parameters do not match");
  }

  @Test
  void takesTheWorkgroupsOutputLocationIfThatIsEnforced() {
    JsonObject strict = ((JsonObject) arguments("SELECT 1")).with("WorkGroup", Json.of("strict"));
    Json elsewhere =
        strict.with(
            "ResultConfiguration", JsonObject.of("OutputLocation", Json.of("s3://lake/other/")));

    assertThat(athena.run(elsewhere).object("ResultConfiguration").string("OutputLocation"))
        .startsWith("s3://lake/strict/");
  }

  @Test
  void cancelsAQueryThatWouldScanTooMuch() throws Exception {
    athena.put("flights/day=2001-01-05/hour=8/a.csv", "1,JFK\n".repeat(2_000_000));
    athena.run("ALTER TABLE flights ADD PARTITION (day='2001-01-05', hour=8)");
    JsonObject poor =
        ((JsonObject) arguments("SELECT count(*) FROM flights")).with("WorkGroup", Json.of("poor"));
    Json pruned =
        poor.with("QueryString", Json.of("SELECT count(*) FROM flights WHERE day = '2001-01-04'"));

    JsonObject execution = athena.run(poor);

    assertThat(state(execution)).isEqualTo("CANCELLED");
    assertThat(reason(execution)).contains("Bytes scanned limit was exceeded");
    assertThat(scanned(execution)).isEqualTo(12_000_024);
    assertThat(state(athena.run(pruned))).isEqualTo("SUCCEEDED");
    assertThatThrownBy(() -> athena.results(execution, ""))
        .hasMessageContaining("Query did not finish successfully. Final query state: CANCELLED");
  }

  @Test
  void showsQueriesInBatchesAndLists() {
    JsonObject first = athena.run("SELECT 1");
    Json ids =
        JsonObject.of(
            "QueryExecutionIds",
            JsonArray.of(requireNonNull(first.get("QueryExecutionId")), Json.of("gone")));

    JsonObject batch = athena.call("batchGetQueryExecution", ids);

    assertThat(batch.array("QueryExecutions").get(0)).isEqualTo(first);
    assertThat(batch.array("UnprocessedQueryExecutionIds")).hasSize(1);
    JsonObject list = athena.call("listQueryExecutions", Json.parse("{\"MaxResults\":2}"));
    assertThat(list.array("QueryExecutionIds").get(0)).isEqualTo(first.get("QueryExecutionId"));
    assertThat(list.string("NextToken")).isEqualTo("2");
    assertThat(athena.call("listWorkGroups", JsonObject.EMPTY).array("WorkGroups")).hasSize(4);
    JsonObject poor =
        athena
            .call("getWorkGroup", JsonObject.of("WorkGroup", Json.of("poor")))
            .object("WorkGroup")
            .object("Configuration");
    assertThat(poor.get("BytesScannedCutoffPerQuery")).isInstanceOf(JsonNumber.class);
  }

  @Test
  void stopsNothingThatHasEnded() {
    JsonObject execution = athena.run("SELECT 1");
    Json id = JsonObject.of("QueryExecutionId", requireNonNull(execution.get("QueryExecutionId")));

    athena.call("stopQueryExecution", id);

    assertThat(state(athena.describe(execution.get("QueryExecutionId")))).isEqualTo("SUCCEEDED");
  }
}
