package dev.stepwell.lambdas.fanout;

import static dev.stepwell.lambdas.Events.load;
import static dev.stepwell.lambdas.Events.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.lambdas.FakeContext;
import dev.stepwell.lambdas.event.InvalidEventException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class S3FanOutTest {
  private static final String ARN =
      "arn:aws:states:us-east-1:123456789012:stateMachine:flights-daily";
  private static final String S3 = load(S3FanOutTest.class, "s3.json");

  private final Map<String, String> started = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();
  private String refused = "no key";

  @Test
  void startsAnExecutionForAnObject() throws IOException {
    assertThat(call(S3)).isEqualTo("{\"started\":1,\"existing\":0,\"superseded\":0,\"ignored\":0}");

    assertThat(started).hasSize(1).containsValue("{\"day\":\"2001-01-03\",\"hour\":\"08\"}");
    assertThat(started.keySet().iterator().next())
        .matches("flights-daily-2001-01-03-08-[0-9a-f]{32}");
  }

  @Test
  void passesOnTheEnvelopeOfATrigger() throws IOException {
    Map<String, String> environment =
        Map.of(
            "STATE_MACHINE_ARN",
            ARN,
            "INPUT_TEMPLATE",
            "{\"_trigger\": {\"name\": \"s3\", \"bucket\": <bucket>, \"key\": <key>, \"time\": <time>}}");
    call(queue("landing", load(S3FanOutTest.class, "eventbridge.json")), environment);

    assertThat(started)
        .hasSize(1)
        .containsValue(
            "{\"_trigger\": {\"name\": \"s3\", \"bucket\": \"landing\", \"key\":"
                + " \"flights/day=2001-01-03/hour=08/my file+1.csv\", \"time\":"
                + " \"2001-01-03T09:05:12Z\"}}");
    assertThat(started.keySet().iterator().next())
        .matches("flights-daily-flights-day-2001-01-03-hour-08-m[a-z0-9-]*-[0-9a-f]{32}");
  }

  @Test
  void namesTheSameObjectAlikeOverEveryRoad() throws IOException {
    call(S3);
    call(load(S3FanOutTest.class, "eventbridge.json"));
    call(load(S3FanOutTest.class, "sns.json").formatted(quoted(S3)));
    call(queue("landing", S3));
    call(queue("landing", load(S3FanOutTest.class, "eventbridge.json")));
    call(queue("landing", load(S3FanOutTest.class, "sns-in-sqs.json").formatted(quoted(S3))));

    assertThat(started).hasSize(1);
  }

  @Test
  void takesAnExecutionThatExistsAsSuccess() throws IOException {
    call(S3);

    assertThat(call(S3)).isEqualTo("{\"started\":0,\"existing\":1,\"superseded\":0,\"ignored\":0}");
    assertThat(call(queue("landing", S3))).isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void passesTestEventsOver() throws IOException {
    String test = load(S3FanOutTest.class, "test-event.json");

    assertThat(call(test)).startsWith("{\"started\":0,");
    assertThat(call(queue("landing", test))).isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void passesOtherEventsAndOtherKeysOver() throws IOException {
    assertThat(call(S3.replace("ObjectCreated:Put", "ObjectRemoved:Delete")))
        .isEqualTo("{\"started\":0,\"existing\":0,\"superseded\":0,\"ignored\":0}");
    assertThat(
            call(
                load(S3FanOutTest.class, "eventbridge.json")
                    .replace("Object Created", "Object Deleted")))
        .startsWith("{\"started\":0,");
    assertThat(call(S3.replace("my+file%2B1.csv", "notes.txt"))).endsWith("\"ignored\":1}");
    assertThat(log)
        .singleElement()
        .asString()
        .startsWith("s3://landing/flights/day=2001-01-03/hour=08/notes.txt is ignored");
  }

  @Test
  void startsOnlyTheLatestVersionOfAKeyInABatch() throws IOException {
    String newer = version(S3, "newer", "0C0F6F405D6ED209E2");
    String longer = version(S3, "longer", "0C0F6F405D6ED209E101");
    call(newer);
    String newest = started.keySet().iterator().next();
    started.clear();

    assertThat(call(queue("landing", longer, newer, S3, newer)))
        .isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(started).containsOnlyKeys(newest);
  }

  @Test
  void comparesSequencersAsIfTheyWereEquallyLong() {
    var one = new ArrivedObject("b", "k", "", Optional.of("0C0F6F405D6ED209E1"), "");
    var same = new ArrivedObject("b", "k", "", Optional.of("0C0F6F405D6ED209E100"), "");
    var later = new ArrivedObject("b", "k", "", Optional.of("0C0F6F405D6ED209E101"), "");

    assertThat(later.isAfter(one)).isTrue();
    assertThat(one.isAfter(later)).isFalse();
    assertThat(same.isAfter(one)).isFalse();
    assertThat(one.isAfter(same)).isFalse();
  }

  @Test
  void givesBackOnlyTheMessagesThatFailed() throws IOException {
    refused = "hour=09";

    assertThat(call(queue("landing", S3, hour("09"), "{no json", "{}", hour("10"))))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},"
                + "{\"itemIdentifier\":\"m2\"},{\"itemIdentifier\":\"m3\"}]}");
    assertThat(started).hasSize(2);
    assertThat(log)
        .anySatisfy(line -> assertThat(line).contains("hour=09", "could not start", "throttled"))
        .anySatisfy(line -> assertThat(line).contains("'Records[2].body' is not JSON"))
        .anySatisfy(line -> assertThat(line).contains("'Records[3].body' is neither"));
  }

  @Test
  void letsNothingOvertakeAFailureInAnOrderedQueue() throws IOException {
    refused = "hour=09";

    assertThat(call(queue("landing.fifo", S3, hour("09"), hour("10"))))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"m2\"}]}");
    assertThat(started).hasSize(1);
  }

  @Test
  void failsTheInvocationWhereNothingCanBeGivenBack() {
    refused = "hour=08";

    assertThatThrownBy(() -> call(S3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("not every execution could be started");
    assertThatThrownBy(() -> call("{\"hello\":1}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("the event is neither an S3 notification (Records)");
    assertThatThrownBy(() -> call(S3.replace("aws:s3\"", "aws:ses\"")))
        .hasMessage("'Records[0]' comes from 'aws:ses'; known are aws:s3, aws:sns and aws:sqs");
    assertThatThrownBy(() -> call(S3.replace("%2B1", "%zz")))
        .hasMessageStartingWith("'Records[0].s3.object.key' is");
  }

  private static String version(String event, String id, String sequencer) {
    return event
        .replace("096fKKXTRTtl3on89fVO.nfljtsv6qko", id)
        .replace("0C0F6F405D6ED209E1", sequencer);
  }

  private static String hour(String hour) {
    return S3.replace("hour%3D08", "hour%3D" + hour);
  }

  /** One batch; the messages are called m0, m1, ... */
  private static String queue(String queue, String... bodies) {
    var records = new ArrayList<String>();
    for (String body : bodies) {
      records.add(
          load(S3FanOutTest.class, "sqs-record.json")
              .formatted("m" + records.size(), quoted(body), queue));
    }
    return "{\"Records\":[" + String.join(",", records) + "]}";
  }

  private String call(String event) throws IOException {
    return call(
        event,
        Map.of(
            "STATE_MACHINE_ARN",
            ARN,
            "KEY_PATTERN",
            "flights/day=(?<day>[0-9-]{10})/hour=(?<hour>[0-9]{2})/.*[.]csv"));
  }

  private String call(String event, Map<String, String> environment) throws IOException {
    var output = new ByteArrayOutputStream();
    new S3FanOut(FanOutSettings.from(environment), this::start)
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            output,
            FakeContext.logging(log));
    return output.toString(StandardCharsets.UTF_8);
  }

  private boolean start(String arn, String name, String input) {
    assertThat(arn).isEqualTo(ARN);
    if (name.contains(refused.replace("hour=", "-03-"))) {
      throw new IllegalArgumentException("throttled");
    }
    return started.putIfAbsent(name, input) == null;
  }
}
