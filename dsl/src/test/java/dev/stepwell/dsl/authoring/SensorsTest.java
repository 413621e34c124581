package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Day;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.S3Sensor;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.SqlSensor;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Wait;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.WorkflowSensor;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sensors ask, what they take for an answer, and when they give up. */
class SensorsTest {

  record Input(LocalDate day) {}

  private static final String LIST = "aws-sdk:s3:listObjectsV2";
  private static final String RUNS = "aws-sdk:sfn:listExecutions";
  private static final String RUN = "aws-sdk:sfn:describeExecution";
  private static final String ROWS = "aws-sdk:redshiftdata:getStatementResult";
  private static final Redshift DW = Redshift.serverless("analytics", "dw");
  private static final Text BUCKET = Text.of("landing");

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  private static <O> Workflow<Input> telling(Task<O> task, Function<O, Text> what) {
    return Workflow.named("waiting", Input.class)
        .flow(
            (flow, in) -> {
              O output = flow.run("sense", task).output();
              flow.run("tell", Sns.publish(Text.of("t"), "done", what.apply(output)));
            });
  }

  private static Workflow<Input> only(Task<?> task) {
    return Workflow.named("waiting", Input.class).flow((flow, in) -> flow.run("sense", task));
  }

  private String told() {
    return aws.asked("sns:publish").get(0).string("Message");
  }

  private static Duration length(Execution run) {
    return Duration.between(run.startTime(), run.stopTime().orElseThrow());
  }

  @Test
  void keyIsAwaitedAndNoLongerOneTakenForIt() {
    aws.answer(
        LIST,
        "{'KeyCount': 0}",
        "{'KeyCount': 1, 'Contents': [{'Key': 'day/_SUCCESS.tmp', 'Size': 1, 'LastModified':"
            + " '2026-01-01T00:00:00.000Z'}]}",
        "{'KeyCount': 1, 'Contents': [{'Key': 'day/_SUCCESS', 'Size': 7, 'LastModified':"
            + " '2026-01-01T00:00:00.000Z'}]}");

    Execution run =
        aws.run(
            telling(
                S3Sensor.key(BUCKET, Text.of("day/_SUCCESS")),
                found -> found.key().plus(" ").plus(found.size())),
            "{}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(told()).isEqualTo("day/_SUCCESS 7");
    assertThat(aws.asked(LIST).get(0).compact())
        .isEqualTo("{\"Bucket\":\"landing\",\"Prefix\":\"day/_SUCCESS\",\"MaxKeys\":1}");
    assertThat(length(run)).isEqualTo(Duration.ofSeconds(30 + 60));
  }

  @Test
  void keyThatNeverComesTimesOut() {
    aws.answer(LIST, "{'KeyCount': 0}");

    Execution run =
        aws.run(
            only(
                S3Sensor.key(BUCKET, Text.of("k"))
                    .every(Duration.ofMinutes(5))
                    .timeout(Duration.ofHours(1))),
            "{}");

    assertThat(run.error()).contains(S3Sensor.KEY_TIMED_OUT.name());
    assertThat(aws.asked(LIST)).hasSize(13);
  }

  @Test
  void anyKeyBelowAPrefixIsEnough() {
    aws.answer(LIST, "{'KeyCount': 0}", "{'KeyCount': 1, 'Contents': [{'Key': 'in/b.csv'}]}");

    aws.run(telling(S3Sensor.anyBelow(BUCKET, Text.of("in/")), S3Sensor.Found::key), "{}");

    assertThat(told()).isEqualTo("in/b.csv");
  }

  private static String listing(String... etags) {
    StringBuilder out = new StringBuilder("{'IsTruncated': false, 'Contents': [");
    for (int i = 0; i < etags.length; i++) {
      out.append(i == 0 ? "" : ", ")
          .append("{'Key': 'k" + i + "', 'ETag': '" + etags[i] + "', 'Size': 10}");
    }
    return out.append("]}").toString();
  }

  @Test
  void prefixIsAwaitedUntilNothingHasChangedForLongEnough() {
    aws.answer(
        LIST,
        listing("a"),
        listing("a", "b"), // one more, after a minute
        listing("a", "b"),
        listing("a", "c"), // written again
        listing("a", "c"),
        listing("a", "c"));

    Execution run =
        aws.run(
            telling(
                S3Sensor.unchanged(BUCKET, Text.of("in/"), Duration.ofMinutes(2), 1)
                    .every(Duration.ofMinutes(1)),
                settled -> settled.count().text().plus(" ").plus(settled.bytes())),
            "{}");

    assertThat(told()).isEqualTo("2 20");
    assertThat(aws.asked(LIST)).hasSize(6);
    assertThat(length(run)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void prefixWithTooFewObjectsIsNotAtRest() {
    aws.answer(LIST, "{'IsTruncated': false}", listing("a"), listing("a", "b"));

    Execution run =
        aws.run(
            only(
                S3Sensor.unchanged(BUCKET, Text.of("in/"), Duration.ofMinutes(1), 2)
                    .every(Duration.ofMinutes(1))),
            "{}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(LIST)).hasSize(4);
  }

  @Test
  void prefixWithMoreThanOneListingFails() {
    aws.answer(LIST, "{'IsTruncated': true, 'Contents': [{'Key': 'k', 'ETag': 'e', 'Size': 1}]}");

    Execution run =
        aws.run(only(S3Sensor.unchanged(BUCKET, Text.of("in/"), Duration.ofMinutes(1), 1)), "{}");

    assertThat(run.error()).contains(S3Sensor.PREFIX_FAILED.name());
    assertThat(run.cause().orElseThrow()).contains("finds more than 200 objects");
  }

  @ParameterizedTest
  @CsvSource({
    "{'LongValue': 0}, false",
    "{'LongValue': 3}, true",
    "{'DoubleValue': 0.0}, false",
    "{'DoubleValue': 0.5}, true",
    "{'BooleanValue': false}, false",
    "{'BooleanValue': true}, true",
    "{'StringValue': ''}, false",
    "{'StringValue': '0.00'}, false",
    "{'StringValue': 'x'}, true",
    "{'IsNull': true}, false",
  })
  void firstCellOfRedshiftDecides(String cell, boolean found) {
    String json = cell.replace('`', '\'');
    aws.answer("aws-sdk:redshiftdata:executeStatement", "{'Id': 's'}")
        .answer("aws-sdk:redshiftdata:describeStatement", "{'Status': 'FINISHED'}")
        .answer(ROWS, "{'Records': [[" + json + "]]}", "{'Records': [[{'LongValue': 1}]]}");

    Execution run = aws.run(only(SqlSensor.redshift(DW, "SELECT 1")), "{}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(ROWS)).hasSize(found ? 1 : 2);
  }

  @Test
  void queryOfARedshiftSensorIsOneRowAndSubmittedAnew() {
    aws.answer("aws-sdk:redshiftdata:executeStatement", "{'Id': 's1'}", "{'Id': 's2'}")
        .answer("aws-sdk:redshiftdata:describeStatement", "{'Status': 'FINISHED'}")
        .answer(ROWS, "{'Records': []}", "{'Records': [[{'StringValue': 'yes'}]]}");
    Workflow<Input> workflow =
        Workflow.named("waiting", Input.class)
            .flow(
                (flow, in) -> {
                  var found =
                      flow.run(
                          "sense",
                          SqlSensor.redshift(
                              DW,
                              "SELECT 'yes' FROM t WHERE day = :day;",
                              Map.of("day", in.day(Input::day))));
                  flow.run("tell", Sns.publish(Text.of("t"), "x", found.output().value()));
                });

    aws.run(workflow, "{'day': '2026-01-02'}");

    assertThat(told()).isEqualTo("yes");
    var submitted = aws.asked("aws-sdk:redshiftdata:executeStatement");
    assertThat(submitted.get(0).without("ClientToken").compact())
        .isEqualTo(
            "{\"WorkgroupName\":\"analytics\",\"Database\":\"dw\",\"Sql\":\"SELECT * FROM (SELECT"
                + " 'yes' FROM t WHERE day = :day\\n) AS sensed LIMIT 1\",\"Parameters\":[{\"Name\":"
                + "\"day\",\"Value\":\"2026-01-02\"}]}");
    assertThat(submitted.get(0).string("ClientToken"))
        .isNotEqualTo(submitted.get(1).string("ClientToken"));
    assertThat(aws.asked(ROWS).get(1).compact()).isEqualTo("{\"Id\":\"s2\"}");
  }

  @ParameterizedTest
  @CsvSource({"3, true", "0, false", "false, false", "true, true", "'', false"})
  void firstCellOfAthenaDecides(String cell, boolean found) {
    String rows = "{'ResultSet': {'Rows': [{'Data': [{'VarCharValue': 'count'}]}%s]}}";
    aws.answer(
            "athena:startQueryExecution.sync",
            "{'QueryExecution': {'QueryExecutionId': 'q', 'Status': {'State': 'SUCCEEDED'}}}")
        .answer(
            "athena:getQueryResults",
            rows.formatted(", {'Data': [{'VarCharValue': '" + cell + "'}]}"),
            rows.formatted(""),
            rows.formatted(", {'Data': [{}]}"),
            rows.formatted(", {'Data': [{'VarCharValue': '1'}]}"));

    Execution run =
        aws.run(only(SqlSensor.athena("primary", "lake", "SELECT count(*) FROM t")), "{}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked("athena:getQueryResults")).hasSize(found ? 1 : 4);
    assertThat(aws.asked("athena:getQueryResults").get(0).compact())
        .isEqualTo("{\"QueryExecutionId\":\"q\",\"MaxResults\":2}");
  }

  @Test
  void executionOfAnotherWorkflowIsAwaitedByItsName() {
    aws.fail(RUN, "Sfn.ExecutionDoesNotExistException", "not yet")
        .answer(
            RUN,
            "{'ExecutionArn': 'arn:run', 'Name': 'daily-2026-01-02', 'Status': 'RUNNING'}",
            "{'ExecutionArn': 'arn:run', 'Name': 'daily-2026-01-02', 'Status': 'PENDING_REDRIVE'}",
            "{'ExecutionArn': 'arn:run', 'Name': 'daily-2026-01-02', 'Status': 'SUCCEEDED'}");
    Workflow<Input> workflow =
        Workflow.named("waiting", Input.class)
            .flow(
                (flow, in) ->
                    flow.run(
                        "sense",
                        WorkflowSensor.execution(
                            "flights-daily", Text.of("daily-").plus(in.day(Input::day)))));

    assertThat(aws.run(workflow, "{'day': '2026-01-02'}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(RUN)).hasSize(4);
    assertThat(aws.asked(RUN).get(0).compact())
        .isEqualTo(
            "{\"ExecutionArn\":\"${FlightsDailyStateMachineArn}:daily-2026-01-02\","
                + "\"IncludedData\":\"METADATA_ONLY\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "TIMED_OUT", "ABORTED"})
  void executionThatEndsBadlyFailsTheSensor(String status) {
    aws.answer(RUN, "{'ExecutionArn': 'arn:run', 'Name': 'n', 'Status': '" + status + "'}");

    Execution run = aws.run(only(WorkflowSensor.execution("daily", Text.of("n"))), "{}");

    assertThat(run.error()).contains(WorkflowSensor.FAILED.name());
    assertThat(run.cause().orElseThrow())
        .contains("sensor 'sense' waits for an execution of 'daily' that is " + status);
  }

  private static String executions(String... namesAndStates) {
    StringBuilder out = new StringBuilder("{'Executions': [");
    for (int i = 0; i < namesAndStates.length; i += 3) {
      out.append(i == 0 ? "" : ", ")
          .append(
              "{'ExecutionArn': 'arn:%s', 'Name': '%s', 'Status': '%s', 'StartDate': '%s'}"
                  .formatted(
                      namesAndStates[i],
                      namesAndStates[i],
                      namesAndStates[i + 1],
                      namesAndStates[i + 2]));
    }
    return out.append("]}").toString();
  }

  @Test
  void newestExecutionOfADayStandsForTheOlderOnes() {
    aws.answer(
        RUNS,
        executions(),
        executions("c", "SUCCEEDED", "2026-01-03T00:00:00.000Z"),
        executions(
            "c",
            "RUNNING",
            "2026-01-03T00:00:00.000Z",
            "b",
            "RUNNING",
            "2026-01-02T09:00:00.000Z",
            "a",
            "FAILED",
            "2026-01-02T08:00:00.000Z"),
        executions(
            "c",
            "FAILED",
            "2026-01-03T00:00:00.000Z",
            "b",
            "SUCCEEDED",
            "2026-01-02T09:00:00.000Z",
            "a",
            "FAILED",
            "2026-01-02T08:00:00.000Z"));

    aws.run(
        telling(
            WorkflowSensor.newestOf("daily", Day.of(LocalDate.parse("2026-01-02"))),
            WorkflowSensor.Succeeded::name),
        "{}");

    assertThat(told()).isEqualTo("b");
    assertThat(aws.asked(RUNS)).hasSize(4);
  }

  @Test
  void newestExecutionWithANameIsAwaited() {
    aws.answer(
        RUNS,
        executions(
            "other",
            "SUCCEEDED",
            "2026-01-03T00:00:00.000Z",
            "day-1-r2",
            "SUCCEEDED",
            "2026-01-02T09:00:00.000Z",
            "day-1",
            "FAILED",
            "2026-01-02T08:00:00.000Z"));

    aws.run(
        telling(
            WorkflowSensor.newestNamed("daily", Text.of("day-1")), WorkflowSensor.Succeeded::arn),
        "{}");

    assertThat(told()).isEqualTo("arn:day-1-r2");
  }

  @Test
  void waitsEndAtTheirInstant() {
    Workflow<Input> workflow =
        Workflow.named("waiting", Input.class)
            .flow(
                (flow, in) -> {
                  flow.run(
                      "till-seven",
                      Wait.until(in.day(Input::day), LocalTime.of(7, 0), "America/New_York"));
                  flow.run("a-bit", Wait.of(Duration.ofMinutes(5)));
                  flow.run("over", Wait.until(in.day(Input::day), LocalTime.of(6, 0), "UTC"));
                });

    // The virtual clock starts with 2026.
    Execution run = aws.run(workflow, "{'day': '2026-01-02'}");

    assertThat(run.stopTime()).contains(java.time.Instant.parse("2026-01-02T12:05:00Z"));
  }

  @Test
  void waitForATimeOfTodayIsForThatOfTheZone() {
    Execution run = aws.run(only(Wait.untilToday(LocalTime.of(23, 0), "America/New_York")), "{}");

    // In New York it is still New Year's Eve.
    assertThat(run.stopTime()).contains(java.time.Instant.parse("2026-01-01T04:00:00Z"));
  }

  @Test
  void sensorsNeedWhatTheyAskForAndNoMore() {
    assertThat(
            only(S3Sensor.key(BUCKET, Text.of("k"))).compile().iam().stream()
                .map(grant -> grant.actions() + " on " + grant.resources()))
        .containsExactly("[s3:ListBucket] on [arn:${AWS::Partition}:s3:::landing]");
    assertThat(
            only(WorkflowSensor.newestNamed("daily", Text.of("x"))).compile().iam().stream()
                .map(grant -> grant.actions() + " on " + grant.resources()))
        .containsExactly("[states:ListExecutions] on [${DailyStateMachineArn}]");
  }

  @Test
  void defaultPaceOfEverySensorFitsIntoAHistory() {
    for (Task<?> sensor :
        new Task<?>[] {
          S3Sensor.key(BUCKET, Text.of("k")),
          S3Sensor.unchanged(BUCKET, Text.of("k"), Duration.ofMinutes(10), 1),
          SqlSensor.redshift(DW, "SELECT 1"),
          SqlSensor.athena("primary", "lake", "SELECT 1"),
          WorkflowSensor.execution("daily", Text.of("n")),
        }) {
      assertThat(only(sensor).compile().estimates().events().most().orElseThrow())
          .isBetween(1_000L, 24_000L);
    }
  }

  @Test
  void sensorWhoseWaitsGetShorter() {
    assertSaid(
        () ->
            S3Sensor.key(BUCKET, Text.of("k"))
                .backingOff(Duration.ofMinutes(5), Duration.ofMinutes(1)),
        "the longest wait of a sensor, PT1M, is shorter than its first, PT5M; exchange them");
  }

  @Test
  void statementThatIsNoQuery() {
    assertSaid(
        () -> SqlSensor.redshift(DW, "DELETE FROM t"),
        "a SQL sensor asks again and again, so its statement must be one SELECT or WITH, but this"
            + " is: DELETE FROM t");
  }

  @Test
  void parameterThatNoQueryUses() {
    assertSaid(
        () -> SqlSensor.redshift(DW, "SELECT 1", Map.of("day", Text.of("x"))),
        "no statement uses the parameter :day; Redshift refuses parameters that are not used, write"
            + " :day where the value belongs");
  }

  @Test
  void moreObjectsThanAListingHolds() {
    assertSaid(
        () -> S3Sensor.unchanged(BUCKET, Text.of("k"), Duration.ofMinutes(1), 500),
        "a sensor of an S3 prefix waits for 1 to 200 objects, but this one for 500; wait for a"
            + " marker object with key(..) instead");
  }

  @Test
  void zoneThatKeepsNoRule() {
    assertSaid(
        () -> Wait.untilToday(LocalTime.NOON, "Africa/Casablanca"),
        "the zone of a wait: Africa/Casablanca moves its clocks by no rule that is the same every"
            + " year; use a zone that does, or an offset such as +01:00");
  }

  @Test
  void waitWithATimeout() {
    assertSaid(
        () -> Wait.of(Duration.ofMinutes(1)).timeout(Duration.ofMinutes(2)),
        "a wait cannot have a time-out; say when the wait ends");
  }
}
