package dev.stepwell.local.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.StateDatabase;
import dev.stepwell.local.state.Transaction;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The actions of Kinesis that a state machine calls. The text of {@code Data} is the record, there
 * and back.
 */
public final class StreamActions {

  private static final int MOST_RECORDS = 500;
  private static final int RECORD_BYTES = 1 << 20;
  private static final int REQUEST_BYTES = 5 << 20;
  private static final int MOST_READ = 10_000;

  private final StateDatabase database;
  private final Streams streams;
  private final Answers answers;

  private StreamActions(StateDatabase database, Streams streams, Answers answers) {
    this.database = requireNonNull(database, "database");
    this.streams = requireNonNull(streams, "streams");
    this.answers = requireNonNull(answers, "answers");
  }

  /**
   * Kinesis over these streams.
   *
   * @param database where their records are
   * @param answers the answers of the same database
   */
  public static Service of(StateDatabase database, Streams streams, Answers answers) {
    StreamActions actions = new StreamActions(database, streams, answers);
    return Service.named("kinesis", "Kinesis")
        .modelled(
            "ResourceNotFoundException", "InvalidArgumentException", "ExpiredIteratorException")
        .action(
            "putRecord",
            Parameters.required("Data", "PartitionKey")
                .optional(
                    "StreamName", "StreamARN", "ExplicitHashKey", "SequenceNumberForOrdering"),
            Resumption.LOOK_UP,
            actions::put)
        .action(
            "putRecords",
            Parameters.required("Records").optional("StreamName", "StreamARN"),
            Resumption.LOOK_UP,
            actions::putAll)
        .action(
            "getShardIterator",
            Parameters.required("ShardId", "ShardIteratorType")
                .optional("StreamName", "StreamARN", "StartingSequenceNumber"),
            Resumption.REPEAT,
            actions::iterator)
        .action(
            "getRecords",
            Parameters.required("ShardIterator").optional("Limit", "StreamARN"),
            Resumption.REPEAT,
            actions::records)
        .build();
  }

  private StreamDefinition stream(JsonObject arguments) throws ServiceException {
    String name = arguments.string("StreamName");
    String arn = arguments.string("StreamARN");
    if (name == null && arn == null) {
      throw ServiceException.refused(
          "ValidationException", "Either StreamName or StreamARN must be given");
    }
    return streams.find(name == null ? String.valueOf(arn).replaceFirst(".*:stream/", "") : name);
  }

  /** A record that is to be put, checked. */
  private record Putting(String partitionKey, Optional<BigInteger> hash, String data) {

    static Putting of(JsonObject record) throws ServiceException {
      String key = Parameters.text(record, "PartitionKey");
      Json given = record.get("Data");
      String text =
          given instanceof JsonString string
              ? string.value()
              : given == null ? "" : given.compact();
      if (key.length() > 256) {
        throw ServiceException.refused(
            "ValidationException",
            "1 validation error detected: Value at 'partitionKey' failed to satisfy constraint:"
                + " Member must have length less than or equal to 256");
      }
      if (text.getBytes(UTF_8).length + key.getBytes(UTF_8).length > RECORD_BYTES) {
        throw ServiceException.refused(
            "ValidationException",
            "1 validation error detected: Value at 'data' failed to satisfy constraint: Member must"
                + " have length less than or equal to 1048576");
      }
      return new Putting(key, hash(record), text);
    }

    private static Optional<BigInteger> hash(JsonObject record) throws ServiceException {
      String given = record.string("ExplicitHashKey");
      if (given == null) {
        return Optional.empty();
      }
      if (given.matches("0|[1-9][0-9]{0,38}") && Streams.isHash(new BigInteger(given))) {
        return Optional.of(new BigInteger(given));
      }
      throw ServiceException.refused(
          "InvalidArgumentException",
          "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified"
              + " value was "
              + given);
    }

    JsonObject in(Transaction transaction, Streams streams, StreamDefinition stream) {
      Streams.Place place = streams.put(transaction, stream, partitionKey, hash, data);
      return JsonObject.builder()
          .put("SequenceNumber", sequenceNumber(place.number()))
          .put("ShardId", shardId(place.shard()))
          .build();
    }
  }

  /** 56 digits, as on AWS; they grow with the place of the record. */
  private static String sequenceNumber(long number) {
    return "4959" + String.format("%052d", number);
  }

  private static String shardId(int shard) {
    return String.format("shardId-%012d", shard);
  }

  private Json put(JsonObject arguments, CallContext context) throws ServiceException {
    StreamDefinition stream = stream(arguments);
    Putting record = Putting.of(arguments);
    return answers.once(
        context,
        transaction ->
            JsonObject.builder()
                .put("EncryptionType", "NONE")
                .putAll(record.in(transaction, streams, stream))
                .build());
  }

  private Json putAll(JsonObject arguments, CallContext context) throws ServiceException {
    StreamDefinition stream = stream(arguments);
    List<Putting> records = new ArrayList<>();
    long bytes = 0;
    for (Json each : arguments.array("Records")) {
      Putting record = Putting.of(each instanceof JsonObject one ? one : JsonObject.EMPTY);
      bytes += record.data().getBytes(UTF_8).length + record.partitionKey().getBytes(UTF_8).length;
      records.add(record);
    }
    if (records.isEmpty() || records.size() > MOST_RECORDS) {
      throw ServiceException.refused(
          "ValidationException",
          "1 validation error detected: Value at 'records' failed to satisfy constraint: Member"
              + " must have length between 1 and 500, not "
              + records.size());
    }
    if (bytes > REQUEST_BYTES) {
      throw ServiceException.refused(
          "InvalidArgumentException",
          "Records size exceeds 5 MB limit: " + bytes + " bytes in " + records.size() + " records");
    }
    return answers.once(
        context,
        transaction ->
            JsonObject.builder()
                .put("EncryptionType", "NONE")
                .put("FailedRecordCount", 0)
                .put(
                    "Records",
                    records.stream()
                        .map(each -> (Json) each.in(transaction, streams, stream))
                        .collect(JsonArray.collector()))
                .build());
  }

  private Json iterator(JsonObject arguments, CallContext context) throws ServiceException {
    StreamDefinition stream = stream(arguments);
    String shardId = Parameters.text(arguments, "ShardId");
    int shard = shardId.matches("shardId-[0-9]{12}") ? Integer.parseInt(shardId.substring(17)) : -1;
    if (shard < 0 || shard >= stream.shards()) {
      throw ServiceException.refused(
          "ResourceNotFoundException",
          "Shard " + shardId + " in stream " + stream.name() + " does not exist");
    }
    String type = Parameters.text(arguments, "ShardIteratorType");
    long after =
        switch (type) {
          case "TRIM_HORIZON" -> 0;
          case "LATEST" -> database.<Long, RuntimeException>transact(Streams::last);
          case "AT_SEQUENCE_NUMBER" -> number(arguments) - 1;
          case "AFTER_SEQUENCE_NUMBER" -> number(arguments);
          default ->
              throw ServiceException.refused(
                  "InvalidArgumentException",
                  "ShardIteratorType "
                      + type
                      + " is not known here; known are TRIM_HORIZON, LATEST, AT_SEQUENCE_NUMBER and"
                      + " AFTER_SEQUENCE_NUMBER");
        };
    return JsonObject.of("ShardIterator", Json.of(token(stream.name(), shard, after)));
  }

  private static long number(JsonObject arguments) throws ServiceException {
    String given = arguments.string("StartingSequenceNumber");
    if (given == null || !given.matches("4959[0-9]{52}")) {
      throw ServiceException.refused(
          "InvalidArgumentException", "StartingSequenceNumber is no sequence number: " + given);
    }
    return new BigInteger(given.substring(4)).longValue();
  }

  private static String token(String stream, int shard, long after) {
    String text = after + "/" + shard + "/" + stream;
    return Base64.getUrlEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private Json records(JsonObject arguments, CallContext context) throws ServiceException {
    String[] place = place(Parameters.text(arguments, "ShardIterator"));
    long after = Long.parseLong(place[0]);
    int shard = Integer.parseInt(place[1]);
    StreamDefinition stream = streams.find(place[2]);
    int most =
        arguments.get("Limit") instanceof JsonNumber limit
            ? (int) Math.max(1, Math.min(limit.longValue(), MOST_READ))
            : MOST_READ;
    List<Streams.Read> read =
        database.<List<Streams.Read>, RuntimeException>transact(
            transaction -> streams.read(transaction, stream.name(), shard, after, most));
    long last = read.isEmpty() ? after : read.get(read.size() - 1).number();
    return JsonObject.builder()
        .put("MillisBehindLatest", 0)
        .put("NextShardIterator", token(stream.name(), shard, last))
        .put(
            "Records",
            read.stream()
                .map(
                    each ->
                        (Json)
                            JsonObject.builder()
                                .put(
                                    "ApproximateArrivalTimestamp",
                                    Instant.ofEpochMilli(each.arrivedAt()).toString())
                                .put("Data", each.data())
                                .put("PartitionKey", each.partitionKey())
                                .put("SequenceNumber", sequenceNumber(each.number()))
                                .build())
                .collect(JsonArray.collector()))
        .build();
  }

  private static String[] place(String iterator) throws ServiceException {
    String text;
    try {
      text = new String(Base64.getUrlDecoder().decode(iterator), UTF_8);
    } catch (IllegalArgumentException foreign) {
      text = "";
    }
    if (!text.matches("[0-9]{1,18}/[0-9]{1,6}/.+")) {
      throw ServiceException.refused("InvalidArgumentException", "Invalid ShardIterator.");
    }
    return text.split("/", 3);
  }
}
