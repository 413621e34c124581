package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Batch;
import dev.stepwell.dsl.BatchJob;
import dev.stepwell.dsl.CodeBuild;
import dev.stepwell.dsl.Ecs;
import dev.stepwell.dsl.EcsTask;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Text;
import dev.stepwell.engine.Execution;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that run to their end: Batch, ECS and CodeBuild. */
class ContainersTest {

  private static final String SUBMIT = "batch:submitJob.sync";
  private static final String RUN = "ecs:runTask.sync";
  private static final String BUILD = "codebuild:startBuild.sync";

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  private static BatchJob job() {
    return Batch.job("join", Text.of("nightly"), Text.of("join"));
  }

  private static EcsTask task() {
    return Ecs.task(Text.of("lake"), Text.of("join:3"));
  }

  private String told() {
    return String.valueOf(aws.asked("sns:publish").get(0).string("Message"));
  }

  @Test
  void jobIsSubmittedWithTextsOnly() {
    aws.answer(
        SUBMIT, "{'JobId': 'b1', 'Status': 'SUCCEEDED', 'Container': {'LogStreamName': 'join/1'}}");

    aws.run(
        OneTask.telling(
            job()
                .parameter("rows", Num.of(5))
                .command(Text.of("join"), Text.of("Ref::rows"))
                .env("DAY", Text.of("2001-01-03"))
                .vcpus(0.5)
                .memory(2048)
                .gpus(1)
                .array(10)
                .attempts(2)
                .attemptsAtMost(Duration.ofMinutes(30))
                .tag("team", "lake"),
            run -> run.jobId().plus(" ").plus(run.status()).plus(" ").plus(run.logStream())),
        "{}");

    assertThat(aws.asked(SUBMIT).get(0).pretty())
        .isEqualTo(
            """
            {
              "JobName": "join",
              "JobQueue": "nightly",
              "JobDefinition": "join",
              "Parameters": {
                "rows": "5"
              },
              "ContainerOverrides": {
                "Command": [
                  "join",
                  "Ref::rows"
                ],
                "Environment": [
                  {
                    "Name": "DAY",
                    "Value": "2001-01-03"
                  }
                ],
                "ResourceRequirements": [
                  {
                    "Type": "VCPU",
                    "Value": "0.5"
                  },
                  {
                    "Type": "MEMORY",
                    "Value": "2048"
                  },
                  {
                    "Type": "GPU",
                    "Value": "1"
                  }
                ]
              },
              "ArrayProperties": {
                "Size": 10
              },
              "RetryStrategy": {
                "Attempts": 2
              },
              "Timeout": {
                "AttemptDurationSeconds": 1800
              },
              "Tags": {
                "team": "lake"
              }
            }
            """);
    assertThat(told()).isEqualTo("b1 SUCCEEDED join/1");
  }

  @Test
  void jobThatFailedWithoutFailingItsTaskFails() {
    aws.answer(SUBMIT, "{'JobId': 'b1', 'Status': 'FAILED', 'StatusReason': 'Host terminated'}");

    Execution run = aws.run(OneTask.of(job()), "{}");

    assertThat(run.error()).contains(Batch.JOB_FAILED.name());
    assertThat(run.cause()).contains("step 'work' is in state FAILED: Host terminated");
  }

  @Test
  void submissionThatBatchRefusesIsMadeAgainAndOneThatIsLostIsNot() {
    aws.fail(SUBMIT, "Batch.AWSBatchException", "Too Many Requests")
        .fail(SUBMIT, "Batch.SdkClientException", "connection reset");

    assertThat(aws.run(OneTask.of(job()), "{}").error()).contains("Batch.SdkClientException");
    assertThat(aws.asked(SUBMIT)).hasSize(2);
  }

  @Test
  void wrongParametersOfAJobAreNotRetried() {
    aws.fail(SUBMIT, Batch.CLIENT_ERROR.name(), "no such queue");

    assertThat(aws.run(OneTask.of(job()), "{}").error()).contains(Batch.CLIENT_ERROR.name());
    assertThat(aws.asked(SUBMIT)).hasSize(1);
  }

  @Test
  void permissionsOfAJob() {
    assertThat(OneTask.permissions(job().tag("team", "lake")))
        .containsExactly(
            "batch:SubmitJob,batch:TagResource on arn:P:batch:R:A:job-queue/nightly,"
                + "arn:P:batch:R:A:job-definition/join:*",
            "batch:DescribeJobs on *",
            "batch:TerminateJob on arn:P:batch:R:A:job/*",
            "events:PutTargets,events:PutRule,events:DescribeRule on"
                + " arn:P:events:R:A:rule/StepFunctionsGetEventsForBatchJobsRule");
    assertThat(
            OneTask.permissions(
                Batch.job("join", Text.deployed("QueueArn"), Text.of("arn:aws:batch:r:1:d/x:2"))))
        .contains("batch:SubmitJob on ${QueueArn},arn:aws:batch:r:1:d/x:2");
  }

  @Test
  void taskRunsOnFargateWithOverrides() {
    aws.answer(
        RUN,
        "{'TaskArn': 't1', 'StoppedReason': 'Essential container in task exited', 'Containers':"
            + " [{'Name': 'main', 'ExitCode': 0}, {'Name': 'logs', 'ExitCode': 137}]}");

    aws.run(
        OneTask.telling(
            task()
                .fargate(Text.deployed("SubnetA"), Text.deployed("SubnetB"))
                .securityGroups(Text.of("sg-1"))
                .publicAddress()
                .env("main", "DAY", Text.of("2001-01-03"))
                .command("main", Text.of("join"))
                .env("logs", "LEVEL", Num.of(3)),
            run ->
                run.taskArn().plus(" ").plus(run.exitCode()).plus(" ").plus(run.stoppedReason())),
        "{}");

    assertThat(aws.asked(RUN).get(0).pretty())
        .isEqualTo(
            """
            {
              "Cluster": "lake",
              "TaskDefinition": "join:3",
              "LaunchType": "FARGATE",
              "NetworkConfiguration": {
                "AwsvpcConfiguration": {
                  "Subnets": [
                    "${SubnetA}",
                    "${SubnetB}"
                  ],
                  "SecurityGroups": [
                    "sg-1"
                  ],
                  "AssignPublicIp": "ENABLED"
                }
              },
              "Overrides": {
                "ContainerOverrides": [
                  {
                    "Name": "main",
                    "Environment": [
                      {
                        "Name": "DAY",
                        "Value": "2001-01-03"
                      }
                    ],
                    "Command": [
                      "join"
                    ]
                  },
                  {
                    "Name": "logs",
                    "Environment": [
                      {
                        "Name": "LEVEL",
                        "Value": "3"
                      }
                    ]
                  }
                ]
              }
            }
            """);
    assertThat(told()).isEqualTo("t1 137 Essential container in task exited");
  }

  @Test
  void taskWithoutRoomIsTriedAgain() {
    aws.fail(RUN, Ecs.NOT_STARTED.name(), "RESOURCE:MEMORY")
        .answer(RUN, "{'TaskArn': 't1', 'Containers': [{'Name': 'main'}]}");

    aws.run(OneTask.telling(task().ec2(), run -> run.exitCode().text()), "{}");

    assertThat(aws.asked(RUN)).hasSize(2);
    assertThat(told()).isEqualTo("0");
  }

  @Test
  void permissionsOfATask() {
    assertThat(OneTask.permissions(task().ec2()))
        .containsExactly(
            "ecs:RunTask on arn:P:ecs:R:A:task-definition/join:3",
            "ecs:DescribeTasks,ecs:StopTask on arn:P:ecs:R:A:task/*",
            "iam:PassRole on ${EcsTaskRoleArn},${EcsExecutionRoleArn} if iam:PassedToService is"
                + " ecs-tasks.amazonaws.com",
            "events:PutTargets,events:PutRule,events:DescribeRule on"
                + " arn:P:events:R:A:rule/StepFunctionsGetEventsForECSTaskRule");
    assertThat(
            OneTask.permissions(
                Ecs.task(Text.of("lake"), Text.of("join")).roles(Text.of("r"), Text.of("r"))))
        .contains(
            "ecs:RunTask on arn:P:ecs:R:A:task-definition/join:*",
            "iam:PassRole on arn:P:iam::A:role/r if iam:PassedToService is"
                + " ecs-tasks.amazonaws.com");
  }

  @Test
  void buildGivesItsId() {
    aws.answer(BUILD, "{'Build': {'Id': 'dbt:1', 'BuildStatus': 'SUCCEEDED'}}");

    aws.run(
        OneTask.telling(
            CodeBuild.build("dbt", Map.of("DAY", Text.of("d"), "COUNT", Num.of(2))),
            build -> build.buildId().plus(" ").plus(build.status())),
        "{}");

    assertThat(aws.asked(BUILD).get(0).compact())
        .isEqualTo(
            "{\"ProjectName\":\"dbt\",\"EnvironmentVariablesOverride\":[{\"Name\":\"COUNT\","
                + "\"Value\":\"2\"},{\"Name\":\"DAY\",\"Value\":\"d\"}]}");
    assertThat(told()).isEqualTo("dbt:1 SUCCEEDED");
    assertThat(OneTask.permissions(CodeBuild.build("dbt", Map.of())))
        .containsExactly(
            "codebuild:StartBuild,codebuild:StopBuild,codebuild:BatchGetBuilds on"
                + " arn:P:codebuild:R:A:project/dbt",
            "events:PutTargets,events:PutRule,events:DescribeRule on"
                + " arn:P:events:R:A:rule/StepFunctionsGetEventForCodeBuildStartBuildRule");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "FAULT", "TIMED_OUT", "STOPPED"})
  void buildThatEndedBadlyWithoutFailingItsTaskFails(String status) {
    aws.answer(
        BUILD,
        "{'Build': {'Id': 'dbt:1', 'BuildStatus': '" + status + "', 'CurrentPhase': 'BUILD'}}");

    Execution run = aws.run(OneTask.of(CodeBuild.build("dbt", Map.of())), "{}");

    assertThat(run.error()).contains(CodeBuild.BUILD_FAILED.name());
    assertThat(run.cause()).contains("step 'work' is in state " + status + ": BUILD");
  }

  @Test
  void nameOfAJob() {
    assertSaid(
        () -> Batch.job("join it", Text.of("q"), Text.of("d")),
        "the name of the Batch job is 'join it', but it has 1 to 128 letters, digits, - and _ and"
            + " begins with a letter or digit; rename it");
  }

  @Test
  void variableOfBatchItself() {
    assertSaid(
        () -> job().env("AWS_BATCH_X", Text.of("1")),
        "the environment variable 'AWS_BATCH_X' of Batch job join begins with AWS_BATCH, which"
            + " Batch keeps for itself; use another name");
  }

  @Test
  void arrayOfOne() {
    assertSaid(
        () -> job().array(1),
        "the array size of Batch job join is 1, but it is 2 to 10000; run fewer children, or the"
            + " job itself");
  }

  @Test
  void taskInTwoPlaces() {
    assertSaid(
        () -> task().ec2().fargate(Text.of("subnet-1")),
        "an ECS task is placed on Fargate and somewhere else too; say fargate, ec2 or"
            + " capacityProvider, one of them");
  }
}
