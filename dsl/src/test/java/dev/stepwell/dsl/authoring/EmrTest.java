package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.Emr;
import dev.stepwell.dsl.EmrCluster;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters, their steps and their end. */
class EmrTest {

  private static final String CREATE = "elasticmapreduce:createCluster.sync";
  private static final String STEP = "elasticmapreduce:addStep.sync";
  private static final String TERMINATE = "elasticmapreduce:terminateCluster.sync";
  private static final String WAITING =
      "{'ClusterId': 'j-1', 'Cluster': {'Id': 'j-1', 'Status': {'State': 'WAITING'}}}";

  private final Services aws = new Services();

  private static EmrCluster cluster() {
    return Emr.cluster("nightly", "emr-7.2.0", "m5.xlarge");
  }

  private static Workflow<OneTask.Input> nightly() {
    return Workflow.named("nightly", OneTask.Input.class)
        .flow(
            (flow, in) ->
                flow.graph(
                    "on-emr",
                    graph -> {
                      var cluster = graph.run("cluster", cluster().applications("Spark"));
                      Text id = cluster.output().clusterId();
                      var join =
                          graph.run(
                              "join",
                              Emr.spark(id, "join", Text.of("s3://code/join.py"))
                                  .arg(in.text(OneTask.Input::day)));
                      graph.run("end", Emr.terminate(id)).after(join).teardown(cluster);
                    }));
  }

  @Test
  void clusterIsThereForTheStepAndNoLonger() {
    aws.answer(CREATE, WAITING)
        .answer(STEP, "{'Step': {'Id': 's-1', 'Status': {'State': 'COMPLETED'}}}")
        .answer(TERMINATE, "{'Cluster': {'Status': {'State': 'TERMINATED'}}}");

    Execution run = aws.run(nightly(), "{'day': '2001-01-03'}");

    assertThat(run.status()).as("%s", run.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(STEP).get(0).pretty())
        .isEqualTo(
            """
            {
              "ClusterId": "j-1",
              "Step": {
                "Name": "join",
                "ActionOnFailure": "CONTINUE",
                "HadoopJarStep": {
                  "Jar": "command-runner.jar",
                  "Args": [
                    "spark-submit",
                    "--deploy-mode",
                    "cluster",
                    "s3://code/join.py",
                    "2001-01-03"
                  ]
                }
              }
            }
            """);
    assertThat(aws.asked(TERMINATE))
        .extracting(Json::compact)
        .containsExactly("{\"ClusterId\":\"j-1\"}");
  }

  @Test
  void clusterEndsAlthoughItsStepHasFailed() {
    aws.answer(CREATE, WAITING).fail(STEP, "States.TaskFailed", "{}").answer(TERMINATE, "{}");

    Execution run = aws.run(nightly(), "{'day': '2001-01-03'}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(aws.asked(TERMINATE)).hasSize(1);
  }

  @Test
  void clusterStaysUpWithoutStepsAndEndsWhenIdle() {
    assertThat(
            OneTask.state(
                    cluster()
                        .core("m5.2xlarge", 4)
                        .spot("m5.2xlarge", 8)
                        .subnet(Text.deployed("SubnetId"))
                        .logs(Text.of("s3://logs/"))
                        .configuration("spark-defaults", Map.of("spark.b", "2", "spark.a", "1"))
                        .bootstrap("pip", Text.of("s3://code/pip.sh"), Text.of("pandas"))
                        .stepsAtOnce(3)
                        .idle(Duration.ofMinutes(10))
                        .tag("team", "lake")
                        .with("SecurityConfiguration", Text.of("at-rest"))
                        .with(
                            "ManagedScalingPolicy",
                            Args.of("ComputeLimits", Text.of("see the policy"))))
                .object("Arguments")
                .pretty())
        .isEqualTo(
            """
            {
              "Name": "nightly",
              "ReleaseLabel": "emr-7.2.0",
              "Instances": {
                "KeepJobFlowAliveWhenNoSteps": true,
                "TerminationProtected": false,
                "InstanceGroups": [
                  {
                    "InstanceRole": "MASTER",
                    "InstanceType": "m5.xlarge",
                    "InstanceCount": 1,
                    "Market": "ON_DEMAND"
                  },
                  {
                    "InstanceRole": "CORE",
                    "InstanceType": "m5.2xlarge",
                    "InstanceCount": 4,
                    "Market": "ON_DEMAND"
                  },
                  {
                    "InstanceRole": "TASK",
                    "InstanceType": "m5.2xlarge",
                    "InstanceCount": 8,
                    "Market": "SPOT"
                  }
                ],
                "Ec2SubnetId": "${SubnetId}"
              },
              "ServiceRole": "${EmrServiceRole}",
              "JobFlowRole": "${EmrInstanceRole}",
              "AutoTerminationPolicy": {
                "IdleTimeout": 600
              },
              "LogUri": "s3://logs/",
              "Configurations": [
                {
                  "Classification": "spark-defaults",
                  "Properties": {
                    "spark.a": "1",
                    "spark.b": "2"
                  }
                }
              ],
              "BootstrapActions": [
                {
                  "Name": "pip",
                  "ScriptBootstrapAction": {
                    "Path": "s3://code/pip.sh",
                    "Args": [
                      "pandas"
                    ]
                  }
                }
              ],
              "StepConcurrencyLevel": 3,
              "Tags": [
                {
                  "Key": "team",
                  "Value": "lake"
                }
              ],
              "SecurityConfiguration": "at-rest",
              "ManagedScalingPolicy": {
                "ComputeLimits": "see the policy"
              }
            }
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERMINATING", "TERMINATED", "TERMINATED_WITH_ERRORS"})
  void clusterThatIsGoneWithoutFailingItsTaskFails(String state) {
    aws.answer(
        CREATE,
        "{'ClusterId': 'j-1', 'Cluster': {'Status': {'State': '"
            + state
            + "', 'StateChangeReason': {'Message': 'no room'}}}}");

    Execution run = aws.run(OneTask.of(cluster()), "{}");

    assertThat(run.error()).contains(Emr.CLUSTER_FAILED.name());
    assertThat(run.cause()).contains("step 'work' is in state " + state + ": no room");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CANCELLED", "FAILED", "INTERRUPTED"})
  void stepThatEndedBadlyWithoutFailingItsTaskFails(String state) {
    aws.answer(STEP, "{'Step': {'Status': {'State': '" + state + "'}}}");

    Execution run =
        aws.run(OneTask.of(Emr.step(Text.of("j-1"), "s", Text.of("s3://code/s.jar"))), "{}");

    assertThat(run.error()).contains(Emr.STEP_FAILED.name());
  }

  @Test
  void stepThatSaysNothingHasEndedWell() {
    aws.answer(STEP, "{'StepId': 's-9'}").answer("sns:publish", "{'MessageId': 'm'}");

    aws.run(
        OneTask.telling(
            Emr.step(Text.of("j-1"), "s", Text.of("s3://code/s.jar")).mainClass("com.acme.Main"),
            step -> step.stepId().plus(" ").plus(step.state())),
        "{}");

    assertThat(aws.asked("sns:publish").get(0).string("Message")).isEqualTo("s-9 COMPLETED");
  }

  @Test
  void throttlingIsRetriedAndALostAnswerIsNot() {
    aws.fail(STEP, "EMR.AmazonElasticMapReduceException", "Rate exceeded")
        .fail(STEP, "EMR.SdkClientException", "connection reset");

    Execution run =
        aws.run(OneTask.of(Emr.step(Text.of("j-1"), "s", Text.of("s3://code/s.jar"))), "{}");

    assertThat(run.error()).contains("EMR.SdkClientException");
    assertThat(aws.asked(STEP)).hasSize(2);
  }

  @Test
  void permissions() {
    assertThat(OneTask.permissions(cluster().tag("team", "lake")))
        .containsExactly(
            "elasticmapreduce:RunJobFlow on *",
            "elasticmapreduce:AddTags on arn:P:elasticmapreduce:R:A:cluster/*",
            "elasticmapreduce:DescribeCluster,elasticmapreduce:TerminateJobFlows on"
                + " arn:P:elasticmapreduce:R:A:cluster/*",
            "iam:PassRole on arn:P:iam::A:role/${EmrServiceRole} if iam:PassedToService is"
                + " elasticmapreduce.amazonaws.com",
            "iam:PassRole on arn:P:iam::A:role/${EmrInstanceRole} if iam:PassedToService is"
                + " ec2.amazonaws.com",
            "iam:CreateServiceLinkedRole on arn:P:iam::A:role/aws-service-role"
                + "/elasticmapreduce.amazonaws.com*/AWSServiceRoleForEMRCleanup* if"
                + " iam:AWSServiceName is elasticmapreduce.amazonaws.com*",
            "events:PutTargets,events:PutRule,events:DescribeRule on"
                + " arn:P:events:R:A:rule/StepFunctionsGetEventForEMRRunJobFlowRule");
    assertThat(OneTask.permissions(Emr.step(Text.of("j-1"), "s", Text.of("s3://code/s.jar"))))
        .containsExactly(
            "elasticmapreduce:AddJobFlowSteps,elasticmapreduce:DescribeStep,"
                + "elasticmapreduce:CancelSteps on arn:P:elasticmapreduce:R:A:cluster/j-1",
            "events:PutTargets,events:PutRule,events:DescribeRule on"
                + " arn:P:events:R:A:rule/StepFunctionsGetEventForEMRAddJobFlowStepsRule");
    assertThat(OneTask.permissions(Emr.terminate(Text.of("j-1"))))
        .containsExactly(
            "elasticmapreduce:TerminateJobFlows,elasticmapreduce:DescribeCluster on"
                + " arn:P:elasticmapreduce:R:A:cluster/j-1",
            "events:PutTargets,events:PutRule,events:DescribeRule on"
                + " arn:P:events:R:A:rule/StepFunctionsGetEventForEMRTerminateJobFlowsRule");
  }

  @Test
  void stepsOfANewCluster() {
    assertSaid(
        () -> cluster().with("Steps", Args.none()),
        "EMR cluster nightly is given Steps, which Step Functions does not take when it makes a"
            + " cluster; run them with Emr.step(..) or Emr.spark(..) once it is there");
  }

  @Test
  void memberThatTheTaskSets() {
    assertSaid(
        () -> cluster().with("Instances", Args.none()),
        "EMR cluster nightly is given Instances as a raw member, but the task sets it itself; use"
            + " its own method, or patch the state");
  }

  @Test
  void releaseThatIsNone() {
    assertSaid(
        () -> Emr.cluster("nightly", "7.2.0", "m5.xlarge"),
        "the release of EMR cluster nightly is '7.2.0', but it is a release such as emr-7.2.0;"
            + " clusters without a release label are of the past");
  }

  @Test
  void idleTimeThatIsTooShort() {
    assertSaid(
        () -> cluster().idle(Duration.ofSeconds(30)),
        "the idle time of the EMR cluster is PT30S, but it is 60 to 604800 whole seconds; choose"
            + " such a time");
  }

  @Test
  void nameWithALineBreak() {
    assertSaid(
        () -> Emr.step(Text.of("j-1"), "a\nb", Text.of("x.jar")),
        "the name of the EMR step is 'a\nb', but it has 1 to 256 characters in one line; shorten"
            + " it");
  }
}
