package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the polling loops do with every answer a service can give. */
class TaskLoopsTest {

  record Input(LocalDate day) {}

  private static final String GET = "aws-sdk:glue:getCrawler";
  private static final String START = "aws-sdk:glue:startCrawler";
  private static final String DESCRIBE = "aws-sdk:redshiftdata:describeStatement";
  private static final Redshift DW = Redshift.serverless("analytics", "dw");

  private final Services aws =
      new Services()
          .answer("aws-sdk:redshiftdata:executeStatement", "{'Id': 's1'}")
          .answer("aws-sdk:redshiftdata:batchExecuteStatement", "{'Id': 's1'}");

  private static Workflow<Input> of(Task<?> task) {
    return Workflow.named("one-task", Input.class).flow((flow, in) -> flow.run("work", task));
  }

  private static String crawler(String state, String started, String ended) {
    return "{'Crawler': {'State': '"
        + state
        + "', 'LastCrawl': {'StartTime': '"
        + started
        + "', 'Status': '"
        + ended
        + "', 'ErrorMessage': 'no access'}}}";
  }

  @Test
  void crawlerThatHasNeverRunIsAwaited() {
    aws.answer(START, "{}")
        .answer(
            GET,
            "{'Crawler': {'State': 'READY'}}",
            "{'Crawler': {'State': 'RUNNING'}}",
            "{'Crawler': {'State': 'STOPPING'}}",
            crawler("READY", "2026-01-01T00:00:10Z", "SUCCEEDED"));

    assertThat(aws.run(of(Glue.crawler("raw")), "{}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(GET)).hasSize(4);
  }

  @Test
  void crawlerThatStillShowsTheLastCrawlIsAskedAgain() {
    aws.answer(START, "{}")
        .answer(
            GET,
            crawler("READY", "yesterday", "SUCCEEDED"),
            crawler("READY", "yesterday", "SUCCEEDED"),
            crawler("READY", "yesterday", "SUCCEEDED"),
            crawler("READY", "today", "SUCCEEDED"));

    assertThat(aws.run(of(Glue.crawler("raw")), "{}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(GET)).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "CANCELLED"})
  void crawlThatEndsBadlyFails(String ended) {
    aws.answer(START, "{}")
        .answer(GET, crawler("READY", "yesterday", "SUCCEEDED"), crawler("READY", "today", ended));

    Execution run = aws.run(of(Glue.crawler("raw")), "{}");

    assertThat(run.error()).contains(Glue.CRAWL_FAILED.name());
    assertThat(run.cause())
        .contains("step 'work' is in state READY, last run " + ended + ": no access");
  }

  @Test
  void crawlOfSomebodyElseIsWaitedForAndNotJoined() {
    aws.answer(START, "{}")
        .answer(
            GET,
            crawler("RUNNING", "yesterday", "SUCCEEDED"),
            crawler("READY", "theirs", "SUCCEEDED"),
            crawler("READY", "theirs", "SUCCEEDED"),
            crawler("READY", "ours", "SUCCEEDED"));

    assertThat(aws.run(of(Glue.crawler("raw")), "{}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(GET)).hasSize(4);
    assertThat(aws.asked(START)).hasSize(1);
  }

  @Test
  void crawlerThatSomebodyElseStartsInBetweenIsWaitedFor() {
    aws.fail(START, Glue.CRAWLER_RUNNING.name(), "raced")
        .answer(START, "{}")
        .answer(
            GET,
            crawler("READY", "yesterday", "SUCCEEDED"),
            crawler("READY", "theirs", "SUCCEEDED"),
            crawler("READY", "ours", "SUCCEEDED"));

    assertThat(aws.run(of(Glue.crawler("raw")), "{}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(START)).hasSize(2);
  }

  @Test
  void crawlerThatNeverEndsTimesOut() {
    aws.answer(START, "{}")
        .answer(
            GET,
            crawler("READY", "yesterday", "SUCCEEDED"),
            crawler("RUNNING", "yesterday", "SUCCEEDED"));

    Execution run = aws.run(of(Glue.crawler("raw").timeout(Duration.ofMinutes(10))), "{}");

    assertThat(run.error()).contains(Glue.CRAWL_TIMED_OUT.name());
    assertThat(Duration.between(run.startTime(), run.stopTime().orElseThrow()))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
  }

  @Test
  void crawlerThatIsNeverFreeTimesOut() {
    aws.answer(START, "{}").answer(GET, crawler("RUNNING", "yesterday", "SUCCEEDED"));

    Execution run = aws.run(of(Glue.crawler("raw").timeout(Duration.ofMinutes(10))), "{}");

    assertThat(run.error()).contains(Glue.CRAWL_TIMED_OUT.name());
    assertThat(aws.asked(START)).isEmpty();
  }

  @Test
  void crawlerThatSomebodyElseAlwaysStartsFirstTimesOut() {
    aws.fail(START, Glue.CRAWLER_RUNNING.name(), "raced")
        .answer(GET, crawler("READY", "yesterday", "SUCCEEDED"));

    Execution run = aws.run(of(Glue.crawler("raw").timeout(Duration.ofMinutes(10))), "{}");

    assertThat(run.error()).contains("Glue.CrawlTimedOut");
  }

  @Test
  void stateOfACrawlerUnheardOfFails() {
    aws.answer(START, "{}")
        .answer(
            GET,
            crawler("READY", "yesterday", "SUCCEEDED"),
            crawler("PAUSED", "yesterday", "SUCCEEDED"));

    assertThat(aws.run(of(Glue.crawler("raw")), "{}").error()).contains("Glue.CrawlStatusUnknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "ABORTED"})
  void statementThatEndsBadlyFails(String status) {
    aws.answer(DESCRIBE, "{'Status': '" + status + "', 'Error': 'relation does not exist'}");

    Execution run = aws.run(of(DW.sql("SELECT 1")), "{}");

    assertThat(run.error()).contains(Redshift.STATEMENT_FAILED.name());
    assertThat(run.cause())
        .contains("step 'work' is in state " + status + ": relation does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUBMITTED", "PICKED", "STARTED"})
  void statementThatNeverEndsTimesOut(String status) {
    aws.answer(DESCRIBE, "{'Status': '" + status + "'}");

    Execution run = aws.run(of(DW.sql("SELECT 1").timeout(Duration.ofHours(1))), "{}");

    assertThat(run.error()).contains(Redshift.STATEMENT_TIMED_OUT.name());
    assertThat(Duration.between(run.startTime(), run.stopTime().orElseThrow()))
        .isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
  }

  @Test
  void statusOfAStatementUnheardOfFails() {
    aws.answer(DESCRIBE, "{'Status': 'PARKED'}");

    assertThat(aws.run(of(DW.sql("SELECT 1")), "{}").error())
        .contains("Redshift.StatementStatusUnknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "ERROR", "TIMEOUT", "STOPPED", "EXPIRED"})
  void jobRunThatEndedBadlyWithoutFailingItsTaskFails(String state) {
    aws.answer(
        "glue:startJobRun.sync",
        "{'Id': 'jr', 'JobRunState': '" + state + "', 'ErrorMessage': 'stopped by hand'}");

    Execution run = aws.run(of(Glue.job("transform")), "{}");

    assertThat(run.error()).contains(Glue.JOB_RUN_FAILED.name());
    assertThat(run.cause()).contains("step 'work' is in state " + state + ": stopped by hand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "STOPPED", "TIMEOUT"})
  void qualityRunThatEndsBadlyFails(String status) {
    aws.answer("aws-sdk:glue:startDataQualityRulesetEvaluationRun", "{'RunId': 'r'}")
        .answer(
            "aws-sdk:glue:getDataQualityRulesetEvaluationRun",
            "{'Status': '" + status + "', 'ErrorString': 'no such table'}");

    Execution run = aws.run(of(Glue.dataQuality("rules", "lake", "flights")), "{}");

    assertThat(run.error()).contains(Glue.QUALITY_RUN_FAILED.name());
    assertThat(run.cause()).contains("step 'work' is in state " + status + ": no such table");
  }

  @Test
  void replacingLoadsIntoAStageAndSwapsInOneTransaction() {
    aws.answer(DESCRIBE, "{'Status': 'FINISHED', 'ResultRows': 3}");
    Workflow<Input> workflow =
        Workflow.named("load", Input.class)
            .flow(
                (flow, in) ->
                    flow.run(
                        "copy",
                        DW.copy("public.flights")
                            .from(
                                Text.of("s3://")
                                    .plus(Text.deployed("LakeBucket"))
                                    .plus("/flights/day=")
                                    .plus(in.day(Input::day))
                                    .plus("/"))
                            .iamRole(Text.deployed("CopyRoleArn"))
                            .parquet()
                            .replacing("flight_date", in.day(Input::day))));

    aws.run(workflow, "{'day': '2001-01-03'}");

    assertThat(
            aws.asked("aws-sdk:redshiftdata:batchExecuteStatement")
                .get(0)
                .without("ClientToken")
                .pretty())
        .isEqualTo(
            """
            {
              "WorkgroupName": "analytics",
              "Database": "dw",
              "Sqls": [
                "LOCK public.flights",
                "CREATE TEMP TABLE flights_stage (LIKE public.flights)",
                "COPY flights_stage FROM 's3://${LakeBucket}/flights/day=2001-01-03/' IAM_ROLE '${CopyRoleArn}' FORMAT AS PARQUET",
                "DELETE FROM public.flights WHERE flight_date = CAST(:flight_date AS date)",
                "INSERT INTO public.flights SELECT * FROM flights_stage",
                "DROP TABLE flights_stage"
              ],
              "Parameters": [
                {
                  "Name": "flight_date",
                  "Value": "2001-01-03"
                }
              ]
            }
            """);
  }

  @Test
  void valuesInSqlCannotLeaveTheirQuotes() {
    aws.answer(DESCRIBE, "{'Status': 'FINISHED'}");
    Workflow<Input> workflow =
        Workflow.named("load", Input.class)
            .flow(
                (flow, in) ->
                    flow.run(
                        "copy",
                        DW.copy("flights")
                            .from(in.day(Input::day).text())
                            .iamRole(Text.of("arn:aws:iam::1:role/o'hare"))
                            .csvWithHeader()));

    aws.run(workflow, JsonObject.of("day", Json.of("x'; DROP TABLE flights; -- \\")));

    assertThat(aws.asked("aws-sdk:redshiftdata:executeStatement").get(0).string("Sql"))
        .isEqualTo(
            "COPY flights FROM 'x''; DROP TABLE flights; -- \\\\' IAM_ROLE"
                + " 'arn:aws:iam::1:role/o''hare' FORMAT AS CSV IGNOREHEADER 1");
  }
}
