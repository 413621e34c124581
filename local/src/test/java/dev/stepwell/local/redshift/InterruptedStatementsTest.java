package dev.stepwell.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.state.Crash;
import dev.stepwell.local.state.WorkRegister;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of statements whose process is killed, at any instant. */
class InterruptedStatementsTest {

  private static final String ACTION = "arn:aws:states:::aws-sdk:redshiftdata:";
  private static final String COUNTS = "select count(*), coalesce(sum(n), 0) from t";

  @TempDir Path folder;
  private final DyingClock clock = new DyingClock();
  private final AtomicInteger ids = new AtomicInteger();
  private WarehouseFixture dw;

  /** Dies once, when it is asked for the time so many times. */
  private static final class DyingClock implements InstantSource {

    private int left = Integer.MAX_VALUE;
    private Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      if (left-- == 0) {
        throw new Killed();
      }
      return WarehouseFixture.CLOCK.instant().plus(ahead);
    }
  }

  private static final class Killed extends Error {}

  @BeforeEach
  void open() throws Exception {
    dw = next();
    dw.done("create table t(n int)");
    dw.done("insert into t values (1), (2)");
    dw.putParquet("in/a.parquet", "select i::int as n from range(10, 13) r(i)");
  }

  @AfterEach
  void close() throws Exception {
    dw.close();
  }

  private Path register() {
    return folder.resolve("statements.log");
  }

  private WarehouseFixture next() {
    return new WarehouseFixture(folder, WorkRegister.at(register(), 1000), clock, ids);
  }

  /** A new process; the one before died when it had committed and written nothing more. */
  private void restartAfterCommit() throws Exception {
    dw.close();
    Crash.beforeLastWrite(register());
    dw = next();
  }

  private static JsonObject one(String sql) {
    return WarehouseFixture.target().with("Sql", Json.of(sql));
  }

  private static JsonObject batch(String mode, String... sqls) {
    return WarehouseFixture.target()
        .with("Sqls", Json.of(List.of(sqls)))
        .with("ExecutionMode", Json.of(mode));
  }

  private static String action(JsonObject arguments) {
    return ACTION + (arguments.has("Sql") ? "executeStatement" : "batchExecuteStatement");
  }

  private JsonObject start(JsonObject arguments) {
    return (JsonObject) dw.calls().start("mine", action(arguments), arguments);
  }

  private JsonObject resume(JsonObject arguments) {
    return (JsonObject) dw.calls().resume("mine", action(arguments), arguments);
  }

  private String tables() {
    return dw.rows("select (select count(*) from t), (select coalesce(sum(n), 0) from t)").get(0);
  }

  @Test
  void takesEffectOnceIfItHadCommitted() throws Exception {
    List<String> statements =
        List.of(
            "copy t from 's3://lake/in/' iam_role default format as parquet",
            "insert into t values (3)",
            "with more as (select 7 as n) select n from more",
            "update t set n = n + 1",
            "delete from t where n = 1",
            "alter table t add column m int",
            "create table u as select * from t",
            "truncate t",
            "drop table t");
    Map<String, JsonObject> answers = new LinkedHashMap<>();
    Map<String, JsonObject> described = new LinkedHashMap<>();
    for (String sql : statements) {
      JsonObject arguments = one(sql);
      answers.put(sql, (JsonObject) dw.calls().start(sql, action(arguments), arguments));
      described.put(sql, WarehouseFixture.finished(dw.describe(answers.get(sql))));
    }

    dw.close();
    Crash.beforeEveryEnd(register());
    dw = next();

    for (String sql : statements) {
      JsonObject arguments = one(sql);
      assertThat(dw.calls().resume(sql, action(arguments), arguments)).isEqualTo(answers.get(sql));
      assertThat(dw.describe(answers.get(sql))).isEqualTo(described.get(sql));
    }
    assertThat(dw.rows("select count(*) from u")).containsExactly("6");
  }

  @Test
  void loadsOnceWhetherOrNotItHadCommitted() throws Exception {
    JsonObject copy = one("copy t from 's3://lake/in/' iam_role default format as parquet");
    dw.close();
    Path database = folder.resolve("warehouse.duckdb");
    Path before = Files.copy(database, folder.resolve("before"));
    dw = next();
    JsonObject first = start(copy);
    assertThat(tables()).isEqualTo("5|36");

    dw.close();
    Path after = Files.copy(database, folder.resolve("after"));
    dw = next();
    dw.close();
    List<String> lines = Files.readAllLines(register());
    int begun = indexOf(lines, "\"Status\":\"SUBMITTED\"", "copy t from");
    for (Path kept : List.of(before, after)) {
      Files.copy(kept, database, StandardCopyOption.REPLACE_EXISTING);
      Files.write(register(), lines.subList(0, begun + 1));
      dw = next();
      assertThat(dw.describe(first).string("Status"))
          .isEqualTo(kept.equals(before) ? "FAILED" : "FINISHED");

      assertThat(resume(copy).string("Id")).isEqualTo(first.string("Id"));

      assertThat(dw.describe(first).get("ResultRows")).isEqualTo(Json.of(3));
      assertThat(tables()).isEqualTo("5|36");
      dw.close();
    }
    dw = next();
  }

  private static int indexOf(List<String> lines, String... parts) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (Stream.of(parts).allMatch(lines.get(i)::contains)) {
        return i;
      }
    }
    throw new AssertionError(String.join(" ", parts));
  }

  @Test
  void keepsResultsOverAKill() throws Exception {
    JsonObject arguments =
        batch("TRANSACTION", "insert into t values (3)", "select n, n * 1.5 from t order by 1");
    JsonObject first = start(arguments);
    JsonObject page = JsonObject.of("Id", Json.of(first.string("Id") + ":2"));
    JsonObject result = dw.call("getStatementResult", page).object();

    restartAfterCommit();

    assertThat(dw.call("getStatementResult", page).object()).isEqualTo(result);
    assertThat(result.array("Records")).hasSize(3);
    assertThat(
            dw.call("listStatements", JsonObject.EMPTY).object().array("Statements").stream()
                .map(each -> ((JsonObject) each).string("Status")))
        .containsOnly("FINISHED");
  }

  /**
   * Kills the process each time a little later, until it gets through, and resumes the call in the
   * next one.
   */
  @ParameterizedTest
  @ValueSource(strings = {"TRANSACTION", "AUTO_COMMIT"})
  void doublesNothingWhereverABatchWasBrokenOff(String mode) throws Exception {
    JsonObject arguments =
        batch(
            mode,
            "insert into t values (3)",
            "copy t from 's3://lake/in/' iam_role default format as parquet",
            "select 1",
            "insert into t values (4)");
    int interrupted = 0;
    boolean through = false;
    for (int instant = 0; !through; instant++) {
      dw.done("truncate t");
      String token = "task-" + instant;
      clock.left = instant;
      try {
        dw.calls().start(token, action(arguments), arguments);
        through = true;
      } catch (Killed inBetween) {
        // The engine never heard an answer.
      }
      clock.left = Integer.MAX_VALUE;
      boolean begun = Files.readString(register()).contains(token + "\"");
      if (begun) {
        restartAfterCommit();
      }
      try {
        JsonObject again = (JsonObject) dw.calls().resume(token, action(arguments), arguments);
        assertThat(dw.describe(again).string("Status")).isEqualTo("FINISHED");
        assertThat(tables()).isEqualTo("5|40");
      } catch (TaskFailedException partly) {
        interrupted++;
        assertThat(partly.error()).isEqualTo("Stepwell.Interrupted");
        assertThat(tables()).isIn("1|3", "4|36", "5|40");
      }
    }
    assertThat(interrupted > 0).isEqualTo(mode.equals("AUTO_COMMIT"));
  }

  @Test
  void failsABatchThatHadCommittedInBetween() throws Exception {
    JsonObject arguments =
        batch("TRANSACTION", "insert into t values (3)", "truncate t", "insert into t values (4)");
    // One for the batch, then each statement asks when it starts, what now is, and when it ends.
    TaskFailedException failure = null;
    for (int instant = 3; failure == null; instant++) {
      clock.left = instant;
      try {
        dw.calls().start("task-" + instant, action(arguments), arguments);
        throw new AssertionError("no instant is between the two commits");
      } catch (Killed inBetween) {
        clock.left = Integer.MAX_VALUE;
      }
      restartAfterCommit();
      String token = "task-" + instant;
      try {
        dw.calls().resume(token, action(arguments), arguments);
      } catch (TaskFailedException interrupted) {
        failure = interrupted;
      }
    }

    assertThat(failure.error()).isEqualTo("Stepwell.Interrupted");
    assertThat(failure).hasMessageContaining("not all of it had taken effect");
    assertThat(dw.rows(COUNTS)).containsExactly("0|0");
    assertThat(
            dw.call("listStatements", JsonObject.of("Status", Json.of("FAILED")))
                .object()
                .array("Statements")
                .length())
        .isEqualTo(1);
  }

  @Test
  void findsAClientTokenAgain() throws Exception {
    JsonObject insert = one("insert into t values (3)").with("ClientToken", Json.of("once"));
    JsonObject first = start(insert);

    restartAfterCommit();

    assertThat(dw.call("executeStatement", insert).object()).isEqualTo(first);
    assertThat(tables()).isEqualTo("3|6");
    TaskFailedException other =
        catchThrowableOfType(
            TaskFailedException.class,
            () ->
                dw.calls()
                    .start(
                        "x", ACTION + "executeStatement", insert.with("Sql", Json.of("select 1"))));
    assertThat(other).hasMessageContaining("ClientToken 'once' was used before");
  }

  /** Longer than callers can ask for a statement, and with other work before the task's turn. */
  @Test
  void findsItsStatementAfterAWeekend() throws Exception {
    JsonObject insert = one("insert into t values (3)");
    JsonObject first = start(insert);

    restartAfterCommit();
    clock.ahead = Duration.ofDays(3);
    dw.done("insert into t values (4)");
    restartAfterCommit();
    dw.done("insert into t values (5)");

    assertThat(resume(insert)).isEqualTo(first);
    assertThat(tables()).isEqualTo("5|15");
    assertThat(
            dw.call("describeStatement", JsonObject.of("Id", Json.of(first.string("Id")))).cause())
        .contains("Query does not exist");
  }

  @Test
  void repeatsNothingWhoseRecordMayBeDamaged() throws Exception {
    JsonObject insert = one("insert into t values (3)");
    start(insert);
    dw.close();
    Files.writeString(register(), Files.readString(register()).replace("\"mine\"", "\"nine\""));
    dw = next();

    TaskFailedException failure =
        catchThrowableOfType(TaskFailedException.class, () -> resume(insert));

    assertThat(failure.error()).isEqualTo("Stepwell.Interrupted");
    assertThat(failure).hasMessageContaining("is damaged: " + register() + ", line ");
    assertThat(tables()).isEqualTo("3|6");
  }

  @Test
  void repeatsWhatChangesNoTable() throws Exception {
    for (String sql : List.of("vacuum t", "analyze t", "select count(*) from t")) {
      String token = "task of " + sql;
      JsonObject first =
          (JsonObject) dw.calls().start(token, ACTION + "executeStatement", one(sql));
      restartAfterCommit();
      assertThat(dw.describe(first).string("Error"))
          .isEqualTo("ERROR: The process ended while the statement was running");

      JsonObject again =
          (JsonObject) dw.calls().resume(token, ACTION + "executeStatement", one(sql));

      assertThat(again.string("Id")).isEqualTo(first.string("Id"));
      assertThat(dw.describe(again).string("Status")).isEqualTo("FINISHED");
    }
  }

  @Test
  void leavesAFailedStatementFailed() throws Exception {
    JsonObject wrong = one("insert into nowhere values (1)");
    JsonObject first = start(wrong);
    dw.close();
    dw = next();

    assertThat(resume(wrong)).isEqualTo(first);
    assertThat(dw.describe(first).string("Error"))
        .isEqualTo("ERROR: relation \"nowhere\" does not exist");
  }

  @Test
  void startsWhatHadNotBegun() {
    assertThat(resume(one("insert into t values (3)")).string("Id")).isNotEmpty();
    assertThat(tables()).isEqualTo("3|6");
    assertThatThrownBy(
            () ->
                dw.calls()
                    .resume(
                        "mine",
                        ACTION + "describeStatement",
                        JsonObject.of("Id", Json.of("nobody"))))
        .hasMessageContaining("Query does not exist");
  }

  @Test
  void unloadsOnce() throws Exception {
    JsonObject unload = one("unload ('select * from t') to 's3://lake/out/' iam_role default");
    JsonObject first = start(unload);
    restartAfterCommit();

    assertThat(resume(unload)).isEqualTo(first);

    WarehouseFixture.finished(dw.describe(first));
    assertThat(dw.store.list("lake", "out/")).hasSize(1);
  }
}
