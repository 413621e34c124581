package dev.stepwell.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.state.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueActionsTest {

  @TempDir Path folder;
  private final StateDatabase database = StateDatabase.inMemory();
  private final QueueFixture sqs = new QueueFixture(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void answersWithTheDigestsThatSendersCompare() {
    JsonObject answer =
        (JsonObject)
            sqs.calls.call(
                "sqs:sendMessage",
                QueueFixture.arguments(
                    "work",
                    "'MessageBody':{'rows':3},'MessageAttributes':{"
                        + "'day':{'DataType':'String','StringValue':'2026-02-03'},"
                        + "'rows':{'DataType':'Number','StringValue':'3'}}"));

    assertThat(answer.names())
        .containsExactly(
            "MD5OfMessageAttributes",
            "MD5OfMessageBody",
            "MessageId",
            "SdkHttpMetadata",
            "SdkResponseMetadata");
    // md5sum of {"rows":3}
    assertThat(answer.string("MD5OfMessageBody")).isEqualTo("a2b78924e006596a56502999f71af47c");
    assertThat(sqs.receive("work"))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.string("Body")).isEqualTo("{\"rows\":3}");
              assertThat(message.has("Attributes")).isFalse();
              assertThat(message.has("MessageAttributes")).isFalse();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          sqs:sendMessage;work;'MessageBody':'';SQS.AmazonSQSException;must contain the parameter MessageBody
          sqs:sendMessage;none;'MessageBody':'x';SQS.QueueDoesNotExistException;The specified queue does not exist
          aws-sdk:sqs:sendMessage;none;'MessageBody':'x';Sqs.QueueDoesNotExistException;The specified queue does not exist
          aws-sdk:sqs:sendMessage;work;'MessageBody':'x','DelaySeconds':901;Sqs.SqsException;Value 901 for parameter DelaySeconds is invalid
          aws-sdk:sqs:sendMessage;work;'MessageBody':'x','MessageDeduplicationId':'d';Sqs.SqsException;not valid for this queue type
          aws-sdk:sqs:sendMessage;work;'MessageBody':'a\\u0001';Sqs.InvalidMessageContentsException;Invalid binary character '#x1'
          aws-sdk:sqs:sendMessage;work;'MessageBody':'x','MessageAttributes':{'a':{'DataType':'Text','StringValue':'b'}};Sqs.SqsException;invalid message attribute type
          aws-sdk:sqs:sendMessage;work;'MessageBody':'x','MessageAttributes':{'a':{'DataType':'Number','StringValue':'b'}};Sqs.SqsException;to a number
          aws-sdk:sqs:sendMessage;work;'MessageBody':'x','MessageAttributes':{'a':{'DataType':'String','StringValue':''}};Sqs.SqsException;non-empty message attribute value
          sqs:sendMessage;orders.fifo;'MessageBody':'x';SQS.AmazonSQSException;must contain the parameter MessageGroupId
          sqs:sendMessage;orders.fifo;'MessageBody':'x','MessageGroupId':'g';SQS.AmazonSQSException;ContentBasedDeduplication enabled or
          sqs:sendMessage;orders.fifo;'MessageBody':'x','MessageGroupId':'a b';SQS.AmazonSQSException;1 to 128 in length
          sqs:sendMessage;content.fifo;'MessageBody':'x','MessageGroupId':'g','DelaySeconds':1;SQS.AmazonSQSException;not valid for this queue type
          aws-sdk:sqs:receiveMessage;work;'MaxNumberOfMessages':11;Sqs.SqsException;Must be between 1 and 10
          aws-sdk:sqs:receiveMessage;work;'WaitTimeSeconds':21;Sqs.SqsException;Must be >= 0 and <= 20
          aws-sdk:sqs:receiveMessage;work;'VisibilityTimeout':43201;Sqs.SqsException;between 0 and 43200
          aws-sdk:sqs:deleteMessage;work;'ReceiptHandle':'wrong';Sqs.ReceiptHandleIsInvalidException;not a valid receipt handle
          aws-sdk:sqs:changeMessageVisibility;work;'ReceiptHandle':'OSBh','VisibilityTimeout':1;Sqs.MessageNotInflightException;not available for visibility timeout change
          aws-sdk:sqs:getQueueAttributes;work;'AttributeNames':['Color'];Sqs.InvalidAttributeNameException;Unknown Attribute Color
          aws-sdk:sqs:sendMessageBatch;work;'Entries':[];Sqs.EmptyBatchRequestException;at least one SendMessageBatchRequestEntry
          aws-sdk:sqs:sendMessageBatch;work;'Entries':[{'Id':'a','MessageBody':'x'},{'Id':'a','MessageBody':'y'}];Sqs.BatchEntryIdsNotDistinctException;Id a repeated
          aws-sdk:sqs:sendMessageBatch;work;'Entries':[{'Id':'a b','MessageBody':'x'}];Sqs.InvalidBatchEntryIdException;can only contain alphanumeric
          """)
  void refusesWhatSqsRefuses(
      String resource, String queue, String rest, String error, String message) {
    TaskFailedException failure = sqs.failure(resource, queue, rest);

    assertThat(failure.error()).isEqualTo(error);
    assertThat(failure).hasMessageContaining(message);
    assertThat(sqs.attributes("work").string("ApproximateNumberOfMessages")).isEqualTo("0");
  }

  @Test
  void takesAMebibyteAndNoMore() {
    sqs.send("work", "x".repeat(1_048_576));

    assertThat(
            sqs.failure("sqs:sendMessage", "work", "'MessageBody':'" + "x".repeat(1_048_577) + "'"))
        .hasMessageContaining("Message must be shorter than 1048576 bytes");
    String half = "x".repeat(600_000);
    assertThat(
            sqs.failure(
                    "aws-sdk:sqs:sendMessageBatch",
                    "work",
                    "'Entries':[{'Id':'a','MessageBody':'%s'},{'Id':'b','MessageBody':'%s'}]"
                        .formatted(half, half))
                .error())
        .isEqualTo("Sqs.BatchRequestTooLongException");
    String eleven =
        IntStream.range(0, 11)
            .mapToObj("{'Id':'%d','MessageBody':'x'}"::formatted)
            .collect(Collectors.joining(","));
    assertThat(
            sqs.failure("aws-sdk:sqs:sendMessageBatch", "work", "'Entries':[" + eleven + "]")
                .error())
        .isEqualTo("Sqs.TooManyEntriesInBatchRequestException");
  }

  @Test
  void hidesAReceivedMessageForItsTime() {
    sqs.send("work", "a");

    JsonObject first = sqs.receive("work", "'AttributeNames':['All']").get(0);
    assertThat(sqs.receive("work")).isEmpty();
    assertThat(sqs.attributes("work").string("ApproximateNumberOfMessagesNotVisible"))
        .isEqualTo("1");
    sqs.clock.pass(Duration.ofSeconds(30));
    JsonObject second = sqs.receive("work", "'AttributeNames':['ApproximateReceiveCount']").get(0);

    assertThat(first.object("Attributes").string("ApproximateReceiveCount")).isEqualTo("1");
    assertThat(first.object("Attributes").string("SentTimestamp")).isEqualTo("1770091506789");
    assertThat(second.object("Attributes").compact())
        .isEqualTo("{\"ApproximateReceiveCount\":\"2\"}");
    assertThat(second.string("ReceiptHandle")).isNotEqualTo(first.string("ReceiptHandle"));
    sqs.delete("work", second);
    sqs.delete("work", second);
    sqs.clock.pass(Duration.ofMinutes(1));
    assertThat(sqs.receive("work")).isEmpty();
  }

  @Test
  void changesHowLongAMessageIsHidden() {
    sqs.send("work", "a");
    JsonObject message = sqs.receive("work").get(0);
    String handle = "'ReceiptHandle':'" + message.string("ReceiptHandle") + "'";

    sqs.sdk("changeMessageVisibility", "work", handle + ",'VisibilityTimeout':600");
    sqs.clock.pass(Duration.ofSeconds(599));
    assertThat(sqs.receive("work")).isEmpty();
    sqs.sdk("changeMessageVisibility", "work", handle + ",'VisibilityTimeout':0");
    assertThat(sqs.bodies("work")).containsExactly("a");
  }

  @Test
  void delaysMessagesAsTheQueueOrTheMessageSays() {
    sqs.send("slow", "later");
    sqs.sdk("sendMessage", "slow", "'MessageBody':'now','DelaySeconds':0");

    assertThat(sqs.bodies("slow")).containsExactly("now");
    assertThat(sqs.attributes("slow").string("ApproximateNumberOfMessagesDelayed")).isEqualTo("1");
    sqs.clock.pass(Duration.ofMinutes(2));
    assertThat(sqs.bodies("slow")).contains("later");
  }

  @Test
  void putsWhatIsReceivedTooOftenAmongTheDeadLetters() {
    sqs.send("redriven", "poison");

    for (int time = 0; time < 2; time++) {
      assertThat(sqs.bodies("redriven")).containsExactly("poison");
      sqs.clock.pass(Duration.ofSeconds(30));
    }

    assertThat(sqs.receive("redriven")).isEmpty();
    assertThat(sqs.bodies("dead")).containsExactly("poison");
    assertThat(sqs.attributes("redriven").string("RedrivePolicy"))
        .isEqualTo(
            "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead\","
                + "\"maxReceiveCount\":2}");
  }

  @Test
  void takesAFifoMessageOnceInFiveMinutes() {
    String message = "'MessageBody':'a','MessageGroupId':'g','MessageDeduplicationId':'d'";
    JsonObject first = sqs.sdk("sendMessage", "orders.fifo", message);
    sqs.clock.pass(Duration.ofMinutes(5).minusMillis(1));
    JsonObject again = sqs.sdk("sendMessage", "orders.fifo", message);
    sqs.clock.pass(Duration.ofMillis(1));
    JsonObject later = sqs.sdk("sendMessage", "orders.fifo", message);

    assertThat(again).isEqualTo(first);
    assertThat(later.string("SequenceNumber")).isGreaterThan(first.string("SequenceNumber"));
    assertThat(sqs.bodies("orders.fifo")).containsExactly("a", "a");
    sqs.sdk("sendMessage", "content.fifo", "'MessageBody':'a','MessageGroupId':'g'");
    sqs.sdk("sendMessage", "content.fifo", "'MessageBody':'a','MessageGroupId':'h'");
    assertThat(sqs.bodies("content.fifo")).containsExactly("a");
  }

  @Test
  void keepsTheOrderOfEachGroup() {
    for (String each : List.of("g1", "h1", "g2", "h2")) {
      sqs.sdk(
          "sendMessage",
          "content.fifo",
          "'MessageBody':'" + each + "','MessageGroupId':'" + each.charAt(0) + "'");
    }

    JsonObject first = sqs.receive("content.fifo", "").get(0);
    JsonObject other = sqs.receive("content.fifo", "").get(0);
    assertThat(first.string("Body")).isEqualTo("g1");
    assertThat(other.string("Body")).isEqualTo("h1");
    assertThat(sqs.receive("content.fifo")).isEmpty();
    sqs.delete("content.fifo", first);
    assertThat(sqs.bodies("content.fifo")).containsExactly("g2");
    sqs.clock.pass(Duration.ofMinutes(1));
    assertThat(
            sqs.failure(
                "aws-sdk:sqs:deleteMessage",
                "content.fifo",
                "'ReceiptHandle':'" + other.string("ReceiptHandle") + "'"))
        .hasMessageContaining("The receipt handle has expired");
  }

  @Test
  void answersEachEntryOfABatch() {
    JsonObject sent =
        sqs.sdk(
            "sendMessageBatch",
            "work",
            "'Entries':[{'Id':'a','MessageBody':'x'},{'Id':'b','MessageBody':'y',"
                + "'DelaySeconds':1000}]");
    assertThat(sent.array("Successful").asList())
        .singleElement()
        .satisfies(each -> assertThat(((JsonObject) each).string("Id")).isEqualTo("a"));
    assertThat(sent.array("Failed").asList())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(((JsonObject) each).string("Code")).isEqualTo("InvalidParameterValue");
              assertThat(((JsonObject) each).get("SenderFault")).isEqualTo(Json.of(true));
            });

    String handle = sqs.receive("work").get(0).string("ReceiptHandle");
    JsonObject changed =
        sqs.sdk(
            "changeMessageVisibilityBatch",
            "work",
            "'Entries':[{'Id':'a','ReceiptHandle':'" + handle + "','VisibilityTimeout':60}]");
    JsonObject deleted =
        sqs.sdk(
            "deleteMessageBatch",
            "work",
            "'Entries':[{'Id':'a','ReceiptHandle':'"
                + handle
                + "'},{'Id':'b','ReceiptHandle':'wrong'}]");
    assertThat(changed.compact()).isEqualTo("{\"Successful\":[{\"Id\":\"a\"}]}");
    assertThat(deleted.array("Successful").compact()).isEqualTo("[{\"Id\":\"a\"}]");
    assertThat(((JsonObject) deleted.array("Failed").get(0)).string("Code"))
        .isEqualTo("ReceiptHandleIsInvalid");
  }

  @Test
  void purgesAQueueOnceAMinute() {
    sqs.send("work", "a");
    sqs.sdk("purgeQueue", "work", "");
    sqs.send("work", "b");

    assertThat(sqs.failure("aws-sdk:sqs:purgeQueue", "work", "").error())
        .isEqualTo("Sqs.PurgeQueueInProgressException");
    assertThat(sqs.bodies("work")).containsExactly("b");
    sqs.clock.pass(Duration.ofSeconds(60));
    sqs.sdk("purgeQueue", "work", "");
    sqs.clock.pass(Duration.ofSeconds(60));
    assertThat(sqs.bodies("work")).isEmpty();
  }

  @Test
  void forgetsMessagesAfterTheirTime() {
    sqs.send("work", "a");
    sqs.clock.pass(Duration.ofDays(4));

    assertThat(sqs.receive("work")).isEmpty();
  }

  @Test
  void givesTheAttributesThatAReceiverAsksFor() {
    sqs.sdk(
        "sendMessage",
        "work",
        "'MessageBody':'a','MessageAttributes':{'x.a':{'DataType':'String','StringValue':'1'},"
            + "'y':{'DataType':'Binary','BinaryValue':'AQID'}}");

    JsonObject some =
        sqs.receive("work", "'MessageAttributeNames':['x.*'],'VisibilityTimeout':0").get(0);
    JsonObject all = sqs.receive("work", "'MessageAttributeNames':['All']").get(0);
    assertThat(some.object("MessageAttributes").names()).containsExactly("x.a");
    assertThat(all.object("MessageAttributes").names()).containsExactly("x.a", "y");
    assertThat(all.string("MD5OfMessageAttributes"))
        .isNotEqualTo(some.string("MD5OfMessageAttributes"))
        .hasSize(32);
  }

  @Test
  void namesItsQueues() {
    assertThat(sqs.calls.call("aws-sdk:sqs:getQueueUrl", "{'QueueName':'work'}").compact())
        .isEqualTo("{\"QueueUrl\":\"" + QueueFixture.url("work") + "\"}");
    assertThat(sqs.calls.call("aws-sdk:sqs:listQueues", "{'QueueNamePrefix':'d'}").compact())
        .isEqualTo("{\"QueueUrls\":[\"" + QueueFixture.url("dead") + "\"]}");
    assertThat(sqs.calls.call("aws-sdk:sqs:listQueues", "{'QueueNamePrefix':'z'}").compact())
        .isEqualTo("{}");
    assertThat(
            sqs.sdk("getQueueAttributes", "work", "'AttributeNames':['DelaySeconds','Policy']")
                .compact())
        .isEqualTo("{\"Attributes\":{\"DelaySeconds\":\"0\"}}");
  }

  @Test
  void findsWhatItDidForATaskThatIsResumedInTheNextProcess() {
    Path file = folder.resolve("messages.db");
    String send = QueueFixture.arguments("work", "'MessageBody':'a'");
    String receive = QueueFixture.arguments("work", "'MaxNumberOfMessages':10");
    Json sent;
    Json received;
    try (StateDatabase first = StateDatabase.at(file)) {
      QueueFixture before = new QueueFixture(first);
      sent = start(before, "t-1", "aws-sdk:sqs:sendMessage", send);
      received = start(before, "t-2", "aws-sdk:sqs:receiveMessage", receive);
    }
    try (StateDatabase second = StateDatabase.at(file)) {
      QueueFixture after = new QueueFixture(second);
      assertThat(after.resume("t-1", "aws-sdk:sqs:sendMessage", send)).isEqualTo(sent);
      assertThat(after.resume("t-2", "aws-sdk:sqs:receiveMessage", receive)).isEqualTo(received);
      assertThat(after.attributes("work").string("ApproximateNumberOfMessagesNotVisible"))
          .isEqualTo("1");
      after.resume("t-3", "aws-sdk:sqs:sendMessage", send);
      assertThat(after.bodies("work")).as("a call that had not begun is made").hasSize(1);
    }
  }

  private static Json start(QueueFixture sqs, String token, String resource, String arguments) {
    return sqs.calls.start(
        token, "arn:aws:states:::" + resource, Json.parse(arguments.replace('\'', '"')));
  }

  @Test
  void refusesDefinitionsThatSqsWouldRefuse() {
    assertThatThrownBy(() -> QueueDefinition.named("a b")).hasMessageContaining("no queue name");
    assertThatThrownBy(() -> QueueDefinition.named("a").withDelay(Duration.ofMinutes(16)))
        .hasMessageContaining("delay must be PT0S to PT15M, not PT16M");
    assertThatThrownBy(() -> QueueDefinition.named("a").deduplicatedByContent())
        .hasMessageContaining("only FIFO queues");
    assertThatThrownBy(() -> QueueDefinition.named("a").withDeadLetters("b.fifo", 3))
        .hasMessageContaining("must be FIFO if and only if it is FIFO");
    assertThatThrownBy(() -> QueueDefinition.named("a").withDeadLetters("b", 0))
        .hasMessageContaining("maxReceiveCount must be 1 to 1000, not 0");
    Queues none = new Queues(database, sqs.clock, () -> "id");
    assertThatThrownBy(() -> none.add(QueueDefinition.named("a").withDeadLetters("b", 3)))
        .hasMessageContaining("declare it first");
  }
}
