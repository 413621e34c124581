package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.language.Jsonata;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/** Amazon Kinesis Data Streams. Immutable. */
public final class Kinesis {

  /** A shard takes no more just now. */
  public static final ErrorName THROUGHPUT_EXCEEDED =
      ErrorName.of("Kinesis.ProvisionedThroughputExceededException");

  /** There is no such stream, or it is being made or deleted. */
  public static final ErrorName NOT_FOUND = ErrorName.of("Kinesis.ResourceNotFoundException");

  /** Some records of a list were refused, however often they were sent. */
  public static final ErrorName RECORDS_FAILED = ErrorName.of("Kinesis.RecordsFailed");

  private static final RetryRule SERVICE =
      RetryRule.service(
          THROUGHPUT_EXCEEDED.name(),
          "Kinesis.InternalFailureException",
          "Kinesis.KmsThrottlingException",
          "Kinesis.KinesisException",
          "Kinesis.SdkClientException");
  private static final int CALL_SECONDS = 60;
  private static final int MOST = 500;

  private final Text name;

  private Kinesis(Text name) {
    this.name = name;
  }

  /**
   * What a record gives.
   *
   * @param shardId where it went
   * @param sequenceNumber its place there
   */
  public record Put(Text shardId, Text sequenceNumber) {}

  /** A stream. */
  public static Kinesis stream(String name) {
    return new Kinesis(Text.of(name));
  }

  /** A stream that deployment knows. */
  public static Kinesis stream(Text name) {
    return new Kinesis(name);
  }

  /**
   * Puts one record.
   *
   * @param key records of one key stay in order; 1 to 256 characters
   */
  public Task<Put> put(Text key, Text data) {
    return new Task<>(
        "Kinesis put",
        new Work.Request(
            call(
                "putRecord",
                Expr.fields().and("PartitionKey", key.expr()).and("Data", data.expr())),
            Outputs.of(
                Expr.fields()
                    .and("shardId", Expr.resultOr(Json.of(""), "ShardId"))
                    .and("sequenceNumber", Expr.result("SequenceNumber")))),
        parts -> new Put(new Text(parts.part("shardId")), new Text(parts.part("sequenceNumber"))));
  }

  /**
   * Puts texts, 500 at a time, in no order, and those again that were refused; fails with {@link
   * #RECORDS_FAILED} if some are left after ten minutes. Every call takes nine history events.
   *
   * @param records not empty, 256 KiB of JSON altogether
   */
  public Task<Done> putAll(Items<String> records) {
    return putAll(records.expr(), Expr.call("$string($entry.at)"), Expr.call("$entry.item"));
  }

  /**
   * The same with records as JSON texts. Order is not kept when some of a key are refused.
   *
   * @param key the component by which they are spread
   */
  public <V> Task<Done> putAll(Items<V> records, Field<V, String> key) {
    String step = Jsonata.step(records.naming().json(Fields.name(key)));
    return putAll(
        records.expr(), Expr.call("$entry.item." + step), Expr.call("$string($entry.item)"));
  }

  private Task<Done> putAll(Expr records, Expr key, Expr data) {
    return new HandOver("Kinesis put", records, MOST)
        .task(
            entries -> call("putRecords", Expr.fields().and("Records", entries)),
            Expr.fields().and("PartitionKey", key).and("Data", data),
            Expr.call("$exists({0}[$place].ErrorCode)", Expr.result("Records")),
            "Kinesis.Records",
            "records");
  }

  private Call call(String action, Expr.Fields arguments) {
    Expr.Fields all = Expr.fields().and("StreamName", name.expr());
    for (Expr.Member argument : arguments.members()) {
      all = all.and(argument.name(), argument.value());
    }
    return new Call(
        "aws-sdk:kinesis:" + action,
        all,
        CALL_SECONDS,
        List.of(SERVICE),
        List.of(
            Permission.on(
                "arn:${AWS::Partition}:kinesis:${AWS::Region}:${AWS::AccountId}:stream/"
                    + Arns.of(name),
                "kinesis:" + Character.toUpperCase(action.charAt(0)) + action.substring(1))));
  }
}
