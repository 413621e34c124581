package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Athena;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.GluePartition;
import dev.stepwell.dsl.GlueTableInput;
import dev.stepwell.dsl.Graph;
import dev.stepwell.dsl.Items;
import dev.stepwell.dsl.LakeFormation;
import dev.stepwell.dsl.LakeGrant;
import dev.stepwell.dsl.LakePermission;
import dev.stepwell.dsl.LakeResource;
import dev.stepwell.dsl.S3;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of work of the lake's services, in every place that a flow has for it. */
class LakeWorkTest {

  record Input(String day) {}

  record Count(long flights) {}

  private static final Athena LAKE =
      Athena.workgroup("etl", "lake")
          .results(Text.of("s3://results/athena/"))
          .buckets(Text.of("lake"));

  static Stream<Arguments> tasks() {
    return Stream.of(
        arguments(
            "partitions",
            Glue.table("lake", "flights")
                .createPartitions(
                    Items.of(List.of("7", "8")), hour -> GluePartition.of(Text.from(hour)))),
        arguments(
            "table",
            Glue.table("lake", "flights")
                .describe()
                .column("origin", "string")
                .at(Text.of("s3://lake/flights/"))
                .format(GlueTableInput.Format.ORC)
                .createOrUpdate()),
        arguments("deletion", S3.deleteAll(Text.of("lake"), Items.of(List.of("a", "b")))),
        arguments(
            "grants",
            LakeFormation.grantAll(
                LakeGrant.of(
                    Text.of("IAM_ALLOWED_PRINCIPALS"),
                    LakeResource.database("lake"),
                    LakePermission.ALL))),
        arguments("query", LAKE.query("SELECT 1")),
        arguments(
            "rows", LAKE.query("SELECT count(*) AS flights FROM flights").rows(Count.class, 1)),
        arguments("workflow", Glue.workflow("nightly")));
  }

  private static Services working() {
    return new Services()
        .answer(
            "aws-sdk:glue:getTable",
            "{'Table': {'PartitionKeys': [{'Name': 'hour'}], 'StorageDescriptor': {'Location':"
                + " 's3://lake/flights'}}}")
        .answer("aws-sdk:glue:batchCreatePartition", "{}")
        .fail("aws-sdk:glue:createTable", Glue.ALREADY_EXISTS.name(), "exists")
        .answer("aws-sdk:glue:updateTable", "{}")
        .answer("aws-sdk:s3:deleteObjects", "{}")
        .answer("aws-sdk:lakeformation:batchGrantPermissions", "{}")
        .fail("athena:startQueryExecution.sync", "States.TaskFailed", "{\"Retryable\":true}")
        .answer(
            "athena:startQueryExecution.sync",
            "{'QueryExecution': {'QueryExecutionId': 'q', 'Status': {'State': 'SUCCEEDED'}}}")
        .answer(
            "athena:getQueryResults",
            "{'ResultSet': {'ResultSetMetadata': {'ColumnInfo': [{'Name': 'flights'}]}, 'Rows':"
                + " [{'Data': [{'VarCharValue': 'flights'}]}, {'Data': [{'VarCharValue':"
                + " '7'}]}]}}")
        .answer("aws-sdk:glue:startWorkflowRun", "{'RunId': 'r'}")
        .answer(
            "aws-sdk:glue:getWorkflowRun",
            "{'Run': {'WorkflowRunId': 'r', 'Status': 'RUNNING'}}",
            "{'Run': {'WorkflowRunId': 'r', 'Status': 'COMPLETED'}}")
        .answer("sns:publish", "{'MessageId': 'm'}");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tasks")
  void runsAndIsEstimatedWhereverItStands(String kind, Task<?> task) {
    Consumer<Graph> graph =
        tasks -> {
          var first = tasks.run("in-graph", task);
          tasks.run("after", Sns.publish(Text.of("t"), "s", Text.of("after"))).after(first);
        };
    Compiled compiled =
        Workflow.named("places", Input.class)
            .flow(
                (flow, in) -> {
                  flow.always(end -> end.run("at-last", task));
                  flow.run("first", task);
                  flow.forEach("each", Items.of(List.of("a", "b")))
                      .atOnce(1)
                      .run((each, item) -> each.run("in-each", task));
                  flow.parallel(
                      "both",
                      both -> {
                        both.branch("left", left -> left.run("in-left", task));
                        both.branch("right", right -> right.run("in-right", task));
                      });
                  flow.graph("tasks", graph);
                })
            .compile();

    Execution run = working().run(compiled, JsonObject.EMPTY);

    assertThat(run.status()).as(run.cause().orElse("")).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(compiled.estimates().events().most()).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tasks")
  void failureOfItsFirstCallReachesTheHandler(String kind, Task<?> task) {
    Services broken = new Services().answer("sns:publish", "{'MessageId': 'm'}");
    Workflow<Input> workflow =
        Workflow.named("broken", Input.class)
            .flow(
                (flow, in) -> {
                  flow.onFailure(
                      (then, failure) ->
                          then.run("tell", Sns.publish(Text.of("t"), "s", failure.error())));
                  flow.run("work", task);
                });

    Execution run = broken.run(workflow, "{}");

    assertThat(run.error()).contains("Test.NotScripted");
    assertThat(broken.asked("sns:publish").get(0).string("Message")).isEqualTo("Test.NotScripted");
  }

  @Test
  void partitionsQueryAndWorkflowInFull() throws IOException {
    Compiled compiled =
        Workflow.named("lake", Input.class)
            .flow(
                (flow, in) -> {
                  flow.run(
                      "add-partition",
                      Glue.table("lake", "flights")
                          .createPartition(GluePartition.of(in.text(Input::day))));
                  var count =
                      flow.run(
                          "count",
                          LAKE.query(
                                  "SELECT count(*) AS flights FROM flights WHERE day = ?",
                                  in.text(Input::day))
                              .rows(Count.class, 1));
                  flow.when(
                      "any",
                      count.output().rows().count().gt(0),
                      some -> some.run("publish", Glue.workflow("publish")));
                })
            .compile();

    GoldenTest.assertGolden("lake", compiled.asl());
  }
}
