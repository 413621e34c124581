package dev.stepwell.local.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has a function transform the records of a stream, as Firehose does: every record must come back
 * under its id with a result, and neither way may be longer than 6 MB. Thread-safe.
 */
final class Transformation {

  /** How much data one call takes; Firehose's default. */
  private static final int CALL_BYTES = 1 << 20;

  private static final int MOST_BYTES = 6 * 1024 * 1024;

  private final FunctionCaller functions;
  private final String region;

  Transformation(FunctionCaller functions, String region) {
    this.functions = functions;
    this.region = region;
  }

  /** What becomes of records, in their order. */
  List<Transformed> of(
      DeliveryStreamDefinition stream, String arn, String function, List<Buffered> records) {
    List<Transformed> all = new ArrayList<>();
    List<Buffered> part = new ArrayList<>();
    long bytes = 0;
    for (Buffered each : records) {
      if (!part.isEmpty() && bytes + each.data().length > CALL_BYTES) {
        all.addAll(call(stream, arn, function, part));
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(each);
      bytes += each.data().length;
    }
    if (!part.isEmpty()) {
      all.addAll(call(stream, arn, function, part));
    }
    return all;
  }

  private List<Transformed> call(
      DeliveryStreamDefinition stream, String arn, String function, List<Buffered> records) {
    String payload = payload(arn, records);
    String code = "";
    String message = "";
    int attempts = 0;
    while (attempts <= stream.retries()) {
      attempts++;
      try {
        Json answer = functions.call(function, payload);
        if (answer.compact().getBytes(UTF_8).length > MOST_BYTES) {
          code = "Lambda.FunctionError";
          message = "The Lambda function's response is longer than 6 MB";
          continue;
        }
        return new Answered(answer, attempts).of(records);
      } catch (ServiceException missing) {
        return failed(records, "Lambda.ResourceNotFound", missing.reason(), attempts);
      } catch (TaskFailedException failure) {
        boolean late = failure.error().equals("Sandbox.Timedout");
        code = late ? "Lambda.FunctionRequestTimedOut" : "Lambda.FunctionError";
        message = "The Lambda function was invoked but returned an error: " + failure.error();
      }
    }
    return failed(records, code, message, attempts);
  }

  private String payload(String arn, List<Buffered> records) {
    JsonArray all =
        records.stream()
            .map(
                each ->
                    (Json)
                        JsonObject.builder()
                            .put("recordId", each.id())
                            .put("approximateArrivalTimestamp", each.arrivedAt())
                            .put("data", Base64.getEncoder().encodeToString(each.data()))
                            .build())
            .collect(JsonArray.collector());
    return JsonObject.builder()
        .put("invocationId", records.get(0).id())
        .put("deliveryStreamArn", arn)
        .put("region", region)
        .put("records", all)
        .build()
        .compact();
  }

  private static List<Transformed> failed(
      List<Buffered> records, String code, String message, int attempts) {
    return records.stream().map(each -> Transformed.failed(each, code, message, attempts)).toList();
  }

  /** Reads what a function has answered. */
  private record Answered(Json answer, int attempts) {

    List<Transformed> of(List<Buffered> records) {
      Map<String, JsonObject> byId = new HashMap<>();
      boolean readable = answer instanceof JsonObject object && object.has("records");
      if (readable) {
        for (Json each : ((JsonObject) answer).array("records")) {
          JsonObject one = each instanceof JsonObject object ? object : JsonObject.EMPTY;
          String id = String.valueOf(one.string("recordId"));
          if (byId.put(id, one) != null) {
            return failed(
                records,
                "Lambda.DuplicatedRecordId",
                "The Lambda function returned multiple records with the same record ID: " + id,
                attempts);
          }
        }
      }
      if (!readable) {
        return failed(
            records,
            "Lambda.JsonProcessingException",
            "The Lambda function's response has no array 'records'",
            attempts);
      }
      return records.stream().map(record -> one(record, byId.get(record.id()))).toList();
    }

    private Transformed one(Buffered record, @Nullable JsonObject answered) {
      if (answered == null) {
        return Transformed.failed(
            record,
            "Lambda.MissingRecordId",
            "One or more record Ids were not returned. Ensure that the Lambda function returns all"
                + " received record Ids.",
            attempts);
      }
      String result = String.valueOf(answered.string("result"));
      return switch (result) {
        case "Ok" -> delivered(record, answered);
        case "Dropped" -> Transformed.dropped(record);
        case "ProcessingFailed" ->
            Transformed.failed(
                record,
                "Lambda.ProcessingFailedStatus",
                "ProcessingFailed status set for record",
                attempts);
        default ->
            Transformed.failed(
                record,
                "Lambda.JsonProcessingException",
                "The result must be Ok, Dropped or ProcessingFailed, not " + result,
                attempts);
      };
    }

    private Transformed delivered(Buffered record, JsonObject answered) {
      Map<String, String> keys = new LinkedHashMap<>();
      answered
          .object("metadata")
          .object("partitionKeys")
          .forEach(
              (name, value) ->
                  keys.put(
                      name, value instanceof JsonString text ? text.value() : value.compact()));
      try {
        byte[] data = Base64.getDecoder().decode(String.valueOf(answered.string("data")));
        return answered.string("data") == null
            ? noData(record)
            : Transformed.delivered(record, data, keys);
      } catch (IllegalArgumentException wrong) {
        return noData(record);
      }
    }

    private Transformed noData(Buffered record) {
      return Transformed.failed(
          record,
          "Lambda.JsonProcessingException",
          "The data of a record with the result Ok must be Base64",
          attempts);
    }
  }
}
