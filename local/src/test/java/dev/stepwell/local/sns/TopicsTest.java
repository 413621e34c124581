package dev.stepwell.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.TaskCalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    topics = new Topics(folder, () -> "m-1", heard::add);
    topics.add(ARN);
    calls = TaskCalls.to(topics.service());
  }

  private Json publish(String rest) {
    return calls.call("sns:publish", "{'TopicArn':'" + ARN + "'," + rest + "}");
  }

  @Test
  void appendsWhatIsPublishedToTheTopicsFile() throws Exception {
    JsonObject answer = (JsonObject) publish("'Subject':'hello','Message':'one\\ntwo'");
    publish("'Message':{'rows':3}");

    assertThat(answer.names())
        .containsExactly("MessageId", "SdkHttpMetadata", "SdkResponseMetadata");
    assertThat(Files.readAllLines(folder.resolve("Alerts.jsonl")))
        .containsExactly(
            "{\"Type\":\"Notification\",\"MessageId\":\"m-1\",\"TopicArn\":\""
                + ARN
                + "\",\"Subject\":\"hello\",\"Message\":\"one\\ntwo\",\"Timestamp\":\""
                + TaskCalls.NOW
                + "\"}",
            "{\"Type\":\"Notification\",\"MessageId\":\"m-1\",\"TopicArn\":\""
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
}
