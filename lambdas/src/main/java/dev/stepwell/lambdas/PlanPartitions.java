package dev.stepwell.lambdas;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stepwell.lambdas.event.EventNode;
import dev.stepwell.lambdas.event.InvalidEventException;
import dev.stepwell.lambdas.event.JsonOutput;
import dev.stepwell.lambdas.event.Priming;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lists the partitions that one day of a data set has: {@code {"bucket","prefix","day"}} gives
 * {@code {"day","partitions":[{"path","hour","files"}]}}.
 *
 * <p>The S3 client is made once, in the initialisation phase, so that a SnapStart snapshot has it.
 * The handler keeps nothing between calls, and calling it twice gives the same answer.
 *
 * <p>Errors, by class name in the state machine: {@link InvalidEventException}, {@link
 * NoPartitionsException}, {@link MisplacedFilesException}, {@link EmptyFilesException}, {@link
 * BucketUnavailableException}; all others are the SDK's and worth a retry.
 */
public final class PlanPartitions implements RequestStreamHandler {
  private final PartitionPlanner planner;

  /** The handler as Lambda makes it: S3 as the environment says. */
  public PlanPartitions() {
    this(S3ObjectLister.fromEnvironment());
    Priming.before(PlanPartitions::prime);
  }

  /** Plans a day from a list in memory. */
  private static void prime() throws IOException {
    ObjectLister memory =
        new ObjectLister() {
          @Override
          public List<Listed> objects(String bucket, String prefix) {
            return List.of(new Listed(prefix + "hour=08/flights.csv", 1));
          }

          @Override
          public List<String> folders(String bucket, String prefix) {
            return List.of(prefix + "hour=08/");
          }
        };
    String event = "{\"bucket\": \"landing\", \"prefix\": \"flights\", \"day\": \"2001-01-03\"}";
    new PlanPartitions(memory)
        .handle(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream());
  }

  PlanPartitions(ObjectLister lister) {
    this.planner = new PartitionPlanner(lister);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    handle(input, output);
  }

  private void handle(InputStream input, OutputStream output) throws IOException {
    write(planner.plan(PlanRequestReader.read(EventNode.read(input))), output);
  }

  private static void write(Plan plan, OutputStream output) throws IOException {
    try (var json = JsonOutput.to(output)) {
      json.writeStartObject();
      json.writeStringField("day", plan.day().toString());
      json.writeArrayFieldStart("partitions");
      for (Partition partition : plan.partitions()) {
        json.writeStartObject();
        json.writeStringField("path", partition.path());
        json.writeNumberField("hour", partition.hour());
        json.writeNumberField("files", partition.files());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
