package dev.stepwell.lambdas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.lambdas.event.InvalidEventException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The handler as deployed, with the real SDK client, against a bucket on this machine. */
class PlanPartitionsTest {
  private final Map<String, String> before = new HashMap<>();
  private LoopbackS3 s3;

  @BeforeEach
  void serve() throws IOException {
    s3 =
        new LoopbackS3(
            "landing",
            "flights/day=2001-01-02/hour=00/flights.csv",
            "flights/day=2001-01-03/hour=08/flights 2+1.csv",
            "flights/day=2001-01-03/hour=08/flights.csv",
            "flights/day=2001-01-03/hour=09/flights.csv",
            "flights/day=2001-01-03/hour=10/flights.csv",
            "flights/day=2001-01-03/hour=11/flights.csv",
            "flights/day=2001-01-04/hour=00/flights.csv");
    set("aws.endpointUrlS3", s3.endpoint().toString());
    set("aws.region", "us-east-1");
    set("aws.accessKeyId", "local");
    set("aws.secretAccessKey", "local");
  }

  @AfterEach
  void stop() {
    s3.close();
    before.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  @Test
  void plansOverSeveralPagesOfKeys() throws IOException {
    assertThat(call("{\"bucket\":\"landing\",\"prefix\":\"flights/\",\"day\":\"2001-01-03\"}"))
        .isEqualTo(
            "{\"day\":\"2001-01-03\",\"partitions\":["
                + "{\"path\":\"day=2001-01-03/hour=08\",\"hour\":8,\"files\":2},"
                + "{\"path\":\"day=2001-01-03/hour=09\",\"hour\":9,\"files\":1},"
                + "{\"path\":\"day=2001-01-03/hour=10\",\"hour\":10,\"files\":1},"
                + "{\"path\":\"day=2001-01-03/hour=11\",\"hour\":11,\"files\":1}]}");
  }

  @Test
  void namesTheDaysPresentWhenTheDayIsMissing() {
    assertThatThrownBy(
            () -> call("{\"bucket\":\"landing\",\"prefix\":\"flights\",\"day\":\"2001-01-09\"}"))
        .isInstanceOf(NoPartitionsException.class)
        .hasMessageEndingWith("days present: 2001-01-02, 2001-01-03, 2001-01-04");
  }

  @Test
  void saysThatTheBucketDoesNotExist() {
    assertThatThrownBy(
            () -> call("{\"bucket\":\"landed\",\"prefix\":\"flights\",\"day\":\"2001-01-03\"}"))
        .isInstanceOf(BucketUnavailableException.class)
        .hasMessage(
            "cannot list s3://landed/flights/day=2001-01-03/:"
                + " there is no such bucket; check its name and region");
  }

  @Test
  void saysWhichRightIsMissing() {
    assertThatThrownBy(
            () -> call("{\"bucket\":\"forbidden\",\"prefix\":\"x\",\"day\":\"2001-01-03\"}"))
        .isInstanceOf(BucketUnavailableException.class)
        .hasMessageContaining("the function's role needs s3:ListBucket");
  }

  @Test
  void reportsAllProblemsOfARequest() {
    assertThatThrownBy(
            () -> call("{\"bucket\":\"Landing\",\"prefix\":\"/flights\",\"day\":\"03.01.2001\"}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("'bucket' is 'Landing'")
        .hasMessageContaining("'prefix' is '/flights'")
        .hasMessageContaining("'day' is '03.01.2001'; write a date as YYYY-MM-DD");
    assertThatThrownBy(() -> call("{\"prefix\":7}"))
        .hasMessage(
            "this is not a request to plan partitions: 'bucket' is missing or null, not a string;"
                + " 'prefix' is 7, not a string; 'day' is missing or null, not a string");
  }

  @Test
  void saysWhereTheRequestStopsBeingJson() {
    assertThatThrownBy(() -> call("{\"bucket\":}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("the event is not JSON: line 1, column 1");
    assertThatThrownBy(() -> call("")).hasMessageStartingWith("the event is empty");
    assertThatThrownBy(() -> call("{} {}")).hasMessageContaining("goes on after its end");
  }

  private static String call(String request) throws IOException {
    var output = new ByteArrayOutputStream();
    new PlanPartitions()
        .handleRequest(
            new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)),
            output,
            FakeContext.logging(new ArrayList<>()));
    return output.toString(StandardCharsets.UTF_8);
  }

  private void set(String name, String value) {
    before.put(name, System.getProperty(name));
    System.setProperty(name, value);
  }
}
