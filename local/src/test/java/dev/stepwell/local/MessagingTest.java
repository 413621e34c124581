package dev.stepwell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.local.dynamodb.TableDefinition;
import dev.stepwell.local.events.RuleDefinition;
import dev.stepwell.local.events.TargetDefinition;
import dev.stepwell.local.firehose.DeliveryStreamDefinition;
import dev.stepwell.local.lambda.FunctionDefinition;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.sns.SubscriptionDefinition;
import dev.stepwell.local.sns.TopicDefinition;
import dev.stepwell.local.sqs.QueueDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the services pass to each other, and what waits for whom. */
class MessagingTest {

  private static final Account ACCOUNT = Account.DEFAULT;

  /** Takes what it is called with; fails on texts that say so. */
  public static final class Listener implements RequestStreamHandler {

    static final BlockingQueue<String> HEARD = new LinkedBlockingQueue<>();

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      String event = new String(in.readAllBytes(), UTF_8);
      HEARD.add(event);
      if (event.contains("poison")) {
        throw new IllegalStateException("poison");
      }
      out.write("{}".getBytes(UTF_8));
    }
  }

  @TempDir Path folder;

  @BeforeEach
  void forget() {
    Listener.HEARD.clear();
  }

  private LocalCloudBuilder cloud() {
    return LocalCloud.in(folder.resolve("state"))
        .bucket("lake")
        .queue(QueueDefinition.named("dead"))
        .queue(QueueDefinition.named("work"))
        .queue(QueueDefinition.named("raw"))
        .queue(QueueDefinition.named("work.fifo"))
        .topic("Alerts")
        .topic(new TopicDefinition("Orders.fifo", true))
        .function(
            new FunctionDefinition(
                "Listener", Listener.class.getName(), 128, Duration.ofSeconds(10)));
  }

  private static JsonObject json(String text) {
    return (JsonObject) Json.parse(text.replace('\'', '"'));
  }

  private static TaskCalls calls(LocalCloud cloud) {
    return TaskCalls.to(cloud.handlers());
  }

  private static List<String> bodies(LocalCloud cloud, String queue) {
    JsonObject answer =
        (JsonObject)
            calls(cloud)
                .call(
                    "aws-sdk:sqs:receiveMessage",
                    "{'QueueUrl':'" + ACCOUNT.queueUrl(queue) + "','MaxNumberOfMessages':10}");
    return answer.array("Messages").stream()
        .map(each -> String.valueOf(((JsonObject) each).string("Body")))
        .toList();
  }

  private static void publish(LocalCloud cloud, String topic, String rest) {
    calls(cloud).call("sns:publish", "{'TopicArn':'" + ACCOUNT.topicArn(topic) + "'," + rest + "}");
  }

  @Test
  void deliversMessagesOfATopicToItsSubscribers() {
    try (LocalCloud cloud =
        cloud()
            .subscription(SubscriptionDefinition.of("Alerts", ACCOUNT.queueArn("work")))
            .subscription(
                SubscriptionDefinition.of("Alerts", ACCOUNT.queueArn("raw"))
                    .delivering(true)
                    .withFilter(json("{'day':[{'prefix':'2026'}],'rows':[{'numeric':['>',2]}]}")))
            .subscription(SubscriptionDefinition.of("Alerts", ACCOUNT.functionArn("Listener")))
            .open()) {
      publish(
          cloud,
          "Alerts",
          "'Subject':'s','Message':'m','MessageAttributes':{"
              + "'day':{'DataType':'String','StringValue':'2026-02-03'},"
              + "'rows':{'DataType':'Number','StringValue':'3'}}");
      publish(cloud, "Alerts", "'Message':'other'");

      List<String> work = bodies(cloud, "work");
      assertThat(work).hasSize(2);
      JsonObject notification = (JsonObject) Json.parse(work.get(0));
      assertThat(notification.names())
          .containsExactly(
              "Type",
              "MessageId",
              "TopicArn",
              "Subject",
              "Message",
              "Timestamp",
              "MessageAttributes");
      assertThat(notification.object("MessageAttributes"))
          .isEqualTo(
              json(
                  "{'day':{'Type':'String','Value':'2026-02-03'},"
                      + "'rows':{'Type':'Number','Value':'3'}}"));
      assertThat(bodies(cloud, "raw")).containsExactly("m");
      assertThat(Listener.HEARD).hasSize(2);
      JsonObject record =
          (JsonObject) ((JsonObject) Json.parse(Listener.HEARD.peek())).array("Records").get(0);
      assertThat(record.string("EventSource")).isEqualTo("aws:sns");
      assertThat(record.object("Sns").string("Message")).isEqualTo("m");
    }
  }

  @Test
  void picksTheTextOfAProtocolAndFiltersByTheBody() {
    try (LocalCloud cloud =
        cloud()
            .subscription(
                SubscriptionDefinition.of("Alerts", ACCOUNT.queueArn("raw"))
                    .delivering(true)
                    .withBodyFilter(json("{'rows':[{'exists':true}]}")))
            .open()) {
      publish(cloud, "Alerts", "'Message':{'rows':3}");
      publish(cloud, "Alerts", "'Message':'no JSON'");
      publish(
          cloud,
          "Alerts",
          "'MessageStructure':'json','Message':{'default':'d','sqs':'{\\u0022rows\\u0022:4}'}");

      assertThat(bodies(cloud, "raw")).containsExactly("{\"rows\":3}", "{\"rows\":4}");
    }
  }

  @Test
  void keepsTheOrderOfAFifoTopicAndTakesAMessageOnce() {
    try (LocalCloud cloud =
        cloud()
            .subscription(
                SubscriptionDefinition.of("Orders.fifo", ACCOUNT.queueArn("work.fifo"))
                    .delivering(true))
            .open()) {
      String topic = ACCOUNT.topicArn("Orders.fifo");
      JsonObject answer =
          (JsonObject)
              calls(cloud)
                  .call(
                      "aws-sdk:sns:publishBatch",
                      "{'TopicArn':'"
                          + topic
                          + "','PublishBatchRequestEntries':["
                          + "{'Id':'1','Message':'a','MessageGroupId':'g'},"
                          + "{'Id':'2','Message':'b','MessageGroupId':'g'},"
                          + "{'Id':'3','Message':'c'}]}");
      publish(cloud, "Orders.fifo", "'Message':'a','MessageGroupId':'g'");
      publish(cloud, "Orders.fifo", "'Message':'d','MessageGroupId':'g'");

      assertThat(answer.array("Successful").length()).isEqualTo(2);
      assertThat(((JsonObject) answer.array("Failed").get(0)).string("Message"))
          .contains("MessageGroupId parameter is required");
      assertThat(bodies(cloud, "work.fifo")).containsExactly("a", "b", "d");
      assertThat(cloud.published()).hasSize(3);
    }
  }

  @Test
  void triesAFunctionThreeTimesAndKeepsWhatItCannotTake() {
    try (LocalCloud cloud =
        cloud()
            .subscription(
                SubscriptionDefinition.of("Alerts", ACCOUNT.functionArn("Listener"))
                    .withDeadLetters(ACCOUNT.queueArn("dead")))
            .open()) {
      publish(cloud, "Alerts", "'Message':'poison'");

      assertThat(Listener.HEARD).hasSize(3);
      assertThat(bodies(cloud, "dead")).singleElement().asString().contains("poison");
    }
  }

  @Test
  void tellsRulesOfObjectsAndPassesEventsOn() throws Exception {
    RuleDefinition landed =
        RuleDefinition.of(
            "landed",
            json("{'source':['aws.s3'],'detail':{'object':{'key':[{'prefix':'in/'}]}}}"),
            TargetDefinition.of(ACCOUNT.queueArn("work")).withInputPath("$.detail.object.key"),
            TargetDefinition.of(ACCOUNT.topicArn("Alerts")).withInputPath("$.detail.reason"),
            TargetDefinition.of(ACCOUNT.functionArn("Listener")),
            TargetDefinition.of(ACCOUNT.logGroupArn("/aws/events/landed")));
    try (LocalCloud cloud = cloud().rule(landed).open()) {
      cloud.store().put("lake", "in/a b.csv", "x".getBytes(UTF_8));
      cloud.store().put("lake", "out/a.csv", "x".getBytes(UTF_8));

      assertThat(bodies(cloud, "work")).containsExactly("\"in/a b.csv\"");
      assertThat(cloud.published())
          .extracting(each -> each.message())
          .containsExactly("\"PutObject\"");
      assertThat(Listener.HEARD).hasSize(1);
      assertThat(Files.readAllLines(folder.resolve("state/logs/aws-events-landed.jsonl")))
          .singleElement()
          .asString()
          .contains("\"detail-type\":\"Object Created\"");
    }
  }

  @Test
  void endsALoopOfStreamBucketAndRule() throws Exception {
    RuleDefinition loop =
        RuleDefinition.of(
            "loop",
            json("{'source':['aws.s3']}"),
            TargetDefinition.of(ACCOUNT.deliveryStreamArn("loop"))
                .withDeadLetters(ACCOUNT.queueArn("dead")));
    try (LocalCloud cloud =
        cloud()
            .deliveryStream(
                DeliveryStreamDefinition.to("loop", "lake", "in/").withBuffer(1, Duration.ZERO))
            .rule(loop)
            .open()) {
      cloud.store().put("lake", "first", "x".getBytes(UTF_8));

      assertThat(bodies(cloud, "dead")).hasSize(1);
      assertThat(cloud.store().page("lake", "in/", "", "", 100).objects()).hasSize(17);
    }
  }

  /** A workflow of one task. */
  private static String task(String resource, String arguments) {
    return """
        {"QueryLanguage":"JSONata","StartAt":"one","States":{"one":{"Type":"Task",
        "Resource":"arn:aws:states:::%s","Arguments":%s,"End":true}}}
        """
        .formatted(resource, arguments.replace('\'', '"'));
  }

  private static Execution run(Engine engine, String name, String definition) throws Exception {
    Execution execution = engine.start(engine.create(name, definition), null, JsonObject.EMPTY);
    execution.done().get(60, TimeUnit.SECONDS);
    return execution;
  }

  @Test
  void waitsForTheTokenThatItHasSent() throws Exception {
    String ask =
        task(
            "sqs:sendMessage.waitForTaskToken",
            "{'QueueUrl':'"
                + ACCOUNT.queueUrl("work")
                + "','MessageBody':{'token':'{% $states.context.Task.Token %}'}}");
    CompletableFuture<String> submitted = new CompletableFuture<>();
    try (LocalCloud cloud = cloud().open();
        Engine engine =
            Engine.builder()
                .handlers(cloud.handlers())
                .listener(
                    (arn, event) -> {
                      if (event.json().string("type").equals("TaskSubmitted")) {
                        submitted.complete(event.json().compact());
                      }
                    })
                .build()) {
      Execution execution = engine.start(engine.create("ask", ask), null, JsonObject.EMPTY);
      assertThat(submitted.get(60, TimeUnit.SECONDS)).contains("MD5OfMessageBody");
      assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);

      JsonObject message = (JsonObject) Json.parse(bodies(cloud, "work").get(0));
      engine.sendTaskSuccess(String.valueOf(message.string("token")), Json.of("yes"));

      execution.done().get(60, TimeUnit.SECONDS);
      assertThat(execution.output()).contains(Json.of("yes"));
    }
  }

  @Test
  void startsStateMachinesAndTellsOfTheirExecutions() throws Exception {
    BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    RuleDefinition orders =
        RuleDefinition.of(
            "orders",
            json("{'source':['shop']}"),
            TargetDefinition.of(ACCOUNT.stateMachineArn("load")).withInputPath("$.detail"));
    RuleDefinition done =
        RuleDefinition.of(
            "done",
            json(
                "{'source':['aws.states'],'detail':{'status':['SUCCEEDED'],"
                    + "'stateMachineArn':[{'suffix':':load'}]}}"),
            TargetDefinition.of(ACCOUNT.topicArn("Alerts")));
    String put =
        task(
            "events:putEvents",
            "{'Entries':[{'Source':'shop','DetailType':'Order','Detail':{'day':'2026-02-03'}}]}");
    try (LocalCloud cloud =
            cloud().rule(orders).rule(done).onPublished(each -> ended.add(each.message())).open();
        Engine engine =
            Engine.builder().handlers(cloud.handlers()).listener(cloud.historyListener()).build()) {
      engine.create(
          "load", "{\"StartAt\":\"p\",\"States\":{\"p\":{\"Type\":\"Pass\",\"End\":true}}}");
      assertThat(run(engine, "put", put).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(ended).as("nobody knows the engine yet").isEmpty();

      cloud.connect(engine);

      JsonObject event = (JsonObject) Json.parse(ended.poll(60, TimeUnit.SECONDS));
      assertThat(event.string("detail-type")).isEqualTo("Step Functions Execution Status Change");
      assertThat(event.object("detail").string("input")).isEqualTo("{\"day\":\"2026-02-03\"}");
      assertThat(event.object("detail").string("output")).isEqualTo("{\"day\":\"2026-02-03\"}");
    }
  }

  @Test
  void tellsOfStatementsThatWereSubmittedWithEvent() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    RuleDefinition ended =
        RuleDefinition.of(
            "ended",
            json("{'source':['aws.redshift-data'],'detail':{'state':['FINISHED']}}"),
            TargetDefinition.of(ACCOUNT.topicArn("Alerts")));
    LocalCloudBuilder builder =
        cloud().warehouse("etl", "dw").rule(ended).onPublished(each -> told.add(each.message()));
    try (LocalCloud cloud = builder.open()) {
      String statement =
          "{'WorkgroupName':'etl','Database':'dw','Sql':'SELECT 1','StatementName':'%s'%s}";
      calls(cloud).call("aws-sdk:redshiftdata:executeStatement", statement.formatted("quiet", ""));
      calls(cloud)
          .call(
              "aws-sdk:redshiftdata:executeStatement",
              statement.formatted("told", ",'WithEvent':true"));

      JsonObject event = (JsonObject) Json.parse(told.poll(60, TimeUnit.SECONDS));
      assertThat(event.string("detail-type")).isEqualTo("Redshift Data Statement Status Change");
      assertThat(event.object("detail").string("statementName")).isEqualTo("told");
      assertThat(event.array("resources").get(0)).isEqualTo(Json.of(ACCOUNT.workgroupArn("etl")));
    }
  }

  @Test
  void findsItsItemsAndMessagesAgain() {
    LocalCloudBuilder again = cloud().table(TableDefinition.keyedBy("locks", "id"));
    try (LocalCloud cloud = again.open()) {
      calls(cloud).call("dynamodb:putItem", "{'TableName':'locks','Item':{'id':{'S':'a'}}}");
      calls(cloud)
          .call(
              "sqs:sendMessage",
              "{'QueueUrl':'" + ACCOUNT.queueUrl("work") + "','MessageBody':'m'}");
    }
    try (LocalCloud cloud = again.open()) {
      assertThat(
              ((JsonObject)
                      calls(cloud)
                          .call("dynamodb:getItem", "{'TableName':'locks','Key':{'id':{'S':'a'}}}"))
                  .object("Item"))
          .isEqualTo(json("{'id':{'S':'a'}}"));
      assertThat(bodies(cloud, "work")).containsExactly("m");
    }
  }

  @Test
  void writesWhatAStreamHasCollectedWhenItCloses() throws Exception {
    LocalCloudBuilder again =
        cloud().deliveryStream(DeliveryStreamDefinition.to("clicks", "lake", "clicks/"));
    try (LocalCloud cloud = again.open()) {
      calls(cloud)
          .call(
              "aws-sdk:firehose:putRecord",
              "{'DeliveryStreamName':'clicks','Record':{'Data':'hello'}}");
      assertThat(cloud.store().page("lake", "clicks/", "", "", 10).objects()).isEmpty();
    }
    try (LocalCloud cloud = again.open()) {
      String key = cloud.store().page("lake", "clicks/", "", "", 10).objects().get(0).key();
      assertThat(cloud.store().get("lake", key)).asString(UTF_8).isEqualTo("hello");
    }
  }
}
