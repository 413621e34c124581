package dev.stepwell.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.delivery.Outbox;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.state.StateDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {

  private static final String ARN = "arn:aws:sns:us-east-1:123456789012:Alerts";

  @TempDir Path folder;
  private final List<Published> heard = new ArrayList<>();
  private Topics topics;
  private TaskCalls calls;

  @BeforeEach
  void open() {
    topics = topics();
    calls = TaskCalls.to(topics.service());
  }

  private Topics topics() {
    StateDatabase database = StateDatabase.inMemory();
    Topics made =
        new Topics(
            folder,
            () -> "m-1",
            heard::add,
            InstantSource.fixed(TaskCalls.NOW),
            database,
            new Answers(database),
            new Outbox(database));
    made.add(TopicDefinition.named("Alerts"), ARN);
    return made;
  }

  private Json publish(String rest) {
    return calls.call("sns:publish", "{'TopicArn':'" + ARN + "'," + rest + "}");
  }

  @Test
  void appendsWhatIsPublishedToTheTopicsFile() throws Exception {
    JsonObject answer = (JsonObject) publish("'Subject':'hello','Message':'one\\ntwo'");
    JsonObject second = (JsonObject) publish("'Message':{'rows':3}");

    assertThat(answer.string("MessageId")).isNotEqualTo(second.string("MessageId"));
    assertThat(answer.names())
        .containsExactly("MessageId", "SdkHttpMetadata", "SdkResponseMetadata");
    assertThat(Files.readAllLines(folder.resolve("Alerts.jsonl")))
        .containsExactly(
            "{\"Type\":\"Notification\",\"MessageId\":\""
                + answer.string("MessageId")
                + "\",\"TopicArn\":\""
                + ARN
                + "\",\"Subject\":\"hello\",\"Message\":\"one\\ntwo\",\"Timestamp\":\""
                + TaskCalls.NOW
                + "\"}",
            "{\"Type\":\"Notification\",\"MessageId\":\""
                + second.string("MessageId")
                + "\",\"TopicArn\":\""
                + ARN
                + "\",\"Message\":\"{\\\"rows\\\":3}\",\"Timestamp\":\""
                + TaskCalls.NOW
                + "\"}");
    assertThat(heard).hasSize(2).isEqualTo(topics.published());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          "Message":""                                   ; Empty message
          "Message":"x","Subject":""                     ; Subject has 0 characters
          "Message":"x","Subject":"a\\nb"                ; Subject has a line break
          "Message":"x","MessageStructure":"json"        ; failed to parse
          "Message":"{}","MessageStructure":"json"       ; No default entry
          """,
      quoteCharacter = '~')
  void refusesWhatSnsRefuses(String rest, String message) {
    assertThatThrownBy(() -> publish(rest))
        .hasMessageStartingWith("Invalid parameter: ")
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("SNS.InvalidParameterException"));
    assertThat(heard).isEmpty();
  }

  @Test
  void takesSubjectsOfLessThanAHundredCharacters() {
    publish("'Message':'x','Subject':'" + "s".repeat(99) + "'");

    assertThatThrownBy(() -> publish("'Message':'x','Subject':'" + "s".repeat(100) + "'"))
        .hasMessageContaining("Subject has 100 characters; it must have 1 to 99");
  }

  @Test
  void turnsObjectsToTextOnlyWhereStepFunctionsDoes() {
    String arguments = "{'TopicArn':'" + ARN + "','Message':{'a':1}}";

    assertThatThrownBy(() -> calls.call("aws-sdk:sns:publish", arguments))
        .hasMessageContaining("Message must be a string")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("Sns.InvalidParameterException"));
  }

  @Test
  void namesATopicThatIsMissing() {
    assertThatThrownBy(() -> calls.call("sns:publish", "{'TopicArn':'arn:other','Message':'x'}"))
        .hasMessageStartingWith("Topic does not exist: arn:other; there are [" + ARN + "]")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("SNS.NotFoundException"));
  }

  private static final String PUBLISH = "arn:aws:states:::sns:publish";

  private static Json hello() {
    return Json.parse("{\"TopicArn\":\"" + ARN + "\",\"Message\":\"hello\"}");
  }

  private JsonObject resumedBy(String token) {
    return (JsonObject) TaskCalls.to(topics().service()).resume(token, PUBLISH, hello());
  }

  @Test
  void findsTheMessageOfATaskThatIsResumed() throws Exception {
    calls.start("first", PUBLISH, hello());
    JsonObject answer = (JsonObject) calls.start("mine", PUBLISH, hello());
    calls.start("last", PUBLISH, hello());

    JsonObject again = resumedBy("mine");

    assertThat(again.string("MessageId")).isEqualTo(answer.string("MessageId"));
    assertThat(Files.readAllLines(folder.resolve("Alerts.jsonl"))).hasSize(3);
    assertThat(heard).hasSize(3);
  }

  @Test
  void publishesOnceWhereverItWasBrokenOff() throws Exception {
    calls.start("first", PUBLISH, hello());
    Path file = folder.resolve("Alerts.jsonl");
    byte[] before = Files.readAllBytes(file);
    calls.start("mine", PUBLISH, hello());
    byte[] after = Files.readAllBytes(file);

    for (int length = before.length; length <= after.length; length++) {
      Files.write(file, Arrays.copyOf(after, length));
      resumedBy("mine");
      assertThat(file).hasBinaryContent(after);
    }
  }

  @Test
  void publishesNothingThatMayStandInADamagedLine() throws Exception {
    JsonObject answer = (JsonObject) calls.start("mine", PUBLISH, hello());
    Path file = folder.resolve("Alerts.jsonl");
    String line = Files.readString(file);
    Files.writeString(
        file,
        "\u0000" + answer.string("MessageId") + "\u00ff\n" + line,
        StandardCharsets.ISO_8859_1);

    resumedBy("mine");

    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).endsWith("\n" + line);
    assertThat(heard).hasSize(1);
    assertThatThrownBy(() -> resumedBy("other"))
        .hasMessageContaining("may stand in a record that is damaged: " + file + ", line 1")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("Stepwell.Interrupted"));
    assertThat(heard).hasSize(1);
  }
}
