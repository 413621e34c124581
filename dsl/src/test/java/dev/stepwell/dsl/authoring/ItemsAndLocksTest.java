package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Bool;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.DynamoDb;
import dev.stepwell.dsl.DynamoItem;
import dev.stepwell.dsl.DynamoLock;
import dev.stepwell.dsl.DynamoTable;
import dev.stepwell.dsl.Items;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Items of DynamoDB, and locks made of them. */
class ItemsAndLocksTest {

  record Input(String name) {}

  record Run(String status, int count, boolean done) {}

  private static final String PUT = "dynamodb:putItem";
  private static final String DELETE = "dynamodb:deleteItem";
  private static final DynamoTable RUNS = DynamoDb.table("runs");
  private static final DynamoItem KEY = DynamoItem.of("pk", Text.of("day"));
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:execution:";

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  private static Workflow<Input> only(Task<?> task) {
    return Workflow.named("keeping", Input.class).flow((flow, in) -> flow.run("work", task));
  }

  private static Workflow<Input> reading() {
    return Workflow.named("keeping", Input.class)
        .flow(
            (flow, in) -> {
              var read = flow.run("read", RUNS.get(KEY, Run.class)).output();
              flow.when(
                  "known",
                  read.found(),
                  then ->
                      then.run(
                          "tell",
                          Sns.publish(
                              Text.of("t"),
                              "x",
                              read.item()
                                  .text(Run::status)
                                  .plus(" ")
                                  .plus(read.item().number(Run::count))
                                  .plus(" ")
                                  .plus(read.item().flag(Run::done)))));
            });
  }

  @Test
  void itemIsReadInItsShape() {
    aws.answer(
        "dynamodb:getItem",
        "{'Item': {'status': {'S': 'ok'}, 'count': {'N': '12'}, 'done': {'BOOL': true}}}");

    aws.run(reading(), "{}");

    assertThat(aws.asked("sns:publish").get(0).string("Message")).isEqualTo("ok 12 true");
    assertThat(aws.asked("dynamodb:getItem").get(0).compact())
        .isEqualTo(
            "{\"TableName\":\"runs\",\"Key\":{\"pk\":{\"S\":\"day\"}},\"ConsistentRead\":true}");
  }

  @Test
  void itemThatIsNotThereIsNotFound() {
    aws.answer("dynamodb:getItem", "{'SdkHttpMetadata': {}}");

    assertThat(aws.run(reading(), "{}").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked("sns:publish")).isEmpty();
  }

  @Test
  void itemIsWrittenInTypesOfDynamoDb() {
    aws.answer(PUT, "{}");

    Compiled compiled =
        only(RUNS.put(KEY.and("count", Num.of(3)).and("done", Bool.of(false)))).compile();
    aws.run(compiled, Json.parse("{}"));

    assertThat(aws.asked(PUT).get(0).compact())
        .isEqualTo(
            "{\"TableName\":\"runs\",\"Item\":{\"pk\":{\"S\":\"day\"},\"count\":{\"N\":\"3\"},"
                + "\"done\":{\"BOOL\":false}}}");
    assertThat(compiled.iam().get(0).resources())
        .containsExactly(
            "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/runs");
    assertThat(compiled.iam().get(0).actions()).containsExactly("dynamodb:PutItem");
  }

  @Test
  void writeWhoseConditionDoesNotHoldFails() {
    aws.fail(PUT, "DynamoDB.ConditionalCheckFailedException", "no");

    Execution run = aws.run(only(RUNS.put(KEY).onlyIf("attribute_not_exists(pk)")), "{}");

    assertThat(run.error()).contains(DynamoDb.CONDITION_FAILED.name());
    assertThat(aws.asked(PUT)).hasSize(1);
  }

  @Test
  void writeMayDoNothingIfItsConditionDoesNotHold() {
    aws.fail(PUT, "DynamoDB.ConditionalCheckFailedException", "no");

    Execution run =
        aws.run(only(RUNS.put(KEY).onlyIf("attribute_not_exists(pk)").orNothing()), "{}");

    assertThat(run.output().orElseThrow().compact()).isEqualTo("{\"written\":false}");
  }

  @Test
  void updateHasItsNamesAndValues() {
    aws.answer("dynamodb:updateItem", "{}");

    Execution run =
        aws.run(
            only(
                RUNS.update(KEY, "SET #status = :status ADD runs :one")
                    .onlyIf("runs < :most")
                    .name("#status", "status")
                    .value(":status", Text.of("ok"))
                    .value(":one", Num.of(1))
                    .value(":most", Num.of(9))
                    .orNothing()),
            "{}");

    assertThat(run.output().orElseThrow().compact()).isEqualTo("{\"written\":true}");
    assertThat(aws.asked("dynamodb:updateItem").get(0).compact())
        .isEqualTo(
            "{\"TableName\":\"runs\",\"Key\":{\"pk\":{\"S\":\"day\"}},\"UpdateExpression\":\"SET"
                + " #status = :status ADD runs :one\",\"ConditionExpression\":\"runs < :most\","
                + "\"ExpressionAttributeNames\":{\"#status\":\"status\"},"
                + "\"ExpressionAttributeValues\":{\":status\":{\"S\":\"ok\"},\":one\":{\"N\":\"1\"},"
                + "\":most\":{\"N\":\"9\"}}}");
  }

  private static Workflow<Input> locking() {
    return Workflow.named("keeping", Input.class)
        .flow(
            (flow, in) -> {
              DynamoLock lock =
                  DynamoDb.table("locks").lock("pk", in.text(Input::name), Duration.ofHours(2));
              flow.graph(
                  "all",
                  graph -> {
                    var held = graph.run("lock", lock.acquire());
                    var work =
                        graph.run("work", Sns.publish(Text.of("t"), "x", Text.of("y"))).after(held);
                    graph.run("unlock", lock.release()).after(work).teardown(held);
                  });
            });
  }

  @Test
  void lockIsTakenAndGivenBack() {
    aws.fail(PUT, "DynamoDB.ConditionalCheckFailedException", "held")
        .fail(PUT, "DynamoDB.ConditionalCheckFailedException", "held")
        .answer(PUT, "{}")
        .answer(DELETE, "{}");

    Execution run = aws.run(locking(), "{'name': 'orders'}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(Duration.between(run.startTime(), run.stopTime().orElseThrow()))
        .isEqualTo(Duration.ofSeconds(5 + 10));
    // The clock starts with 2026: now is 1767225600, and 15 seconds later when it is free.
    assertThat(aws.asked(PUT).get(2).compact())
        .isEqualTo(
            "{\"TableName\":\"locks\",\"Item\":{\"pk\":{\"S\":\"orders\"},\"owner\":{\"S\":\"OWNER\"},"
                    .replace("OWNER", run.arn())
                + "\"expires\":{\"N\":\"1767232815\"}},\"ConditionExpression\":"
                + "\"attribute_not_exists(#key) OR #expires < :now OR #owner = :owner\","
                + "\"ExpressionAttributeNames\":{\"#key\":\"pk\",\"#expires\":\"expires\",\"#owner\":"
                + "\"owner\"},\"ExpressionAttributeValues\":{\":now\":{\"N\":\"1767225615\"},"
                + "\":owner\":{\"S\":\"OWNER\"}}}".replace("OWNER", run.arn()));
    assertThat(aws.asked(DELETE).get(0).object("ExpressionAttributeValues").compact())
        .isEqualTo("{\":owner\":{\"S\":\"" + run.arn() + "\"}}");
  }

  @Test
  void lockThatIsNeverFreeTimesOutAndNothingIsDone() {
    aws.fail(PUT, "DynamoDB.ConditionalCheckFailedException", "held")
        .on(
            PUT,
            item -> {
              throw new dev.stepwell.engine.TaskFailedException(
                  "DynamoDB.ConditionalCheckFailedException", "held");
            });

    Execution run = aws.run(locking(), "{'name': 'orders'}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(run.cause().orElseThrow()).contains("DynamoDB.LockTimedOut");
    assertThat(aws.asked("sns:publish")).isEmpty();
    assertThat(aws.asked(DELETE)).isEmpty();
  }

  @Test
  void lockThatSomebodyElseHasByNowStaysTheirs() {
    aws.answer(PUT, "{}").fail(DELETE, "DynamoDB.ConditionalCheckFailedException", "theirs");

    assertThat(aws.run(locking(), "{'name': 'orders'}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void netReleasesTheLockOfTheExecutionThatIsLost() {
    aws.answer(DELETE, "{}");
    Compiled net = java.util.Objects.requireNonNull(locking().compile().net());

    Execution run =
        aws.run(
            net,
            JsonObject.builder()
                .put("execution", ARN + "keeping:lost")
                .put("input", "{\"name\":\"orders\"}")
                .build());

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(DELETE).get(0).compact())
        .contains(
            "{\":owner\":{\"S\":\"" + ARN + "keeping:lost\"}}", "{\"pk\":{\"S\":\"orders\"}}");
  }

  @Test
  void lockIsThatOfTheWholeExecutionInAChildToo() {
    Workflow<Input> workflow =
        Workflow.named("keeping", Input.class)
            .flow(
                (flow, in) ->
                    flow.graph(
                        "all",
                        graph ->
                            graph.child(
                                "apart",
                                inner ->
                                    inner.run(
                                        "unlock",
                                        DynamoDb.table("locks")
                                            .lock("pk", Text.of("x"), Duration.ofHours(1))
                                            .release()))));

    JsonObject map =
        ((JsonObject) Json.parse(workflow.compile().asl())).object("States").object("apart");
    assertThat(map.get("ItemSelector").compact())
        .contains("'_owner': $states.context.Execution.Id");
    assertThat(map.object("ItemProcessor").compact())
        .contains("$states.context.Execution.Input._owner");
  }

  @Test
  void placeholderThatNothingSets() {
    Mistakes.assertMistake(
        (flow, in) -> flow.run("put", RUNS.put(KEY).onlyIf("expires < :now")),
        "the DynamoDB write uses :now, which nothing sets; say value(\":now\", ..)");
  }

  @Test
  void placeholderThatNothingUses() {
    assertSaid(
        () -> RUNS.put(KEY).onlyIf("expires < :nowadays").value(":now", Num.of(1)),
        "no expression of the DynamoDB write uses the placeholder ':now'; DynamoDB refuses those"
            + " that are not used, write :name where it belongs, before you set it");
  }

  @Test
  void writeThatAlwaysWritesOrNothing() {
    assertSaid(
        () -> RUNS.put(KEY).orNothing(),
        "a DynamoDB write without a condition always writes; say onlyIf(..) first");
  }

  @Test
  void listInAnItem() {
    assertSaid(
        () -> DynamoItem.of("parts", Items.of(List.of("a"))),
        "the DynamoDB attribute 'parts' is a list or an object, but here it can be a text, day,"
            + " instant, number or boolean; use Text.jsonata(\"$string({0})\", value), or Aws.call");
  }

  @Test
  void lockInAnAttributeOfItsOwn() {
    assertSaid(
        () -> RUNS.lock("owner", Text.of("x"), Duration.ofHours(1)),
        "the key attribute of a lock is 'owner', but owner and expires are the lock's own; name the"
            + " table's key");
  }
}
