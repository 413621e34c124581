package dev.stepwell.local.redshift;

import static dev.stepwell.local.redshift.WarehouseFixture.finished;
import static dev.stepwell.local.redshift.WarehouseFixture.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.state.Crash;
import dev.stepwell.local.state.WorkRegister;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of sessions, and of statements that commit by themselves, whose process ends. */
class InterruptedSessionsTest {

  private static final String EXECUTE = "arn:aws:states:::aws-sdk:redshiftdata:executeStatement";

  @TempDir Path folder;
  private final AtomicInteger ids = new AtomicInteger();
  private WarehouseFixture dw;

  @BeforeEach
  void open() {
    dw = next();
    dw.done("create table t(n int)");
    dw.done("create table s(n int)");
    dw.done("insert into s values (1), (2)");
  }

  @AfterEach
  void close() throws Exception {
    dw.close();
  }

  private Path register() {
    return folder.resolve("statements.log");
  }

  private WarehouseFixture next() {
    return new WarehouseFixture(
        folder, WorkRegister.at(register(), 1000), WarehouseFixture.CLOCK, ids);
  }

  private JsonObject start(JsonObject arguments) {
    return (JsonObject) dw.calls().start("mine", EXECUTE, arguments);
  }

  private JsonObject resume(JsonObject arguments) {
    return (JsonObject) dw.calls().resume("mine", EXECUTE, arguments);
  }

  /** A new process; the one before died when it had committed and written nothing more. */
  private void restartAfterCommit() throws Exception {
    dw.close();
    Crash.beforeLastWrite(register());
    dw = next();
  }

  private static JsonObject sql(String sql) {
    return target().with("Sql", Json.of(sql));
  }

  @Test
  void appendsOnce() throws Exception {
    JsonObject append = sql("alter table t append from s");
    JsonObject first = start(append);
    restartAfterCommit();
    dw.done("insert into s values (7)");

    assertThat(resume(append)).isEqualTo(first);

    finished(dw.describe(first));
    assertThat(dw.rows("select (select count(*) from t), (select count(*) from s)"))
        .containsExactly("2|1");
  }

  @Test
  void knowsItsStatementButNotItsSessionAfterwards() throws Exception {
    JsonObject insert =
        sql("insert into t values (1)").with("SessionKeepAliveSeconds", Json.of(600));
    JsonObject first = start(insert);
    restartAfterCommit();

    assertThat(resume(insert)).isEqualTo(first);

    assertThat(dw.rows("select count(*) from t")).containsExactly("1");
    JsonObject inSession =
        JsonObject.of(
            "SessionId", Json.of(String.valueOf(first.string("SessionId"))),
            "Sql", Json.of("select 1"));
    assertThat(dw.call("executeStatement", inSession).cause())
        .startsWith("Session is not available: " + first.string("SessionId"));
    assertThat(dw.call("listSessions", JsonObject.EMPTY).object().array("Sessions")).isEmpty();
  }

  @Test
  void failsAResumedStatementWhoseSessionIsGone() throws Exception {
    JsonObject first = start(sql("begin").with("SessionKeepAliveSeconds", Json.of(600)));
    JsonObject insert =
        JsonObject.of(
            "SessionId", Json.of(String.valueOf(first.string("SessionId"))),
            "Sql", Json.of("insert into t values (1)"));
    dw.calls().start("second", EXECUTE, insert);
    restartAfterCommit();

    assertThatThrownBy(() -> dw.calls().resume("second", EXECUTE, insert))
        .isInstanceOf(TaskFailedException.class)
        .hasMessageStartingWith("Session is not available: ");
    assertThat(dw.rows("select count(*) from t")).containsExactly("0");
  }

  @Test
  void refreshesOnceMore() throws Exception {
    dw.done("create materialized view mv as select sum(n) as total from s");
    dw.done("insert into s values (4)");
    JsonObject refresh = sql("refresh materialized view mv");
    JsonObject first = start(refresh);
    restartAfterCommit();

    assertThat(resume(refresh).string("Id")).isEqualTo(first.string("Id"));

    finished(dw.describe(first));
    assertThat(dw.rows("select total from mv")).containsExactly("7");
  }
}
