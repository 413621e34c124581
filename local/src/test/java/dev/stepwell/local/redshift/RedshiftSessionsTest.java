package dev.stepwell.local.redshift;

import static dev.stepwell.local.redshift.WarehouseFixture.finished;
import static dev.stepwell.local.redshift.WarehouseFixture.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.Answer;
import dev.stepwell.local.state.WorkRegister;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RedshiftSessionsTest {

  @TempDir Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(WarehouseFixture.CLOCK.instant());
  private WarehouseFixture dw;

  @BeforeEach
  void open() {
    dw =
        new WarehouseFixture(
            folder, WorkRegister.inMemory(), now::get, new AtomicInteger(), new Limits(3, 2, 1));
    dw.done("create table t(n int)");
    dw.done("insert into t values (1)");
  }

  @AfterEach
  void close() throws Exception {
    dw.close();
  }

  private JsonObject submit(JsonObject arguments) {
    return dw.call("executeStatement", arguments).object();
  }

  private static JsonObject sql(String sql) {
    return target().with("Sql", Json.of(sql));
  }

  private static JsonObject in(String session, String sql) {
    return JsonObject.of("SessionId", Json.of(session), "Sql", Json.of(sql));
  }

  private String session(String sql, int seconds) {
    JsonObject answer = submit(sql(sql).with("SessionKeepAliveSeconds", Json.of(seconds)));
    finished(dw.describe(answer));
    return String.valueOf(answer.string("SessionId"));
  }

  private String error(Answer answer) {
    return answer.error() + ": " + answer.cause();
  }

  @Test
  void keepsTemporaryTablesAndSettings() {
    String session = session("create temp table s as select 7 as n", 60);
    JsonObject second = submit(in(session, "insert into t select n from s"));
    assertThat(finished(dw.describe(second)).string("SessionId")).isEqualTo(session);
    assertThat(second.string("Database")).isEqualTo("dw");
    assertThat(dw.rows("select sum(n) from t")).containsExactly("8");
    submit(in(session, "create schema other"));
    submit(in(session, "set search_path to other, public"));
    finished(dw.describe(submit(in(session, "create table moved(n int)"))));
    assertThat(dw.rows("select count(*) from other.moved")).containsExactly("0");
    assertThat(dw.run("select * from s").string("Error"))
        .isEqualTo("ERROR: relation \"s\" does not exist");
  }

  @Test
  void keepsATransactionUntilItIsCommitted() {
    String session = session("begin", 60);
    finished(dw.describe(submit(in(session, "insert into t values (5)"))));
    assertThat(dw.rows("select sum(n) from t")).containsExactly("1");
    finished(dw.describe(submit(in(session, "commit"))));
    assertThat(dw.rows("select sum(n) from t")).containsExactly("6");
  }

  @Test
  void answersASecondWriterOfTheSameRowsWith1023() {
    String first = session("begin", 60);
    String second = session("begin", 60);
    finished(dw.describe(submit(in(first, "update t set n = 2"))));
    JsonObject conflict = dw.describe(submit(in(second, "update t set n = 3")));
    assertThat(conflict.string("Status")).isEqualTo("FAILED");
    assertThat(conflict.string("Error"))
        .startsWith("ERROR: 1023\n  Detail: Serializable isolation violation on table");
    finished(dw.describe(submit(in(first, "commit"))));
    assertThat(dw.rows("select n from t")).containsExactly("2");
  }

  @Test
  void runsOneStatementAtATimeAndWaitsForIt() throws Exception {
    String holder = session("begin", 60);
    submit(in(holder, "lock t"));
    String other = session("begin", 60);
    CompletableFuture<JsonObject> waiting =
        CompletableFuture.supplyAsync(() -> submit(in(other, "lock t")));
    String id = waitForBusy(other);
    assertThat(dw.describe(JsonObject.of("Id", Json.of(id))).string("Status")).isEqualTo("STARTED");
    assertThat(error(dw.call("executeStatement", in(other, "select 1"))))
        .startsWith(
            "RedshiftData.ValidationException: Session " + other + " is busy: statement " + id);
    CompletableFuture<JsonObject> described =
        CompletableFuture.supplyAsync(
            () ->
                dw.call(
                        "describeStatement",
                        JsonObject.of("Id", Json.of(id), "WaitTimeSeconds", Json.of(30)))
                    .object());
    while (dw.redshift.waiting() == 0) {
      Thread.onSpinWait();
    }
    Answer refused =
        dw.call(
            "describeStatement", JsonObject.of("Id", Json.of(id), "WaitTimeSeconds", Json.of(1)));
    assertThat(refused.error()).isEqualTo("RedshiftData.ActiveWaitingRequestsExceededException");
    submit(in(holder, "commit"));
    assertThat(described.join().string("Status")).isEqualTo("FINISHED");
    waiting.join();
    assertThat(passed(id)).containsExactly("SUBMITTED", "PICKED", "STARTED", "FINISHED");
  }

  private String waitForBusy(String session) {
    while (true) {
      JsonObject shown =
          (JsonObject)
              dw.call("listSessions", JsonObject.of("SessionId", Json.of(session)))
                  .object()
                  .array("Sessions")
                  .get(0);
      String id = shown.string("CurrentStatementId");
      if (id != null && passed(id).contains("STARTED")) {
        return id;
      }
      Thread.onSpinWait();
    }
  }

  private List<String> passed(String id) {
    return dw.redshift.statements().find(id).orElseThrow().passed().stream()
        .map(Enum::name)
        .toList();
  }

  @Test
  void passesTheStatusesInOrder() {
    String done = String.valueOf(submit(sql("select 1")).string("Id"));
    String failed = String.valueOf(submit(sql("select nope")).string("Id"));
    assertThat(passed(done)).containsExactly("SUBMITTED", "PICKED", "STARTED", "FINISHED");
    assertThat(passed(failed)).containsExactly("SUBMITTED", "PICKED", "STARTED", "FAILED");
    String batch = String.valueOf(dw.batch("select 1", "select nope", "select 2").string("Id"));
    assertThat(passed(batch)).containsExactly("SUBMITTED", "PICKED", "STARTED", "FAILED");
    assertThat(passed(batch + ":1"))
        .containsExactly("SUBMITTED", "PICKED", "STARTED", "FINISHED", "ABORTED");
    assertThat(passed(batch + ":2")).containsExactly("SUBMITTED", "PICKED", "STARTED", "FAILED");
    assertThat(passed(batch + ":3")).containsExactly("SUBMITTED", "PICKED", "ABORTED");
  }

  @Test
  void cancelsWhatWaits() throws Exception {
    String holder = session("begin", 60);
    submit(in(holder, "lock t"));
    String other = session("begin", 60);
    CompletableFuture<JsonObject> waiting =
        CompletableFuture.supplyAsync(() -> submit(in(other, "lock t")));
    JsonObject id = JsonObject.of("Id", Json.of(waitForBusy(other)));
    while (!waiting.isDone()) {
      dw.call("cancelStatement", id);
    }
    assertThat(dw.describe(id).string("Status")).isEqualTo("ABORTED");
    assertThat(passed(String.valueOf(id.string("Id"))))
        .containsExactly("SUBMITTED", "PICKED", "STARTED", "ABORTED");
  }

  @Test
  void forgetsASessionWhoseTimeIsOver() {
    String session = session("select 1", 60);
    now.updateAndGet(time -> time.plus(Duration.ofSeconds(59)));
    submit(in(session, "select 1"));
    now.updateAndGet(time -> time.plus(Duration.ofSeconds(59)));
    submit(in(session, "select 1").with("SessionKeepAliveSeconds", Json.of(10)));
    now.updateAndGet(time -> time.plus(Duration.ofSeconds(10)));
    assertThat(error(dw.call("executeStatement", in(session, "select 1"))))
        .startsWith("RedshiftData.ValidationException: Session is not available: " + session);
  }

  @Test
  void keepsNoMoreSessionsAndStatementsThanAllowed() throws Exception {
    String first = session("begin", 60);
    String second = session("begin", 60);
    JsonObject third = sql("select 1").with("SessionKeepAliveSeconds", Json.of(60));
    assertThat(error(dw.call("executeStatement", third)))
        .startsWith("RedshiftData.ActiveSessionsExceededException: ");
    submit(in(first, "lock t"));
    List<CompletableFuture<JsonObject>> waiting =
        List.of(
            CompletableFuture.supplyAsync(() -> submit(in(second, "lock t"))),
            CompletableFuture.supplyAsync(() -> dw.batch("lock t")),
            CompletableFuture.supplyAsync(() -> dw.batch("lock t")));
    while (dw.redshift.statements().active() < 3) {
      Thread.onSpinWait();
    }
    assertThat(error(dw.call("executeStatement", sql("select 1"))))
        .startsWith("RedshiftData.ActiveStatementsExceededException: ");
    while (dw.call("cancelStatement", JsonObject.of("Id", Json.of(waitForBusy(second)))).error()
        != null) {
      Thread.onSpinWait();
    }
    waiting.get(0).join();
    submit(in(first, "commit"));
    waiting.forEach(CompletableFuture::join);
  }

  @Test
  void tellsOfTheEndIfAskedTo() {
    submit(
        sql("insert into t values (2), (3)")
            .with("WithEvent", Json.of(true))
            .with("StatementName", Json.of("load")));
    submit(sql("select nope").with("WithEvent", Json.of(true)));
    submit(sql("select 1").with("WithEvent", Json.of(false)));
    assertThat(dw.events)
        .extracting(event -> event.detail().without("statementId").without("redshiftQueryId"))
        .containsExactly(
            (JsonObject)
                Json.parse(
                    "{\"statementName\":\"load\",\"state\":\"FINISHED\",\"rows\":2,\"expireAt\":\"2026-03-02T12:00:00Z\",\"workgroupName\":\"analytics\",\"database\":\"dw\"}"),
            (JsonObject)
                Json.parse(
                    "{\"state\":\"FAILED\",\"rows\":-1,\"expireAt\":\"2026-03-02T12:00:00Z\",\"workgroupName\":\"analytics\",\"database\":\"dw\"}"));
  }

  @Test
  void isWhoeverTheCallSaysOnACluster() {
    JsonObject cluster =
        JsonObject.of("ClusterIdentifier", Json.of("provisioned"), "Database", Json.of("dw"))
            .with("Sql", Json.of("select current_user, current_database()"));
    JsonObject answer = submit(cluster.with("DbUser", Json.of("loader")));
    assertThat(answer.string("DbUser")).isEqualTo("loader");
    JsonObject result =
        dw.call("getStatementResult", JsonObject.of("Id", answer.asMap().get("Id"))).object();
    assertThat(result.array("Records").compact())
        .isEqualTo("[[{\"StringValue\":\"loader\"},{\"StringValue\":\"dw\"}]]");
  }
}
