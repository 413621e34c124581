package dev.stepwell.local.athena;

import static dev.stepwell.local.athena.AthenaFixture.arguments;
import static dev.stepwell.local.athena.AthenaFixture.reason;
import static dev.stepwell.local.athena.AthenaFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.state.Crash;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of queries whose process is killed. */
class InterruptedQueriesTest {

  private static final String SYNC = "arn:aws:states:::athena:startQueryExecution.sync";

  @TempDir Path folder;
  private AthenaFixture athena;

  @BeforeEach
  void open() {
    athena = AthenaFixture.kept(folder);
  }

  @AfterEach
  void close() {
    athena.close();
  }

  private void again() {
    athena.close();
    open();
  }

  /** A new process, in whose eyes the query never ended. */
  private void killBeforeTheEnd() throws Exception {
    athena.close();
    Crash.beforeLastWrite(folder.resolve("queries.log"));
    open();
  }

  private String start(String sql) {
    JsonObject answer = (JsonObject) athena.calls.start("task", SYNC, arguments(sql));
    return String.valueOf(answer.object("QueryExecution").string("QueryExecutionId"));
  }

  @Test
  void showsTheQueriesOfAnEarlierProcess() {
    JsonObject before = athena.run("SELECT 1 AS n");

    again();

    assertThat(athena.describe(before.get("QueryExecutionId"))).isEqualTo(before);
    assertThat(athena.results(before, "").object("ResultSet").array("Rows")).hasSize(2);
  }

  @Test
  void showsAQueryWhoseProcessEndedAsFailedAndRetryable() throws Exception {
    String id = start("SELECT 1");

    killBeforeTheEnd();

    JsonObject execution = athena.describe(Json.of(id));
    assertThat(state(execution)).isEqualTo("FAILED");
    assertThat(reason(execution)).isEqualTo("The process ended while the query was on its way");
    assertThat(execution.object("Status").object("AthenaError").get("Retryable"))
        .isEqualTo(Json.of(true));
  }

  @Test
  void insertsRowsOnceHoweverOftenItIsResumed() throws Exception {
    athena.run("CREATE EXTERNAL TABLE t (n int) STORED AS PARQUET LOCATION 's3://lake/t/'");
    String insert = "INSERT INTO t VALUES (1), (2)";
    String id = start(insert);
    killBeforeTheEnd();

    JsonObject answer = (JsonObject) athena.calls.resume("task", SYNC, arguments(insert));

    assertThat(answer.object("QueryExecution").string("QueryExecutionId")).isEqualTo(id);
    assertThat(athena.rows("SELECT count(*) FROM t").get(1)).containsExactly("2");
    again();
    athena.calls.resume("task", SYNC, arguments(insert));
    assertThat(athena.rows("SELECT count(*) FROM t").get(1)).containsExactly("2");
  }

  @Test
  void makesATableOnceThoughItWasThereWhenTheProcessEnded() throws Exception {
    String create = "CREATE TABLE t AS SELECT 1 AS n";
    start(create);
    killBeforeTheEnd();

    JsonObject answer = (JsonObject) athena.calls.resume("task", SYNC, arguments(create));

    assertThat(state(answer.object("QueryExecution"))).isEqualTo("SUCCEEDED");
    assertThat(athena.rows("SELECT * FROM t")).hasSize(2);
  }

  @Test
  void knowsClientTokensOfAnEarlierProcess() {
    Json once =
        ((JsonObject) arguments("SELECT 1"))
            .with("ClientRequestToken", Json.of("0123456789012345678901234567890123456789"));
    JsonObject id = athena.call("startQueryExecution", once);

    again();

    assertThat(athena.call("startQueryExecution", once)).isEqualTo(id);
    JsonArray all = athena.call("listQueryExecutions", JsonObject.EMPTY).array("QueryExecutionIds");
    assertThat(all.asList())
        .isEqualTo(List.of(Json.of(String.valueOf(id.string("QueryExecutionId")))));
  }
}
