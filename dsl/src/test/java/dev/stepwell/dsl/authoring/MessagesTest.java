package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.EventBridge;
import dev.stepwell.dsl.Firehose;
import dev.stepwell.dsl.Items;
import dev.stepwell.dsl.Kinesis;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Sqs;
import dev.stepwell.dsl.SqsQueue;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages, events and records: what is sent, and what becomes of those that are refused. */
class MessagesTest {

  record Input(List<Order> orders, List<String> lines) {}

  record Order(String id, int value) {}

  private static final String BATCH = "aws-sdk:sqs:sendMessageBatch";
  private static final String RECORDS = "aws-sdk:kinesis:putRecords";
  private static final String LINES = "aws-sdk:firehose:putRecordBatch";
  private static final SqsQueue ORDERS = Sqs.queue("orders");

  private final Services aws = new Services();

  private static Workflow<Input> only(Task<?> task) {
    return Workflow.named("telling", Input.class).flow((flow, in) -> flow.run("send", task));
  }

  private static Workflow<Input> sendingLines() {
    return Workflow.named("telling", Input.class)
        .flow((flow, in) -> flow.run("send", ORDERS.sendAll(in.items(Input::lines))));
  }

  private static JsonObject lines(int count) {
    return (JsonObject)
        Json.parse(
            "{\"lines\":["
                + IntStream.range(0, count)
                    .mapToObj(i -> "\"line " + i + "\"")
                    .collect(Collectors.joining(","))
                + "]}");
  }

  private static List<String> ids(JsonObject call) {
    return call.array("Entries").stream().map(entry -> ((JsonObject) entry).string("Id")).toList();
  }

  private static String granted(Workflow<?> workflow) {
    return workflow.compile().iam().stream()
        .map(grant -> grant.actions() + " on " + grant.resources())
        .collect(Collectors.joining("; "));
  }

  @Test
  void messageToATopicHasItsAttributesAndItsGroup() {
    aws.answer("sns:publish", "{'MessageId': 'm'}");

    aws.run(
        only(
            Sns.publish(Text.of("arn:topic.fifo"), "news", Text.of("hello"))
                .attribute("kind", Text.of("flight"))
                .attribute("count", Num.of(3))
                .group(Text.of("g"))),
        "{}");

    JsonObject asked = aws.asked("sns:publish").get(0);
    assertThat(asked.string("MessageDeduplicationId")).matches("[0-9a-f]{64}");
    assertThat(asked.without("MessageDeduplicationId").compact())
        .isEqualTo(
            "{\"TopicArn\":\"arn:topic.fifo\",\"Subject\":\"news\",\"Message\":\"hello\","
                + "\"MessageAttributes\":{\"kind\":{\"DataType\":\"String\",\"StringValue\":"
                + "\"flight\"},\"count\":{\"DataType\":\"Number\",\"StringValue\":\"3\"}},"
                + "\"MessageGroupId\":\"g\"}");
  }

  @Test
  void objectIsAMessageToo() {
    aws.answer("sns:publish", "{'MessageId': 'm'}");

    aws.run(only(Sns.publish(Text.of("arn:t"), Args.of("id", Text.of("7")))), "{}");

    assertThat(aws.asked("sns:publish").get(0).compact())
        .isEqualTo("{\"TopicArn\":\"arn:t\",\"Message\":{\"id\":\"7\"}}");
  }

  @Test
  void messageToAQueueIsSent() {
    aws.answer("sqs:sendMessage", "{'MessageId': 'm', 'MD5OfMessageBody': 'x'}");
    Workflow<Input> workflow =
        only(
            ORDERS
                .send(Args.of("id", Text.of("7")))
                .attribute("kind", Text.of("order"))
                .delay(Duration.ofMinutes(2)));

    Execution run = aws.run(workflow, "{}");

    assertThat(run.output().orElseThrow().compact()).isEqualTo("{\"messageId\":\"m\"}");
    assertThat(aws.asked("sqs:sendMessage").get(0).compact())
        .isEqualTo(
            "{\"QueueUrl\":\"${OrdersQueueUrl}\",\"MessageBody\":{\"id\":\"7\"},"
                + "\"MessageAttributes\":{\"kind\":{\"DataType\":\"String\",\"StringValue\":"
                + "\"order\"}},\"DelaySeconds\":120}");
    assertThat(granted(workflow)).isEqualTo("[sqs:SendMessage] on [${OrdersQueueArn}]");
  }

  @Test
  void retriedMessageOfAGroupIsTheSame() {
    aws.fail("sqs:sendMessage", "SQS.SdkClientException", "lost")
        .answer("sqs:sendMessage", "{'MessageId': 'm'}");

    aws.run(only(ORDERS.send(Text.of("x")).group(Text.of("g"))), "{}");

    assertThat(aws.asked("sqs:sendMessage")).hasSize(2);
    assertThat(aws.asked("sqs:sendMessage").get(0)).isEqualTo(aws.asked("sqs:sendMessage").get(1));
  }

  @Test
  void messagesAreSentTenAtATime() {
    aws.answer(BATCH, "{'Successful': []}");

    Execution run = aws.run(sendingLines(), lines(23));

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(BATCH)).hasSize(3);
    assertThat(aws.asked(BATCH).get(2).compact())
        .isEqualTo(
            "{\"QueueUrl\":\"${OrdersQueueUrl}\",\"Entries\":[{\"Id\":\"20\",\"MessageBody\":\"line"
                + " 20\"},{\"Id\":\"21\",\"MessageBody\":\"line 21\"},{\"Id\":\"22\",\"MessageBody\":"
                + "\"line 22\"}]}");
  }

  @Test
  void oneMessageIsAListToo() {
    aws.answer(BATCH, "{'Successful': []}");

    aws.run(sendingLines(), lines(1));

    assertThat(ids(aws.asked(BATCH).get(0))).containsExactly("0");
  }

  @Test
  void onlyRefusedMessagesAreSentAgain() {
    aws.answer(
        BATCH,
        "{'Successful': [], 'Failed': [{'Id': '3'}, {'Id': '7'}]}",
        "{'Failed': [{'Id': '7'}]}",
        "{'Successful': []}");

    aws.run(sendingLines(), lines(12));

    assertThat(aws.asked(BATCH).stream().map(MessagesTest::ids))
        .containsExactly(
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            List.of("3", "7", "10", "11"),
            List.of("7"));
  }

  @Test
  void messagesThatAreAlwaysRefusedFailTheStep() {
    aws.answer(BATCH, "{'Failed': [{'Id': '0'}]}");

    Execution run = aws.run(sendingLines(), lines(1));

    assertThat(run.error()).contains(Sqs.ENTRIES_FAILED.name());
    assertThat(run.cause().orElseThrow())
        .contains("step 'send' did not get rid of all messages within PT10M");
  }

  @Test
  void messagesOfAGroupHaveIdsOfTheirOwn() {
    aws.answer(BATCH, "{'Successful': []}");

    aws.run(only(ORDERS.sendAll(Items.of(List.of("a", "b")), Text.of("g"))), "{}");

    assertThat(
            aws.asked(BATCH).get(0).array("Entries").stream()
                .map(entry -> ((JsonObject) entry).string("MessageDeduplicationId")))
        .hasSize(2)
        .allMatch(id -> id.matches("[0-9a-f]{64}-[01]"))
        .doesNotHaveDuplicates();
  }

  @Test
  void recordsThatAreRefusedArePutAgainByTheirPlace() {
    aws.answer(
        RECORDS,
        "{'FailedRecordCount': 1, 'Records': [{'ShardId': 's'}, {'ErrorCode':"
            + " 'ProvisionedThroughputExceededException'}, {'ShardId': 's'}]}",
        "{'FailedRecordCount': 0, 'Records': [{'ShardId': 's'}]}");
    Workflow<Input> workflow =
        Workflow.named("telling", Input.class)
            .flow(
                (flow, in) ->
                    flow.run(
                        "send",
                        Kinesis.stream("clicks").putAll(in.items(Input::orders), Order::id)));

    Execution run =
        aws.run(
            workflow,
            "{'orders': [{'id': 'a', 'value': 1}, {'id': 'b', 'value': 2}, {'id': 'c', 'value':"
                + " 3}]}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(RECORDS)).hasSize(2);
    assertThat(aws.asked(RECORDS).get(1).compact())
        .isEqualTo(
            "{\"StreamName\":\"clicks\",\"Records\":[{\"PartitionKey\":\"b\",\"Data\":"
                + "\"{\\\"id\\\":\\\"b\\\",\\\"value\\\":2}\"}]}");
    assertThat(granted(workflow))
        .isEqualTo(
            "[kinesis:PutRecords] on"
                + " [arn:${AWS::Partition}:kinesis:${AWS::Region}:${AWS::AccountId}:stream/clicks]");
  }

  @Test
  void singleRecordGivesItsPlace() {
    aws.answer("aws-sdk:kinesis:putRecord", "{'ShardId': 's-1', 'SequenceNumber': '42'}");

    Execution run =
        aws.run(only(Kinesis.stream("clicks").put(Text.of("k"), Text.of("data"))), "{}");

    assertThat(run.output().orElseThrow().compact())
        .isEqualTo("{\"shardId\":\"s-1\",\"sequenceNumber\":\"42\"}");
    assertThat(aws.asked("aws-sdk:kinesis:putRecord").get(0).compact())
        .isEqualTo("{\"StreamName\":\"clicks\",\"PartitionKey\":\"k\",\"Data\":\"data\"}");
  }

  @Test
  void linesForFirehoseAreSentUntilAllAreTaken() {
    aws.answer(
        LINES,
        "{'FailedPutCount': 1, 'RequestResponses': [{'ErrorCode': 'ServiceUnavailableException'},"
            + " {'RecordId': 'r'}]}",
        "{'FailedPutCount': 0, 'RequestResponses': [{'RecordId': 'r'}]}");

    aws.run(only(Firehose.stream("raw").putAll(Items.of(List.of("a", "b")))), "{}");

    assertThat(aws.asked(LINES).stream().map(JsonObject::compact))
        .containsExactly(
            "{\"DeliveryStreamName\":\"raw\",\"Records\":[{\"Data\":\"a\\n\"},{\"Data\":\"b\\n\"}]}",
            "{\"DeliveryStreamName\":\"raw\",\"Records\":[{\"Data\":\"a\\n\"}]}");
  }

  @Test
  void recordForFirehoseIsPut() {
    aws.answer("aws-sdk:firehose:putRecord", "{'RecordId': 'r'}");

    aws.run(only(Firehose.stream("raw").put(Text.of("a"))), "{}");

    assertThat(aws.asked("aws-sdk:firehose:putRecord").get(0).compact())
        .isEqualTo("{\"DeliveryStreamName\":\"raw\",\"Record\":{\"Data\":\"a\"}}");
  }

  @Test
  void eventsArePutOnTheirBus() {
    aws.answer("events:putEvents", "{'Entries': [{'EventId': 'e1'}], 'FailedEntryCount': 0}");
    Workflow<Input> workflow =
        only(
            EventBridge.put("shop.orders", "Order Shipped", Args.of("id", Text.of("7")))
                .and("shop.orders", "Order Billed", Args.of("id", Text.of("7")))
                .bus(Text.of("shop")));

    Execution run = aws.run(workflow, "{}");

    assertThat(run.output().orElseThrow().compact()).isEqualTo("{\"eventIds\":[\"e1\"]}");
    assertThat(aws.asked("events:putEvents").get(0).compact())
        .isEqualTo(
            "{\"Entries\":[{\"Source\":\"shop.orders\",\"DetailType\":\"Order Shipped\",\"Detail\":"
                + "{\"id\":\"7\"},\"EventBusName\":\"shop\"},{\"Source\":\"shop.orders\","
                + "\"DetailType\":\"Order Billed\",\"Detail\":{\"id\":\"7\"},\"EventBusName\":"
                + "\"shop\"}]}");
    assertThat(granted(workflow))
        .isEqualTo(
            "[events:PutEvents] on"
                + " [arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/shop]");
  }

  @Test
  void eventThatIsNotTakenFailsTheStepAndIsNotSentAgain() {
    aws.fail("events:putEvents", EventBridge.FAILED_ENTRY.name(), "{}");

    Execution run = aws.run(only(EventBridge.put("shop", "Order", Args.none())), "{}");

    assertThat(run.error()).contains("EventBridge.FailedEntry");
    assertThat(aws.asked("events:putEvents")).hasSize(1);
  }

  @Test
  void eventOfAws() {
    assertSaid(
        () -> EventBridge.put("aws.orders", "Order", Args.none()),
        "the event source 'aws.orders' starts with aws., which belongs to AWS; use a name of your"
            + " own");
  }

  @Test
  void elevenEvents() {
    assertSaid(
        () -> {
          var events = EventBridge.put("shop", "0", Args.none());
          for (int i = 1; i <= 10; i++) {
            events = events.and("shop", String.valueOf(i), Args.none());
          }
        },
        "EventBridge takes at most 10 events in one call; put '10' with a step of its own");
  }

  @Test
  void delayOfAMessageInAGroup() {
    assertSaid(
        () -> ORDERS.send(Text.of("x")).group(Text.of("g")).delay(Duration.ofSeconds(1)),
        "FIFO queues, to which a message with a group goes, take no delay of a single message; leave"
            + " out delay or group");
  }

  @Test
  void delayThatIsTooLong() {
    assertSaid(
        () -> ORDERS.send(Text.of("x")).delay(Duration.ofHours(1)),
        "SQS delays a message by 0 to 900 seconds, but this is PT1H");
  }

  @Test
  void attributeThatBelongsToAws() {
    assertSaid(
        () -> ORDERS.send(Text.of("x")).attribute("AWS.id", Text.of("1")),
        "the SQS message attribute 'AWS.id' has no name that AWS takes: 1 to 256 letters, digits, -,"
            + " _ and single inner dots, not starting with AWS. or Amazon.");
  }
}
