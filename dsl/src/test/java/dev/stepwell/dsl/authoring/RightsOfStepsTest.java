package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.Asl;
import dev.stepwell.dsl.Athena;
import dev.stepwell.dsl.Aws;
import dev.stepwell.dsl.Batch;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.DynamoDb;
import dev.stepwell.dsl.DynamoItem;
import dev.stepwell.dsl.EmrServerless;
import dev.stepwell.dsl.EventBridge;
import dev.stepwell.dsl.Firehose;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.Http;
import dev.stepwell.dsl.Kinesis;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.S3;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Sqs;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.iam.DefinitionRights;
import dev.stepwell.dsl.iam.PermissionCheck;
import dev.stepwell.dsl.model.Grant;
import dev.stepwell.dsl.model.Permission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What typed steps declare is what their definition needs, found independently of them. */
class RightsOfStepsTest {

  record Empty() {}

  record Id(String id) {}

  static Stream<Arguments> steps() {
    Redshift warehouse = Redshift.serverless("analytics", "dw");
    return Stream.of(
        step("glue job", Glue.job("transform")),
        step("crawler", Glue.crawler("raw")),
        step("data quality", Glue.dataQuality("rules", "lake", "flights")),
        step("redshift", warehouse.vacuum("public.flights")),
        step("redshift cluster", Redshift.cluster("c", "dw").user("etl").analyze("public.flights")),
        step("athena", Athena.workgroup("primary", "lake").query("SELECT 1")),
        step("s3 list", S3.list(Text.of("lake"), Text.of("flights/"))),
        step(
            "s3 copy",
            S3.copy(Text.of("raw"), Text.of("a"), Text.deployed("LakeBucket"), Text.of("b"))),
        step("s3 delete", S3.delete(Text.of("lake"), Text.of("flights/a"))),
        step("sns", Sns.publish(Text.deployed("AlertsTopicArn"), "s", Text.of("m"))),
        step("sqs", Sqs.queue("work").send(Text.of("m"))),
        step("events", EventBridge.put("shop", "order", Args.none())),
        step("kinesis", Kinesis.stream("clicks").put(Text.of("k"), Text.of("r"))),
        step("firehose", Firehose.stream("archive").put(Text.of("r"))),
        step("dynamodb", DynamoDb.table("locks").put(DynamoItem.of("id", Text.of("a")))),
        step("batch", Batch.job("join", Text.of("queue"), Text.of("join:3"))),
        step(
            "emr serverless",
            EmrServerless.spark(
                Text.of("00f1"), Text.deployed("SparkRoleArn"), Text.of("s3://s/x"))),
        step(
            "http",
            Http.get(Text.deployed("ApiConnectionArn"), Text.of("https://api.example.com/"))),
        step(
            "any call",
            Aws.call("s3:headBucket", Args.of("Bucket", Text.of("lake")), Empty.class)));
  }

  private static Arguments step(String name, Task<?> task) {
    return Arguments.of(name, OneTask.compiled(task));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("steps")
  void declareWhatTheyNeed(String name, Compiled workflow) {
    List<Permission> declared = workflow.iam().stream().map(Grant::permission).toList();

    assertThat(declared).isNotEmpty();
    assertThat(PermissionCheck.missing(DefinitionRights.of("x", workflow.definition()), declared))
        .isEmpty();
    assertThat(workflow.iam()).flatExtracting(Grant::steps).allMatch(step -> step.equals("work"));
  }

  @Test
  void statesThatSomebodyElseWroteGetWhatTheyNeed() {
    String graph =
        """
        {"StartAt": "start", "States": {"start": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::glue:startJobRun.sync", "Arguments": {"JobName": "raw"}}}}
        """;

    assertThat(OneTask.permissions(Asl.fragment(graph, Args.none(), Id.class)))
        .containsExactly(
            "glue:StartJobRun,glue:GetJobRun,glue:GetJobRuns,glue:BatchStopJobRun"
                + " on arn:P:glue:R:A:job/raw");
  }

  @Test
  void anyCallIsAllowedOnWhatItNames() {
    assertThat(
            OneTask.permissions(
                Aws.call(
                    "s3:getObjectTagging",
                    Args.of("Bucket", Text.of("lake")).and("Key", Text.of("a")),
                    Empty.class)))
        .containsExactly("s3:GetObjectTagging on arn:P:s3:::lake/a");
  }
}
