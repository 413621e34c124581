package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.EmrContainers;
import dev.stepwell.dsl.EmrContainersJob;
import dev.stepwell.dsl.EmrServerless;
import dev.stepwell.dsl.EmrServerlessJob;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Text;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark without clusters of one's own: EMR Serverless and EMR on EKS. */
class EmrServerlessTest {

  private static final String SERVERLESS = "emr-serverless:startJobRun.sync";
  private static final String EKS = "emr-containers:startJobRun.sync";
  private static final Text ROLE = Text.deployed("SparkRoleArn");

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  private static EmrServerlessJob spark() {
    return EmrServerless.spark(Text.of("00f1"), ROLE, Text.of("s3://code/join.py"));
  }

  private static EmrContainersJob onEks() {
    return EmrContainers.spark(
        Text.of("v1"), ROLE, "emr-7.2.0-latest", Text.of("s3://code/join.py"));
  }

  @Test
  void sparkJobIsSubmittedWithItsConfiguration() {
    EmrServerlessJob job =
        spark()
            .name("join")
            .arg("2001-01-03")
            .arg(Num.of(4))
            .mainClass("com.acme.Join$Main")
            .conf("spark.executor.cores", Num.of(8))
            .conf("spark.app", Text.of("a b"))
            .logs(Text.of("s3://logs/"))
            .atMost(Duration.ofHours(2))
            .tag("team", "lake");

    assertThat(OneTask.state(job).object("Arguments").pretty())
        .isEqualTo(
            """
            {
              "ApplicationId": "00f1",
              "ExecutionRoleArn": "${SparkRoleArn}",
              "JobDriver": {
                "SparkSubmit": {
                  "EntryPoint": "s3://code/join.py",
                  "EntryPointArguments": [
                    "2001-01-03",
                    "{% $string(4) %}"
                  ],
                  "SparkSubmitParameters": "--class com.acme.Join$Main"
                }
              },
              "Name": "join",
              "ConfigurationOverrides": {
                "MonitoringConfiguration": {
                  "S3MonitoringConfiguration": {
                    "LogUri": "s3://logs/"
                  }
                },
                "ApplicationConfiguration": [
                  {
                    "Classification": "spark-defaults",
                    "Properties": {
                      "spark.executor.cores": "{% $string(8) %}",
                      "spark.app": "a b"
                    }
                  }
                ]
              },
              "ExecutionTimeoutMinutes": 120,
              "Tags": {
                "team": "lake"
              }
            }
            """);
    assertThat(OneTask.state(job).get("TimeoutSeconds")).isEqualTo(Json.of(2 * 3600 + 900));
  }

  @Test
  void hiveQueryIsSubmitted() {
    assertThat(
            OneTask.state(EmrServerless.hive(Text.of("00f1"), ROLE, Text.of("s3://code/join.sql")))
                .object("Arguments")
                .object("JobDriver")
                .compact())
        .isEqualTo("{\"Hive\":{\"Query\":\"s3://code/join.sql\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'JobRun': {'JobRunId': 'r1', 'State': 'SUCCESS', 'TotalExecutionDurationSeconds': 7}}",
        "{'JobRunId': 'r1', 'State': 'SUCCESS', 'TotalExecutionDurationSeconds': 7}",
      },
      quoteCharacter = '#')
  void resultIsFoundWhereverItIs(String result) {
    aws.answer(SERVERLESS, result);

    aws.run(
        OneTask.telling(
            spark(),
            run ->
                run.jobRunId().plus(" ").plus(run.state()).plus(" ").plus(run.executionSeconds())),
        "{}");

    assertThat(aws.asked("sns:publish").get(0).string("Message")).isEqualTo("r1 SUCCESS 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "CANCELLED", "CANCELLING"})
  void serverlessRunThatEndedBadlyWithoutFailingItsTaskFails(String state) {
    aws.answer(
        SERVERLESS, "{'JobRun': {'State': '" + state + "', 'StateDetails': 'out of memory'}}");

    Execution run = aws.run(OneTask.of(spark()), "{}");

    assertThat(run.error()).contains(EmrServerless.JOB_RUN_FAILED.name());
    assertThat(run.cause()).contains("step 'work' is in state " + state + ": out of memory");
  }

  @Test
  void stateUnheardOfFails() {
    aws.answer(SERVERLESS, "{'JobRun': {'State': 'PARKED'}}");

    assertThat(aws.run(OneTask.of(spark()), "{}").error())
        .contains("EmrServerless.JobRunStatusUnknown");
  }

  @Test
  void applicationIsStartedAndStopped() {
    aws.answer("emr-serverless:startApplication.sync", "{'Application': {'State': 'STARTED'}}")
        .answer("emr-serverless:stopApplication.sync", "{'Application': {'State': 'STARTED'}}");

    assertThat(aws.run(OneTask.of(EmrServerless.start(Text.of("00f1"))), "{}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.run(OneTask.of(EmrServerless.stop(Text.of("00f1"))), "{}").error())
        .contains(EmrServerless.APPLICATION_FAILED.name());
  }

  @Test
  void jobOnEksIsSubmitted() {
    aws.answer(EKS, "{'Id': 'r2', 'State': 'COMPLETED'}");

    aws.run(
        OneTask.telling(
            onEks().name("join").arg("x").conf("spark.executor.instances", Text.of("2")),
            run -> run.jobRunId().plus(" ").plus(run.state())),
        "{}");

    assertThat(aws.asked(EKS).get(0).pretty())
        .isEqualTo(
            """
            {
              "VirtualClusterId": "v1",
              "ExecutionRoleArn": "${SparkRoleArn}",
              "ReleaseLabel": "emr-7.2.0-latest",
              "JobDriver": {
                "SparkSubmitJobDriver": {
                  "EntryPoint": "s3://code/join.py",
                  "EntryPointArguments": [
                    "x"
                  ]
                }
              },
              "Name": "join",
              "ConfigurationOverrides": {
                "ApplicationConfiguration": [
                  {
                    "Classification": "spark-defaults",
                    "Properties": {
                      "spark.executor.instances": "2"
                    }
                  }
                ]
              }
            }
            """);
    assertThat(aws.asked("sns:publish").get(0).string("Message")).isEqualTo("r2 COMPLETED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "CANCELLED", "CANCEL_PENDING"})
  void jobOnEksThatEndedBadlyWithoutFailingItsTaskFails(String state) {
    aws.answer(
        EKS, "{'JobRun': {'State': '" + state + "', 'FailureReason': 'CLUSTER_UNAVAILABLE'}}");

    Execution run = aws.run(OneTask.of(onEks()), "{}");

    assertThat(run.error()).contains(EmrContainers.JOB_RUN_FAILED.name());
    assertThat(run.cause()).contains("step 'work' is in state " + state + ": CLUSTER_UNAVAILABLE");
  }

  @Test
  void permissions() {
    assertThat(OneTask.permissions(spark()))
        .containsExactly(
            "emr-serverless:StartJobRun on arn:P:emr-serverless:R:A:/applications/00f1",
            "emr-serverless:GetJobRun,emr-serverless:CancelJobRun on"
                + " arn:P:emr-serverless:R:A:/applications/00f1/jobruns/*",
            "iam:PassRole on ${SparkRoleArn} if iam:PassedToService is"
                + " emr-serverless.amazonaws.com",
            "events:PutTargets,events:PutRule,events:DescribeRule on"
                + " arn:P:events:R:A:rule/StepFunctionsGetEventsForEMRServerlessJobRule");
    assertThat(OneTask.permissions(EmrServerless.start(Text.of("00f1"))))
        .containsExactly(
            "emr-serverless:StartApplication,emr-serverless:GetApplication on"
                + " arn:P:emr-serverless:R:A:/applications/00f1",
            "events:PutTargets,events:PutRule,events:DescribeRule on"
                + " arn:P:events:R:A:rule/StepFunctionsGetEventsForEMRServerlessApplicationRule");
    assertThat(OneTask.permissions(onEks()))
        .containsExactly(
            "emr-containers:StartJobRun on arn:P:emr-containers:R:A:/virtualclusters/v1 if"
                + " emr-containers:ExecutionRoleArn is ${SparkRoleArn}",
            "emr-containers:DescribeJobRun,emr-containers:CancelJobRun on"
                + " arn:P:emr-containers:R:A:/virtualclusters/v1/jobruns/*");
  }

  @Test
  void argumentOfAHiveJob() {
    assertSaid(
        () -> EmrServerless.hive(Text.of("00f1"), ROLE, Text.of("s3://q")).arg("x"),
        "a Hive job of EMR Serverless is given an argument, which only Spark jobs have; write it"
            + " into the query's file");
  }

  @Test
  void applicationByItsName() {
    assertSaid(
        () -> EmrServerless.spark(Text.of("My-App"), ROLE, Text.of("s3://x")),
        "the application of the EMR Serverless job is 'My-App', but it is an id of small letters"
            + " and digits; take it from the application, its name will not do");
  }

  @Test
  void mainClassWithOptions() {
    assertSaid(
        () -> spark().mainClass("Join --conf a=b"),
        "the main class of the EMR Serverless job is 'Join --conf a=b', but it is the full name of"
            + " a class, such as com.acme.Join; other options go in as conf(..)");
  }

  @Test
  void timeInSeconds() {
    assertSaid(
        () -> spark().atMost(Duration.ofSeconds(90)),
        "the time of the EMR Serverless job is PT1M30S, but it is 1 to 10080 whole minutes; choose"
            + " such a time");
  }

  @Test
  void nameOfAJobOnEks() {
    assertSaid(
        () -> onEks().name("two words"),
        "the name of the EMR on EKS job is 'two words', but it has 1 to 64 letters, digits and . -"
            + " _ / #; rename it");
  }
}
