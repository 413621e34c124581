package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The design's example, run. */
class FlightsRunTest {

  private static final String DAY = "{'day': '2001-01-03'}";

  private final Services services = new Services();

  @Test
  void runsToTheEnd() {
    Services aws = Services.working();

    Execution run = aws.run(FlightsDaily.workflow(), DAY);

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(Services.visited(run))
        .containsExactly(
            "flights-daily.input",
            "crawl-raw.before",
            "crawl-raw.free",
            "crawl-raw",
            "crawl-raw.wait",
            "crawl-raw.status",
            "crawl-raw.check",
            "plan",
            "transform",
            "transform-partition",
            "transform-partition.check",
            "transform.result",
            "check",
            "check.wait",
            "check.status",
            "check.check",
            "check.result",
            "good-enough",
            "copy",
            "copy.wait",
            "copy.status",
            "copy.check",
            "vacuum",
            "vacuum.wait",
            "vacuum.status",
            "vacuum.check",
            "analyze",
            "analyze.wait",
            "analyze.status",
            "analyze.check",
            "tell-success");
    assertThat(aws.asked("glue:startJobRun.sync"))
        .extracting(job -> job.object("Arguments").string("--path"))
        .containsExactly("hour=08", "hour=09");
    assertThat(aws.asked("aws-sdk:redshiftdata:executeStatement"))
        .extracting(statement -> statement.string("Sql"))
        .containsExactly(
            "COPY public.flights FROM 's3://curated/flights/day=2001-01-03' IAM_ROLE"
                + " '${CopyRoleArn}' FORMAT AS PARQUET",
            "VACUUM public.flights",
            "ANALYZE public.flights");
    assertThat(aws.asked("sns:publish"))
        .extracting(message -> message.string("Message"))
        .containsExactly("2 partitions");
  }

  @Test
  void submitsWithATokenOfItsOwnPerStep() {
    Services aws = Services.working();

    aws.run(FlightsDaily.workflow(), DAY);

    List<JsonObject> statements = aws.asked("aws-sdk:redshiftdata:executeStatement");
    assertThat(statements)
        .extracting(statement -> statement.string("ClientToken"))
        .doesNotHaveDuplicates()
        .allMatch(token -> token.matches("[0-9a-f]{64}"));
  }

  @Test
  void tellsAFailureAndFailsWithTheOriginalError() {
    services
        .fail("aws-sdk:glue:getCrawler", "Glue.EntityNotFoundException", "no flights_raw")
        .answer("sns:publish", "{'MessageId': 'm1'}");

    Execution run = services.run(FlightsDaily.workflow(), DAY);

    assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(run.error()).contains("Glue.EntityNotFoundException");
    assertThat(run.cause()).contains("no flights_raw");
    assertThat(services.asked("sns:publish"))
        .extracting(message -> message.string("Subject") + " | " + message.string("Message"))
        .containsExactly("flights-daily failed | Glue.EntityNotFoundException: no flights_raw");
  }

  @Test
  void keepsTheOriginalErrorWhenTellingItFails() {
    services
        .fail("aws-sdk:glue:getCrawler", "Glue.EntityNotFoundException", "no flights_raw")
        .fail("sns:publish", "SNS.NotFoundException", "no topic");

    Execution run = services.run(FlightsDaily.workflow(), DAY);

    assertThat(run.error()).contains("Glue.EntityNotFoundException");
    assertThat(run.cause()).contains("no flights_raw");
  }

  @Test
  void cutsTheMessageOfALongCause() {
    services
        .fail("aws-sdk:glue:getCrawler", "Glue.Long", "x".repeat(200_000))
        .answer("sns:publish", "{'MessageId': 'm1'}");

    services.run(FlightsDaily.workflow(), DAY);

    assertThat(services.asked("sns:publish").get(0).string("Message")).hasSize(60_000);
  }

  @Test
  void rejectsALowScoreLikeAFailure() {
    services
        .answer(
            "aws-sdk:glue:getCrawler",
            "{'Crawler': {'State': 'READY'}}",
            "{'Crawler': {'State': 'READY', 'LastCrawl': {'StartTime': 'b', 'Status':"
                + " 'SUCCEEDED'}}}")
        .answer("aws-sdk:glue:startCrawler", "{}")
        .answer("lambda:invoke", "{'Payload': {'partitions': []}}")
        .answer("aws-sdk:glue:startDataQualityRulesetEvaluationRun", "{'RunId': 'r'}")
        .answer(
            "aws-sdk:glue:getDataQualityRulesetEvaluationRun",
            "{'Status': 'SUCCEEDED', 'ResultIds': ['x']}")
        .answer(
            "aws-sdk:glue:getDataQualityResult",
            "{'ResultId': 'x', 'Score': 0.5, 'RuleResults': [{'Name': 'Rule_1', 'Result':"
                + " 'FAIL'}]}")
        .answer("sns:publish", "{'MessageId': 'm1'}");

    Execution run = services.run(FlightsDaily.workflow(), DAY);

    assertThat(run.error()).contains("DataQuality.TooLow");
    assertThat(run.cause()).contains("score below 0.95");
    assertThat(services.asked("sns:publish"))
        .extracting(message -> message.string("Message"))
        .containsExactly("DataQuality.TooLow: score below 0.95");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'_trigger': {'name': 'cron', 'time': '2001-01-03T07:00:00Z'}}
          {'_trigger': {'name': 's3', 'bucket': 'b', 'key': 'flights/day=2001-01-03/hour=08/f.csv', 'time': '2001-01-05T00:00:00Z'}}
          {'day': '2001-01-03'}
          """,
      quoteCharacter = '`')
  void makesTheInputFromWhateverStartsIt(String input) {
    Services aws = Services.working();

    Execution run = aws.run(FlightsDaily.workflow(), input);

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked("lambda:invoke").get(0).object("Payload").string("day"))
        .isEqualTo("2001-01-03");
  }
}
