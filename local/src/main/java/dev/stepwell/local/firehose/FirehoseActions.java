package dev.stepwell.local.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.List;

/** The actions of Firehose that a state machine calls. The text of {@code Data} is the record. */
public final class FirehoseActions {

  private static final int MOST_RECORDS = 500;
  private static final long MOST_BYTES = 4L << 20;
  private static final int RECORD_BYTES = 1000 * 1024;

  private final DeliveryStreams streams;
  private final Answers answers;

  private FirehoseActions(DeliveryStreams streams, Answers answers) {
    this.streams = requireNonNull(streams, "streams");
    this.answers = requireNonNull(answers, "answers");
  }

  /** Firehose over these streams; the answers must be of the same database. */
  public static Service of(DeliveryStreams streams, Answers answers) {
    FirehoseActions actions = new FirehoseActions(streams, answers);
    return Service.named("firehose", "Firehose")
        .modelled("ResourceNotFoundException", "InvalidArgumentException")
        .action(
            "putRecord",
            Parameters.required("DeliveryStreamName", "Record"),
            Resumption.LOOK_UP,
            actions::put)
        .action(
            "putRecordBatch",
            Parameters.required("DeliveryStreamName", "Records"),
            Resumption.LOOK_UP,
            actions::putBatch)
        .build();
  }

  private Json put(JsonObject arguments, CallContext context) throws ServiceException {
    String stream = Parameters.text(arguments, "DeliveryStreamName");
    streams.checkThere(stream);
    byte[] data = data(arguments.object("Record"));
    Json answer =
        answers.once(
            context,
            transaction ->
                JsonObject.builder()
                    .put("Encrypted", false)
                    .put("RecordId", streams.put(transaction, stream, data))
                    .build());
    streams.deliver();
    return answer;
  }

  private Json putBatch(JsonObject arguments, CallContext context) throws ServiceException {
    String stream = Parameters.text(arguments, "DeliveryStreamName");
    streams.checkThere(stream);
    JsonArray records = arguments.array("Records");
    if (records.length() < 1 || records.length() > MOST_RECORDS) {
      throw ServiceException.refused(
          "ValidationException",
          "1 validation error detected: Value at 'records' failed to satisfy constraint: Member"
              + " must have length between 1 and 500, not "
              + records.length());
    }
    List<byte[]> all = new ArrayList<>();
    long bytes = 0;
    for (Json each : records) {
      byte[] data = data(each instanceof JsonObject record ? record : JsonObject.EMPTY);
      bytes += data.length;
      all.add(data);
    }
    if (bytes > MOST_BYTES) {
      throw ServiceException.refused(
          "InvalidArgumentException",
          "Records size exceeds 4 MB limit: " + bytes + " bytes in " + all.size() + " records");
    }
    Json answer =
        answers.once(
            context,
            transaction -> {
              JsonArray responses =
                  all.stream()
                      .map(data -> Json.of(streams.put(transaction, stream, data)))
                      .map(id -> (Json) JsonObject.of("RecordId", id))
                      .collect(JsonArray.collector());
              return JsonObject.builder()
                  .put("Encrypted", false)
                  .put("FailedPutCount", 0)
                  .put("RequestResponses", responses)
                  .build();
            });
    streams.deliver();
    return answer;
  }

  private static byte[] data(JsonObject record) throws ServiceException {
    Json given = record.get("Data");
    if (given == null) {
      throw ServiceException.refused("ValidationException", "A record must have Data");
    }
    String text = given instanceof JsonString string ? string.value() : given.compact();
    byte[] data = text.getBytes(UTF_8);
    if (data.length > RECORD_BYTES) {
      throw ServiceException.refused(
          "ValidationException",
          "1 validation error detected: Value at 'record.data' failed to satisfy constraint: Member"
              + " must have length less than or equal to "
              + RECORD_BYTES);
    }
    return data;
  }
}
