package dev.stepwell.lambdas.fanout;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stepwell.lambdas.event.EventNode;
import dev.stepwell.lambdas.event.JsonOutput;
import dev.stepwell.lambdas.event.Priming;
import dev.stepwell.lambdas.fanout.FanOut.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Starts one execution of {@code STATE_MACHINE_ARN} for every object that arrives in S3. Its input
 * is {@code INPUT_TEMPLATE} with the object's bucket, key and time in it; without one, it is the
 * named groups of {@code KEY_PATTERN}, which the whole key must match.
 *
 * <p>Delivered twice, started once: the execution's name is made from bucket, key, version and
 * sequencer, and a name that exists already counts as success. From a queue, the messages that
 * failed are given back ({@code batchItemFailures}; the event source mapping must have {@code
 * ReportBatchItemFailures}); from elsewhere, a failure fails the invocation, which Lambda repeats.
 */
public final class S3FanOut implements RequestStreamHandler {
  private final FanOut fanOut;

  /**
   * The handler as Lambda makes it.
   *
   * @throws IllegalStateException if an environment variable is missing or wrong
   */
  public S3FanOut() {
    this(FanOutSettings.from(System.getenv()), SfnExecutionStarter.fromEnvironment());
    FanOutSettings settings = FanOutSettings.from(System.getenv());
    Priming.before(() -> prime(settings));
  }

  /** Takes an object through everything but the start itself. */
  private static void prime(FanOutSettings settings) throws IOException {
    String event =
        "{\"source\": \"aws.s3\", \"detail-type\": \"Object Created\", \"time\":"
            + " \"2001-01-03T08:00:00Z\", \"detail\": {\"bucket\": {\"name\": \"b\"}, \"object\":"
            + " {\"key\": \"k\", \"size\": 1, \"sequencer\": \"0A\"}}}";
    InputStream input = new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
    Outcome outcome =
        new FanOut(settings, (machine, name, given) -> true)
            .run(DeliveryReader.read(EventNode.read(input)), line -> {});
    writeCounts(outcome, OutputStream.nullOutputStream());
  }

  S3FanOut(FanOutSettings settings, ExecutionStarter starter) {
    this.fanOut = new FanOut(settings, starter);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Delivery delivery = DeliveryReader.read(EventNode.read(input));
    Outcome outcome = fanOut.run(delivery, context.getLogger()::log);
    if (delivery.queue()) {
      writeFailures(outcome, output);
    } else if (outcome.failed().isEmpty()) {
      writeCounts(outcome, output);
    } else {
      throw new IllegalStateException(
          "not every execution could be started (" + outcome + "); the log names each object");
    }
  }

  private static void writeFailures(Outcome outcome, OutputStream output) throws IOException {
    try (var json = JsonOutput.to(output)) {
      json.writeStartObject();
      json.writeArrayFieldStart("batchItemFailures");
      for (String id : outcome.failed()) {
        json.writeStartObject();
        json.writeStringField("itemIdentifier", id);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void writeCounts(Outcome outcome, OutputStream output) throws IOException {
    try (var json = JsonOutput.to(output)) {
      json.writeStartObject();
      json.writeNumberField("started", outcome.started());
      json.writeNumberField("existing", outcome.existing());
      json.writeNumberField("superseded", outcome.superseded());
      json.writeNumberField("ignored", outcome.ignored());
      json.writeEndObject();
    }
  }
}
