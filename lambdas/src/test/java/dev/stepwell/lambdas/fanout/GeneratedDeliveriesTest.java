package dev.stepwell.lambdas.fanout;

import static dev.stepwell.lambdas.Events.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.lambdas.FakeContext;
import dev.stepwell.lambdas.event.EventNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A queue that delivers thousands of objects in every shape, some twice, out of order, among what
 * cannot be read, to a service that refuses some starts: in the end the last version of every
 * object has been started once, and nothing has been started that did not arrive.
 */
class GeneratedDeliveriesTest {
  private static final String ARN =
      "arn:aws:states:us-east-1:123456789012:stateMachine:flights-daily";
  private static final int OBJECTS = 4_000;

  private final Random random = new Random(20_261_126);
  private final Map<String, String> started = new HashMap<>();
  private boolean byTemplate;
  private int refused;

  /** The version that an execution is for, by the execution's name. */
  private final Map<String, String> etags = new HashMap<>();

  /** A message of the queue; one that cannot be read comes back until it is given up. */
  private record Waiting(String id, String body, boolean readable, int tries) {}

  @ParameterizedTest(name = "by a template: {0}")
  @ValueSource(booleans = {false, true})
  void startsTheLastVersionOfEveryObjectOnce(boolean template) throws IOException {
    byTemplate = template;
    List<Waiting> queue = new ArrayList<>();
    Set<String> arrived = new HashSet<>();
    Map<String, String> last = new HashMap<>();
    for (int i = 0; i < OBJECTS; i++) {
      String key = "flights/day=2001-01-%02d/h\u00fcb & %d+.csv".formatted(1 + i % 28, i);
      int versions = random.nextInt(10) == 0 ? 2 : 1;
      for (int version = 0; version < versions; version++) {
        String etag = "e" + i + "v" + version;
        arrived.add(key + "#" + etag);
        last.put(key, etag);
        int copies = random.nextInt(8) == 0 ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
          queue.add(message(queue.size(), body(key, etag, version), true));
        }
      }
      if (random.nextInt(40) == 0) {
        queue.add(message(queue.size(), random.nextBoolean() ? "{oops" : "{\"a\":1}", false));
      }
    }
    Collections.shuffle(queue, random);
    int messages = queue.size();

    long begin = System.nanoTime();
    int givenUp = drain(queue);
    double seconds = (System.nanoTime() - begin) / 1e9;

    System.out.printf(
        "fan-out: %,d messages, %,d starts refused, 0 lost, %,d unreadable given back, %,.0f messages a second%n",
        messages, refused, givenUp, messages / seconds);
    assertThat(started.values()).as("started once each").doesNotHaveDuplicates();
    assertThat(arrived).containsAll(started.values());
    last.forEach((key, etag) -> assertThat(started).containsValue(key + "#" + etag));
    assertThat(refused).isGreaterThan(100);
    assertThat(givenUp).isPositive();
  }

  /** Delivers up to ten at a time until nothing is left; gives back how many could not be read. */
  private int drain(List<Waiting> queue) throws IOException {
    S3FanOut handler =
        new S3FanOut(
            FanOutSettings.from(
                byTemplate
                    ? Map.of(
                        FanOutSettings.STATE_MACHINE,
                        ARN,
                        FanOutSettings.INPUT_TEMPLATE,
                        "{\"bucket\": <bucket>, \"whole\": <key>, \"at\": <time>}")
                    : Map.of(
                        FanOutSettings.STATE_MACHINE,
                        ARN,
                        FanOutSettings.KEY_PATTERN,
                        "(?<whole>flights/day=(?<day>[0-9-]{10})/.*[.]csv)")),
            this::start);
    int givenUp = 0;
    while (!queue.isEmpty()) {
      List<Waiting> batch = new ArrayList<>();
      while (batch.size() < 10 && !queue.isEmpty()) {
        batch.add(queue.remove(queue.size() - 1));
      }
      Set<String> failed = deliver(handler, batch);
      for (Waiting each : batch) {
        if (!failed.contains(each.id())) {
          assertThat(each.readable()).as("only what was read is taken: %s", each.body()).isTrue();
        } else if (each.readable()) {
          queue.add(each);
        } else if (each.tries() < 3) {
          queue.add(0, new Waiting(each.id(), each.body(), false, each.tries() + 1));
        } else {
          givenUp++;
        }
      }
    }
    return givenUp;
  }

  private boolean start(String machine, String name, String input) {
    if (random.nextInt(20) == 0) {
      refused++;
      throw new IllegalStateException("throttled");
    }
    EventNode values = EventNode.parse(input, "");
    String object = values.get("whole").text();
    String etag = etags.get(name);
    assertThat(etag).as("%s is the name of no object that arrived", name).isNotNull();
    return started.putIfAbsent(name, object + "#" + etag) == null;
  }

  private Set<String> deliver(S3FanOut handler, List<Waiting> batch) throws IOException {
    var event = new StringBuilder("{\"Records\":[");
    for (Waiting each : batch) {
      event
          .append(event.charAt(event.length() - 1) == '[' ? "" : ",")
          .append("{\"messageId\":\"")
          .append(each.id())
          .append("\",\"eventSource\":\"aws:sqs\",\"eventSourceARN\":\"arn:aws:sqs:r:1:landing\",")
          .append("\"body\":")
          .append(quoted(each.body()))
          .append('}');
    }
    var output = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.append("]}").toString().getBytes(StandardCharsets.UTF_8)),
        output,
        FakeContext.logging(new ArrayList<>()));
    Set<String> failed = new HashSet<>();
    EventNode.read(new ByteArrayInputStream(output.toByteArray()))
        .get("batchItemFailures")
        .items()
        .forEach(item -> assertThat(failed.add(item.get("itemIdentifier").text())).isTrue());
    return failed;
  }

  private Waiting message(int number, String body, boolean readable) {
    return new Waiting("m" + number, body, readable, 0);
  }

  /** One of the four shapes in which a queue gets it. */
  private String body(String key, String etag, int version) {
    var object =
        new ArrivedObject("landing", key, etag, Optional.of("00%02d".formatted(version)), "");
    String name =
        ExecutionName.of(
            "flights-daily",
            byTemplate ? List.of(key) : List.of(key, key.substring("flights/day=".length(), 22)),
            object);
    etags.put(name, etag);
    String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
    String notification =
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"landing\"},\"object\":{\"key\":\"%s\",\"eTag\":\"%s\",\"sequencer\":\"00%02d\"}}}]}"
            .formatted(encoded, etag, version);
    return switch (random.nextInt(3)) {
      case 0 -> notification;
      case 1 ->
          "{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:r:1:t\",\"Message\":%s}"
              .formatted(quoted(notification));
      default ->
          "{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\",\"detail\":{\"bucket\":{\"name\":\"landing\"},\"object\":{\"key\":%s,\"etag\":\"%s\",\"sequencer\":\"00%02d\"}}}"
              .formatted(quoted(key), etag, version);
    };
  }
}
