package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.DataBrew;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.GlueJob;
import dev.stepwell.dsl.GlueWorker;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of Glue workflows, Glue jobs with options, and DataBrew jobs. */
class GlueRunsTest {

  record Input(String day) {}

  private static final String START = "aws-sdk:glue:startWorkflowRun";
  private static final String GET = "aws-sdk:glue:getWorkflowRun";
  private static final String JOB = "glue:startJobRun.sync";
  private static final String BREW = "databrew:startJobRun.sync";

  private final Services aws = new Services();

  private static Workflow<Input> of(Task<?> task) {
    return Workflow.named("one-task", Input.class).flow((flow, in) -> flow.run("work", task));
  }

  private static JsonObject state(Task<?> task, String name) {
    Compiled compiled = of(task).compile();
    return compiled.definition().object("States").object(name);
  }

  private static String run(String status, String more) {
    return "{'Run': {'Name': 'nightly', 'WorkflowRunId': 'wr_1', 'Status': '"
        + status
        + "'"
        + more
        + "}}";
  }

  @Test
  void workflowRunIsWaitedFor() {
    aws.answer(START, "{'RunId': 'wr_1'}")
        .answer(
            GET,
            run("RUNNING", ""),
            run("STOPPING", ""),
            run("COMPLETED", ", 'Statistics': {'TotalActions': 3, 'SucceededActions': 3}"))
        .answer("sns:publish", "{'MessageId': 'm'}");

    Execution run =
        aws.run(
            Workflow.named("nightly", Input.class)
                .flow(
                    (flow, in) -> {
                      var work =
                          flow.run(
                              "work",
                              Glue.workflow("nightly").property("day", in.text(Input::day)));
                      flow.run(
                          "tell",
                          Sns.publish(
                              Text.of("t"),
                              "done",
                              work.output().runId().plus(" ").plus(work.output().actions())));
                    }),
            "{'day': '2001-01-03'}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(START).get(0).compact())
        .isEqualTo("{\"Name\":\"nightly\",\"RunProperties\":{\"day\":\"2001-01-03\"}}");
    assertThat(aws.asked(GET))
        .hasSize(3)
        .allMatch(
            asked ->
                asked
                    .compact()
                    .equals("{\"Name\":\"nightly\",\"RunId\":\"wr_1\",\"IncludeGraph\":false}"));
    assertThat(aws.asked("sns:publish").get(0).string("Message")).isEqualTo("wr_1 3");
  }

  @ParameterizedTest
  @CsvSource({"FailedActions", "TimeoutActions", "StoppedActions", "ErroredActions"})
  void workflowRunThatCompletedWithFailedActionsFails(String bad) {
    aws.answer(START, "{'RunId': 'wr_1'}")
        .answer(
            GET,
            run(
                "COMPLETED",
                ", 'Statistics': {'TotalActions': 5, 'SucceededActions': 3, '" + bad + "': 2}"));

    Execution run = aws.run(of(Glue.workflow("nightly")), "{}");

    assertThat(run.error()).contains(Glue.WORKFLOW_RUN_FAILED.name());
    assertThat(run.cause())
        .contains("step 'work' is in state COMPLETED with failed actions: 2 of 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STOPPED", "ERROR"})
  void workflowRunThatEndsBadlyFails(String status) {
    aws.answer(START, "{'RunId': 'wr_1'}").answer(GET, run(status, ", 'ErrorMessage': 'quota'"));

    Execution run = aws.run(of(Glue.workflow("nightly")), "{}");

    assertThat(run.error()).contains(Glue.WORKFLOW_RUN_FAILED.name());
    assertThat(run.cause()).contains("step 'work' is in state " + status + ": quota");
  }

  @Test
  void workflowRunThatNeverEndsTimesOut() {
    aws.answer(START, "{'RunId': 'wr_1'}").answer(GET, run("RUNNING", ""));

    Execution run = aws.run(of(Glue.workflow("nightly").timeout(Duration.ofMinutes(30))), "{}");

    assertThat(run.error()).contains(Glue.WORKFLOW_RUN_TIMED_OUT.name());
    assertThat(Duration.between(run.startTime(), run.stopTime().orElseThrow()))
        .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
  }

  @Test
  void workflowRunStatusUnheardOfFails() {
    aws.answer(START, "{'RunId': 'wr_1'}").answer(GET, run("PAUSED", ""));

    assertThat(aws.run(of(Glue.workflow("nightly")), "{}").error())
        .contains("Glue.WorkflowRunStatusUnknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Glue.InternalServiceException", "Glue.OperationTimeoutException"})
  void workflowRunThatMayHaveStartedIsNotStartedAgain(String error) {
    aws.fail(START, error, "who knows").answer(START, "{'RunId': 'wr_1'}");

    assertThat(aws.run(of(Glue.workflow("nightly")), "{}").error()).contains(error);
    assertThat(aws.asked(START)).hasSize(1);
  }

  @Test
  void workflowRunThatIsRefusedForNowIsStartedLater() {
    aws.fail(START, Glue.CONCURRENT_RUNS.name(), "one at a time")
        .answer(START, "{'RunId': 'wr_1'}")
        .answer(GET, run("COMPLETED", ""));

    assertThat(aws.run(of(Glue.workflow("nightly")), "{}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void jobRunTakesOptions() {
    GlueJob job =
        Glue.job("transform")
            .arg("--day", "2001-01-03")
            .bookmarks(GlueJob.Bookmarks.DISABLE)
            .workers(GlueWorker.G_2X, 10)
            .runTimeout(Duration.ofHours(2))
            .flexible()
            .securityConfiguration(Text.deployed("GlueSecurity"))
            .queued()
            .notifyAfter(Duration.ofMinutes(30));

    assertThat(state(job, "work").object("Arguments").pretty())
        .isEqualTo(
            """
            {
              "JobName": "transform",
              "Arguments": {
                "--day": "2001-01-03",
                "--job-bookmark-option": "job-bookmark-disable"
              },
              "Timeout": 120,
              "WorkerType": "G.2X",
              "NumberOfWorkers": 10,
              "ExecutionClass": "FLEX",
              "SecurityConfiguration": "${GlueSecurity}",
              "JobRunQueuingEnabled": true,
              "NotificationProperty": {
                "NotifyDelayAfter": 30
              }
            }
            """);
  }

  @Test
  void taskOfAJobRunWaitsForTheQueueToo() {
    assertThat(state(Glue.job("transform"), "work").get("TimeoutSeconds"))
        .isEqualTo(Json.of(8 * 3600 + 900));
    assertThat(
            state(Glue.job("transform").runTimeout(Duration.ofHours(2)), "work")
                .get("TimeoutSeconds"))
        .isEqualTo(Json.of(2 * 3600 + 900));
  }

  @Test
  void jobRunWithoutOptionsLeavesThemToTheJob() {
    assertThat(state(Glue.job("transform"), "work").object("Arguments").compact())
        .isEqualTo("{\"JobName\":\"transform\"}");
  }

  @Test
  void bookmarksCanBeReadBetweenTwoRuns() {
    assertThat(
            state(Glue.job("t").bookmarksBetween(Text.of("jr_1"), Text.of("jr_2")), "work")
                .object("Arguments")
                .object("Arguments")
                .compact())
        .isEqualTo(
            "{\"--job-bookmark-option\":\"job-bookmark-pause\",\"--job-bookmark-from\":\"jr_1\","
                + "\"--job-bookmark-to\":\"jr_2\"}");
  }

  @Test
  void jobIsToldWhichPartitionsToRead() {
    aws.answer(JOB, "{'Id': 'jr', 'JobRunState': 'SUCCEEDED'}");

    aws.run(
        Workflow.named("one-task", Input.class)
            .flow(
                (flow, in) ->
                    flow.run(
                        "work",
                        Glue.job("transform")
                            .reading(
                                Glue.table("lake", "flights")
                                    .partition("day", in.text(Input::day))
                                    .partition("hour", Text.of("8"))))),
        JsonObject.of("day", Json.of("it's")));

    assertThat(aws.asked(JOB).get(0).object("Arguments").compact())
        .isEqualTo("{\"--push_down_predicate\":\"day = 'it''s' and hour = '8'\"}");
  }

  @Test
  void capacityAndClassOfAJobWithoutWorkers() {
    assertThat(
            state(Glue.job("t").maxCapacity(0.0625).dedicated(), "work")
                .object("Arguments")
                .compact())
        .isEqualTo("{\"JobName\":\"t\",\"MaxCapacity\":0.0625,\"ExecutionClass\":\"STANDARD\"}");
  }

  @Test
  void dataBrewJobIsWaitedFor() {
    aws.answer(BREW, "{'JobName': 'clean', 'RunId': 'db_1', 'State': 'SUCCEEDED'}");

    assertThat(aws.run(of(DataBrew.job("clean")), "{}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(BREW).get(0).compact()).isEqualTo("{\"Name\":\"clean\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "STOPPED", "TIMEOUT"})
  void dataBrewJobThatEndedBadlyWithoutFailingItsTaskFails(String state) {
    aws.answer(BREW, "{'RunId': 'db_1', 'State': '" + state + "', 'ErrorMessage': 'no access'}");

    Execution run = aws.run(of(DataBrew.job("clean")), "{}");

    assertThat(run.error()).contains(DataBrew.JOB_RUN_FAILED.name());
    assertThat(run.cause()).contains("step 'work' is in state " + state + ": no access");
  }

  @Test
  void dataBrewJobThatRunsAlreadyIsTriedLater() {
    aws.fail(BREW, DataBrew.CONFLICT.name(), "running")
        .answer(BREW, "{'RunId': 'db_1', 'State': 'SUCCEEDED', 'ExecutionTime': 7}");

    assertThat(aws.run(of(DataBrew.job("clean")), "{}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(BREW)).hasSize(2);
  }

  @Test
  void roleMayRunWhatIsNamedOnly() {
    String here = ":${AWS::Region}:${AWS::AccountId}:";
    assertThat(of(Glue.workflow("nightly")).compile().iam())
        .extracting(grant -> grant.permission().toString())
        .singleElement()
        .asString()
        .contains("glue:StartWorkflowRun, glue:GetWorkflowRun")
        .contains("arn:${AWS::Partition}:glue" + here + "workflow/nightly]");
    assertThat(of(DataBrew.job("clean")).compile().iam())
        .extracting(grant -> grant.permission().toString())
        .singleElement()
        .asString()
        .contains("databrew:StartJobRun, databrew:ListJobRuns, databrew:StopJobRun")
        .contains("arn:${AWS::Partition}:databrew" + here + "job/clean]");
  }
}
