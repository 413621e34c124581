package dev.stepwell.lambdas.firehose;

import static dev.stepwell.lambdas.Events.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.lambdas.FakeContext;
import dev.stepwell.lambdas.event.EventNode;
import dev.stepwell.lambdas.event.InvalidEventException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirehoseTransformTest {
  private static final String CSV = "2001-01-03 08:01,28,1008,EWR,MSP";
  private static final String ENRICHED =
      "{\"scheduled\":\"2001-01-03 08:01\",\"delay\":28,\"distance\":1008,\"origin\":\"EWR\","
          + "\"destination\":\"MSP\",\"flight_date\":\"2001-01-03\",\"delay_class\":\"late\"}\n";

  private final List<String> log = new ArrayList<>();

  @Test
  void enrichesAndRoutesAFlight() throws IOException {
    EventNode answer = only(CSV);

    assertThat(answer.get("recordId").text()).isEqualTo("r0");
    assertThat(answer.get("result").text()).isEqualTo("Ok");
    assertThat(data(answer)).isEqualTo(ENRICHED);
    EventNode keys = answer.get("metadata").get("partitionKeys");
    assertThat(keys.get("day").text()).isEqualTo("2001-01-03");
    assertThat(keys.get("hour").text()).isEqualTo("08");
  }

  @Test
  void takesJsonAndIgnoresWhatItDoesNotKnow() throws IOException {
    assertThat(
            data(
                only(
                    "{\"origin\":\"EWR\",\"destination\":\"MSP\",\"gate\":\"B7\",\"delay\":28,"
                        + "\"distance\":1008,\"scheduled\":\"2001-01-03 08:01\"}")))
        .isEqualTo(ENRICHED);
  }

  @Test
  void takesSeveralLinesOfOneHour() throws IOException {
    assertThat(data(only("scheduled,delay,distance,origin,destination\r\n" + CSV + "\r\n\n" + CSV)))
        .isEqualTo(ENRICHED + ENRICHED);
  }

  @Test
  void takesQuotedFields() throws IOException {
    assertThat(data(only("\"2001-01-03 08:01\",28,\"1008\",EWR,MSP"))).isEqualTo(ENRICHED);
  }

  @ParameterizedTest
  @CsvSource({"-1,early", "0,on-time", "14,on-time", "15,late", "59,late", "60,very-late"})
  void classifiesDelays(int minutes, String expected) throws IOException {
    assertThat(data(only("2001-01-03 08:01," + minutes + ",1008,EWR,MSP")))
        .contains("\"delay_class\":\"" + expected + "\"");
  }

  @Test
  void dropsRecordsWithoutAFlight() throws IOException {
    EventNode answer = only("scheduled,delay,distance,origin,destination\n\n");

    assertThat(answer.get("result").text()).isEqualTo("Dropped");
    assertThat(answer.has("data")).isTrue();
    assertThat(log).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2001-02-30 08:01,28,1008,EWR,MSP|line 1: scheduled is '2001-02-30 08:01', not YYYY",
        "2001-01-03 08:01,x,1008,EWR,MSP|line 1: delay is 'x', not an integer",
        "2001-01-03 08:01,721,1008,EWR,MSP|line 1: delay is 721 minutes, more than 720",
        "2001-01-03 08:01,28,0,EWR,MSP|line 1: distance is 0, not above 0",
        "2001-01-03 08:01,28,8,Ewr,M|origin is 'Ewr', not an airport's three letters; destination",
        "2001-01-03 08:01,28,1008,EWR|line 1: 4 fields instead of 5",
        "2001-01-03 08:01,28,1008,EWR,\"MSP|line 1: a quote is opened and not closed",
        "{\"delay\":28}|line 1: scheduled is missing; distance is missing; origin is missing",
        "{\"delay\":\"28\"}|line 1: 'delay' is a string, not an integer",
        "{\"delay\":|line 1: the event is not JSON",
      })
  void failsWhatIsNoFlightAndSaysWhy(String record, String reason) throws IOException {
    EventNode answer = only(record);

    assertThat(answer.get("result").text()).isEqualTo("ProcessingFailed");
    assertThat(data(answer)).isEqualTo(record);
    assertThat(answer.has("metadata")).isFalse();
    assertThat(log).singleElement().asString().startsWith("record r0 failed: ").contains(reason);
  }

  @Test
  void failsFlightsOfSeveralHoursInOneRecord() throws IOException {
    assertThat(only(CSV + "\n" + CSV.replace("08:", "09:")).get("result").text())
        .isEqualTo("ProcessingFailed");
    assertThat(log.get(0)).contains("2001-01-03 08:01 and 2001-01-03 09:01");
  }

  @Test
  void failsDataThatIsNotBase64OrNotText() throws IOException {
    List<EventNode> answers = call(List.of("%%%", "/w=="));

    assertThat(answers)
        .extracting(answer -> answer.get("result").text())
        .containsExactly("ProcessingFailed", "ProcessingFailed");
    assertThat(answers.get(0).get("data").text()).isEqualTo("%%%");
    assertThat(log.get(0)).contains("its data is not base64");
    assertThat(log.get(1)).contains("its data is not UTF-8");
  }

  @Test
  void failsARecordThatIsLargerThanFirehoseTakes() throws IOException {
    assertThat(only("x".repeat(FlightTransform.MOST_BYTES + 3)).get("result").text())
        .isEqualTo("ProcessingFailed");
    assertThat(log.get(0)).contains("larger than 1024000 bytes");
  }

  @Test
  void answersEveryRecordOnceAndInOrder() throws IOException {
    List<EventNode> answers =
        call(List.of(base64(CSV), base64("nonsense"), base64(""), base64(CSV)));

    assertThat(answers)
        .extracting(answer -> answer.get("recordId").text() + " " + answer.get("result").text())
        .containsExactly("r0 Ok", "r1 ProcessingFailed", "r2 Dropped", "r3 Ok");
  }

  @Test
  void staysWithinTheLimitOfAResponse() throws IOException {
    List<String> data = Collections.nCopies(500, base64(CSV));
    var output = new ByteArrayOutputStream();
    int limit = 100_000;

    new FirehoseTransform(limit).handleRequest(request(data), output, FakeContext.logging(log));

    assertThat(output.size()).isBetween(limit * 3 / 4, limit);
    assertThat(answers(output)).hasSize(500);
    assertThat(answers(output).get(0).get("result").text()).isEqualTo("Ok");
    assertThat(answers(output).get(499).get("result").text()).isEqualTo("ProcessingFailed");
    assertThat(log).hasSize(21).last().asString().endsWith("of 500 records failed");
  }

  @Test
  void countsMalformedDataAsItIsEscaped() throws IOException {
    List<String> data = Collections.nCopies(50, "\\u0001".repeat(100));
    var output = new ByteArrayOutputStream();

    new FirehoseTransform(20_000).handleRequest(request(data), output, FakeContext.logging(log));

    assertThat(output.size()).isLessThanOrEqualTo(20_000);
    assertThat(answers(output)).hasSize(50);
  }

  @Test
  void refusesWhatIsNoFirehoseEvent() {
    assertThatThrownBy(() -> run("{}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("'records' is missing or null, not an array");
    assertThatThrownBy(() -> run("{\"records\":[{\"recordId\":\"a\"}]}"))
        .hasMessage("'records[0].data' is missing or null, not a string");
    assertThatThrownBy(
            () ->
                run(
                    "{\"records\":[{\"recordId\":\"a\",\"data\":\"\"},"
                        + "{\"recordId\":\"a\",\"data\":\"\"}]}"))
        .hasMessage("'records[1].recordId' is 'a', which an earlier record has");
  }

  private EventNode only(String record) throws IOException {
    return call(List.of(base64(record))).get(0);
  }

  private List<EventNode> call(List<String> data) throws IOException {
    var output = new ByteArrayOutputStream();
    new FirehoseTransform().handleRequest(request(data), output, FakeContext.logging(log));
    return answers(output);
  }

  private void run(String event) throws IOException {
    new FirehoseTransform()
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            new ByteArrayOutputStream(),
            FakeContext.logging(log));
  }

  private static List<EventNode> answers(ByteArrayOutputStream output) {
    return EventNode.parse(output.toString(StandardCharsets.UTF_8), "").get("records").items();
  }

  private static ByteArrayInputStream request(List<String> data) {
    String record = load(FirehoseTransformTest.class, "record.json");
    var records = new ArrayList<String>();
    for (String content : data) {
      records.add(record.formatted("r" + records.size(), content));
    }
    return new ByteArrayInputStream(
        load(FirehoseTransformTest.class, "request.json")
            .formatted(String.join(",", records))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String data(EventNode answer) {
    return new String(
        Base64.getDecoder().decode(answer.get("data").text()), StandardCharsets.UTF_8);
  }
}
