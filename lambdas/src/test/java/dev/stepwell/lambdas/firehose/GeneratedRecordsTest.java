package dev.stepwell.lambdas.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.lambdas.Events;
import dev.stepwell.lambdas.FakeContext;
import dev.stepwell.lambdas.event.EventNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Thousands of records of every kind: each is answered once, and nothing of a flight is lost. */
class GeneratedRecordsTest {

  private static final int MOST = 6 * 1024 * 1024;
  private static final int BATCHES = 120;

  private final Random random = new Random(20_261_126);

  /** What a record holds, and what must become of it. */
  private record Sent(String data, String result, int flights) {}

  @Test
  void answersEveryRecordOnce() throws IOException {
    var handler = new FirehoseTransform();
    int records = 0;
    int failed = 0;
    int flights = 0;
    long bytes = 0;
    long nanos = 0;
    for (int i = 0; i < BATCHES; i++) {
      List<Sent> batch = batch();
      byte[] event = event(batch).getBytes(StandardCharsets.UTF_8);
      var output = new ByteArrayOutputStream();
      long begin = System.nanoTime();
      handler.handleRequest(
          new ByteArrayInputStream(event), output, FakeContext.logging(new ArrayList<>()));
      nanos += System.nanoTime() - begin;
      bytes += event.length;

      assertThat(output.size()).isLessThanOrEqualTo(MOST);
      List<EventNode> answers =
          EventNode.read(new ByteArrayInputStream(output.toByteArray())).get("records").items();
      assertThat(answers).hasSameSizeAs(batch);
      for (int r = 0; r < batch.size(); r++) {
        EventNode answer = answers.get(r);
        assertThat(answer.get("recordId").text()).isEqualTo("r" + r);
        check(batch.get(r), answer);
        failed += answer.get("result").text().equals("ProcessingFailed") ? 1 : 0;
        flights += answer.get("result").text().equals("Ok") ? batch.get(r).flights() : 0;
      }
      records += batch.size();
    }

    System.out.printf(
        "firehose: %,d records, 0 lost, %,d failed, %,d flights, %,.0f records and %.0f MB a second%n",
        records, failed, flights, records / (nanos / 1e9), bytes / 1e6 / (nanos / 1e9));
    assertThat(records).isGreaterThan(10_000);
    assertThat(failed).isPositive();
    assertThat(flights).isPositive();
  }

  private void check(Sent sent, EventNode answer) {
    String result = answer.get("result").text();
    String data = answer.get("data").text();
    if (result.equals("ProcessingFailed") && !sent.result().equals(result)) {
      assertThat(data).as("left out for want of room, so that Firehose keeps its own").isEmpty();
      return;
    }
    assertThat(result).isEqualTo(sent.result());
    if (result.equals("Ok")) {
      String text = new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
      assertThat(text.lines().count()).isEqualTo(sent.flights());
      EventNode keys = answer.get("metadata").get("partitionKeys");
      assertThat(text.lines())
          .allMatch(
              line ->
                  line.contains("\"flight_date\":\"" + keys.get("day").text() + "\"")
                      && line.contains(" " + keys.get("hour").text() + ":"));
    } else if (!data.isEmpty()) {
      assertThat(data).isEqualTo(sent.data());
    }
  }

  private List<Sent> batch() {
    int size = 1 + random.nextInt(300);
    var batch = new ArrayList<Sent>();
    boolean large = random.nextInt(10) == 0;
    for (int i = 0; i < size; i++) {
      batch.add(large && random.nextInt(20) == 0 ? large() : small());
    }
    return batch;
  }

  /** Up to the limit of Firehose and beyond it; together more than a response can hold. */
  private Sent large() {
    int lines = 1 + random.nextInt(32_000);
    String text = csv("08").concat("\n").repeat(lines);
    boolean fits = text.length() <= FlightTransform.MOST_BYTES;
    return new Sent(base64(text), fits ? "Ok" : "ProcessingFailed", lines);
  }

  private Sent small() {
    int lines = 1 + random.nextInt(4);
    return switch (random.nextInt(12)) {
      case 0 -> new Sent("not base64!", "ProcessingFailed", 0);
      case 1 -> new Sent(bytes(), "ProcessingFailed", 0);
      case 2 -> new Sent(base64(""), "Dropped", 0);
      case 3 -> new Sent(base64("scheduled,delay,distance,origin,destination\n\n"), "Dropped", 0);
      case 4 -> new Sent(base64("2001-02-30 08:01,28,1008,EWR,MSP"), "ProcessingFailed", 0);
      case 5 -> new Sent(base64("2001-01-03 08:01,\"28,1008,EWR,MSP"), "ProcessingFailed", 0);
      case 6 -> new Sent(base64(csv("08") + "\n" + csv("09")), "ProcessingFailed", 0);
      case 7 -> new Sent(base64("{\"scheduled\":"), "ProcessingFailed", 0);
      case 8 -> new Sent(base64(json() + "\n" + json()), "Ok", 2);
      default -> new Sent(base64(csv("08").concat("\r\n").repeat(lines)), "Ok", lines);
    };
  }

  /** Never UTF-8: it begins with a byte that continues a character. */
  private String bytes() {
    byte[] bytes = new byte[1 + random.nextInt(200)];
    random.nextBytes(bytes);
    bytes[0] = (byte) 0x80;
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String csv(String hour) {
    return "2001-01-03 %s:%02d,%d,%d,EWR,MSP"
        .formatted(hour, random.nextInt(60), random.nextInt(1441) - 720, 1 + random.nextInt(5000));
  }

  private String json() {
    return "{\"scheduled\":\"2001-01-03 08:%02d\",\"delay\":%d,\"distance\":7,\"origin\":\"EWR\",\"destination\":\"MSP\",\"more\":\"\u00fc\"}"
        .formatted(random.nextInt(60), random.nextInt(100));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String event(List<Sent> batch) {
    var text = new StringBuilder("{\"invocationId\":\"i\",\"records\":[");
    for (int i = 0; i < batch.size(); i++) {
      text.append(i == 0 ? "" : ",")
          .append("{\"recordId\":\"r")
          .append(i)
          .append("\",\"approximateArrivalTimestamp\":0,\"data\":")
          .append(Events.quoted(batch.get(i).data()))
          .append('}');
    }
    return text.append("]}").toString();
  }
}
