package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Dms;
import dev.stepwell.dsl.DmsTask;
import dev.stepwell.dsl.Text;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replication tasks: what a look at the task means before and after its start. */
class DmsTest {

  private static final String START = "aws-sdk:databasemigration:startReplicationTask";
  private static final String LOOK = "aws-sdk:databasemigration:describeReplicationTasks";
  private static final Text ARN = Text.of("arn:aws:dms:eu-west-1:123456789012:task:LAKE");
  private static final String DONE = "Stop Reason FULL_LOAD_ONLY_FINISHED";

  private final Services aws =
      new Services()
          .answer(START, "{'ReplicationTask': {'Status': 'starting'}}")
          .answer("sns:publish", "{'MessageId': 'm'}");

  private static DmsTask task() {
    return Dms.run(ARN);
  }

  private static String status(String status, String more) {
    return "{'ReplicationTasks': [{'Status': '" + status + "'" + more + "}]}";
  }

  private static String stopped(String started, String reason) {
    return status(
        "stopped",
        ", 'StopReason': '"
            + reason
            + "', 'ReplicationTaskStats': {'StartDate': '"
            + started
            + "', 'TablesLoaded': 12, 'TablesErrored': 1}");
  }

  private Execution run(DmsTask task) {
    return aws.run(OneTask.of(task), "{}");
  }

  @Test
  void firstRunStartsTheReplication() {
    aws.answer(
        LOOK,
        status("ready", ""),
        status("starting", ""),
        status("running", ""),
        stopped("today", DONE));

    Execution run =
        aws.run(
            OneTask.telling(
                task(),
                done ->
                    done.tablesLoaded()
                        .text()
                        .plus(" ")
                        .plus(done.tablesErrored())
                        .plus(" ")
                        .plus(done.stopReason())),
            "{}");

    assertThat(run.status()).as("%s", run.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(START).get(0).compact())
        .isEqualTo(
            "{\"ReplicationTaskArn\":\"arn:aws:dms:eu-west-1:123456789012:task:LAKE\","
                + "\"StartReplicationTaskType\":\"start-replication\"}");
    assertThat(aws.asked(LOOK).get(0).compact())
        .isEqualTo(
            "{\"Filters\":[{\"Name\":\"replication-task-arn\",\"Values\":"
                + "[\"arn:aws:dms:eu-west-1:123456789012:task:LAKE\"]}],\"WithoutSettings\":true}");
    assertThat(aws.asked("sns:publish").get(0).string("Message")).isEqualTo("12 1 " + DONE);
  }

  @Test
  void laterRunLoadsTheTargetAnew() {
    aws.answer(LOOK, stopped("yesterday", DONE), stopped("today", DONE));

    assertThat(run(task()).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(START).get(0).string("StartReplicationTaskType"))
        .isEqualTo("reload-target");
  }

  @Test
  void laterRunGoesOnIfTheAuthorSaysSo() {
    aws.answer(
        LOOK,
        stopped("yesterday", "Stop Reason STOPPED_AT_SERVER_TIME"),
        stopped("today", "Stop Reason STOPPED_AT_SERVER_TIME"));

    assertThat(run(task().resuming().until(Text.of("server_time:2026-02-09T12:00:00"))).status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(START).get(0).without("ReplicationTaskArn").compact())
        .isEqualTo(
            "{\"StartReplicationTaskType\":\"resume-processing\",\"CdcStopPosition\":"
                + "\"server_time:2026-02-09T12:00:00\"}");
  }

  @Test
  void runThatFailedLastTimeIsRunAgain() {
    aws.answer(LOOK, status("failed", ""), stopped("today", DONE));

    assertThat(run(task()).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(START)).hasSize(1);
  }

  @Test
  void stopOfTheLastRunIsNotTakenForOurs() {
    aws.answer(
        LOOK,
        stopped("yesterday", DONE),
        stopped("yesterday", DONE),
        stopped("yesterday", DONE),
        status("running", ""),
        stopped("today", DONE));

    assertThat(run(task()).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(LOOK)).hasSize(5);
  }

  @Test
  void runOfSomebodyElseIsWaitedFor() {
    aws.answer(LOOK, status("running", ""), stopped("theirs", DONE), stopped("ours", DONE));

    assertThat(run(task()).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(LOOK)).hasSize(3);
    assertThat(aws.asked(START)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RECOVERABLE_ERROR",
        "FATAL_ERROR",
        "STOPPED_AFTER_FULL_LOAD",
        "STOPPED_AFTER_CACHED_EVENTS",
        "EXPRESS_LICENSE_LIMITS_REACHED",
        "STOPPED_AFTER_DDL_APPLY",
        "STOPPED_DUE_TO_LOW_MEMORY",
        "STOPPED_DUE_TO_LOW_DISK",
        "STOPPED_AT_SERVER_TIME",
        "STOPPED_AT_COMMIT_TIME",
        "RECONFIGURATION_RESTART",
        "RECYCLE_TASK"
      })
  void runThatStopsForAReasonThatIsNoEndOfItsWorkFails(String reason) {
    aws.answer(LOOK, stopped("yesterday", DONE), stopped("today", "Stop Reason " + reason));

    Execution run = run(task());

    assertThat(run.error()).contains(Dms.RUN_FAILED.name());
    assertThat(run.cause())
        .contains("step 'work' is in state idle, last run Stop Reason " + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "Stop Reason STOPPED_AFTER_FULL_LOAD",
    "Stop Reason STOPPED_AFTER_CACHED_EVENTS",
    "Stop Reason NORMAL"
  })
  void runThatStopsAsItsSettingsSayEndsWell(String reason) {
    aws.answer(LOOK, stopped("yesterday", DONE), stopped("today", reason));

    assertThat(run(task().stopsAfterFullLoad()).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void runThatFailsSaysWhy() {
    aws.answer(
        LOOK,
        status("ready", ""),
        status(
            "failed",
            ", 'LastFailureMessage': 'no access', 'ReplicationTaskStats': {'StartDate':"
                + " 'today'}"));

    Execution run = run(task());

    assertThat(run.error()).contains(Dms.RUN_FAILED.name());
    assertThat(run.cause()).contains("step 'work' is in state idle, last run failed: no access");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"creating", "starting", "running", "stopping", "modifying", "testing", "moving"})
  void runThatNeverEndsTimesOut(String status) {
    aws.answer(LOOK, status("ready", ""), status(status, ""));

    Execution run = aws.run(OneTask.of(task().timeout(Duration.ofMinutes(30))), "{}");

    assertThat(run.error()).contains(Dms.RUN_TIMED_OUT.name());
    assertThat(Duration.between(run.startTime(), run.stopTime().orElseThrow()))
        .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deleting", "failed-move"})
  void taskThatCannotRunFailsAtOnce(String status) {
    aws.answer(LOOK, status(status, ""));

    assertThat(run(task()).error()).contains("Dms.RunStatusUnknown");
    assertThat(aws.asked(START)).isEmpty();
  }

  @Test
  void startThatDmsRefusesFailsWithItsReason() {
    Services refusing =
        new Services()
            .answer(LOOK, status("ready", ""))
            .fail(START, Dms.INVALID_STATE.name(), "Test connection should be successful");

    Execution run = refusing.run(OneTask.of(task()), "{}");

    assertThat(run.error()).contains(Dms.INVALID_STATE.name());
    assertThat(refusing.asked(START)).hasSize(1);
  }

  @Test
  void changesAreReplicatedWithoutWaiting() {
    aws.run(
        OneTask.telling(Dms.start(ARN, Dms.Start.RESUME_PROCESSING), started -> started.status()),
        "{}");

    assertThat(aws.asked(START).get(0).string("StartReplicationTaskType"))
        .isEqualTo("resume-processing");
    assertThat(aws.asked("sns:publish").get(0).string("Message")).isEqualTo("starting");
  }

  @Test
  void permissionsAndBounds() {
    assertThat(OneTask.permissions(task()))
        .containsExactlyInAnyOrder(
            "dms:StartReplicationTask on arn:aws:dms:eu-west-1:123456789012:task:LAKE",
            "dms:DescribeReplicationTasks on *");
    assertThat(OneTask.compiled(task()).estimates().events().most().orElse(Long.MAX_VALUE))
        .isLessThan(25_000);
  }

  @Test
  void taskByItsName() {
    assertSaid(
        () -> Dms.run(Text.of("lake")),
        "the replication task is 'lake', but it is the ARN of a task,"
            + " arn:aws:dms:REGION:ACCOUNT:task:ID; DMS starts none by its name");
  }

  @Test
  void stopPositionWithoutAClock() {
    assertSaid(
        () -> task().until(Text.of("2026-02-09T12:00:00")),
        "the stop position of the replication task is '2026-02-09T12:00:00', but it begins with"
            + " server_time: or commit_time:; say which clock it means");
  }
}
