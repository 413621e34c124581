package dev.stepwell.lambdas.firehose;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stepwell.lambdas.event.EventNode;
import dev.stepwell.lambdas.event.InvalidEventException;
import dev.stepwell.lambdas.event.JsonOutput;
import dev.stepwell.lambdas.event.Priming;
import dev.stepwell.lambdas.firehose.Answer.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * Checks and enriches flights between a Firehose stream and its bucket. Valid ones become one JSON
 * object a line with {@code flight_date} and {@code delay_class}, and carry the partition keys
 * {@code day} and {@code hour}; so the delivery prefix is {@code
 * flights/day=!{partitionKeyFromLambda:day}/hour=!{partitionKeyFromLambda:hour}/}.
 *
 * <p>Records without a flight are dropped, invalid ones go to the error prefix unchanged, and the
 * log says why. An event that is no Firehose event fails the invocation. Output is larger than CSV
 * input: keep the buffer hint at 1 MB.
 */
public final class FirehoseTransform implements RequestStreamHandler {
  private static final int MOST_LOGGED = 20;

  private final int responseBytes;

  /** The handler as Lambda makes it. */
  public FirehoseTransform() {
    this(ResponseBudget.LAMBDA);
    Priming.before(() -> prime(responseBytes));
  }

  /** Transforms a record that is read, and one that is refused. */
  private static void prime(int responseBytes) throws IOException {
    String event =
        "{\"records\": [{\"recordId\": \"1\", \"data\": \"MSwyLDMsNCw1Cg==\"},"
            + " {\"recordId\": \"2\", \"data\": \"\"}]}";
    InputStream input = new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
    List<Answer> answers =
        read(EventNode.read(input)).stream().map(FlightTransform::apply).toList();
    write(ResponseBudget.fit(answers, responseBytes), OutputStream.nullOutputStream());
  }

  FirehoseTransform(int responseBytes) {
    this.responseBytes = responseBytes;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    List<Answer> answers =
        read(EventNode.read(input)).stream().map(FlightTransform::apply).toList();
    List<Answer> fitting = ResponseBudget.fit(answers, responseBytes);
    log(fitting, context.getLogger());
    write(fitting, output);
  }

  private static List<FirehoseRecord> read(EventNode event) {
    var records = new ArrayList<FirehoseRecord>();
    var ids = new HashSet<String>();
    for (EventNode record : event.get("records").items()) {
      String id = record.get("recordId").text();
      if (!ids.add(id)) {
        throw new InvalidEventException(
            "'" + record.path() + ".recordId' is '" + id + "', which an earlier record has");
      }
      records.add(new FirehoseRecord(id, record.get("data").text()));
    }
    return records;
  }

  private static void log(List<Answer> answers, LambdaLogger log) {
    List<Answer> failed =
        answers.stream().filter(answer -> answer.result() == Result.FAILED).toList();
    for (Answer answer : failed.subList(0, Math.min(MOST_LOGGED, failed.size()))) {
      log.log("record " + answer.recordId() + " failed: " + answer.remark());
    }
    if (failed.size() > MOST_LOGGED) {
      log.log(failed.size() + " of " + answers.size() + " records failed");
    }
  }

  private static void write(List<Answer> answers, OutputStream output) throws IOException {
    try (var json = JsonOutput.to(output)) {
      json.writeStartObject();
      json.writeArrayFieldStart("records");
      for (Answer answer : answers) {
        json.writeStartObject();
        json.writeStringField("recordId", answer.recordId());
        json.writeStringField("result", answer.result().word());
        json.writeStringField("data", answer.data());
        if (!answer.partitionKeys().isEmpty()) {
          json.writeObjectFieldStart("metadata");
          json.writeObjectFieldStart("partitionKeys");
          for (var key : new TreeMap<>(answer.partitionKeys()).entrySet()) {
            json.writeStringField(key.getKey(), key.getValue());
          }
          json.writeEndObject();
          json.writeEndObject();
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
