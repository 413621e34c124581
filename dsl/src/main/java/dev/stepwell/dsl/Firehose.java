package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/** Amazon Data Firehose. Immutable. */
public final class Firehose {

  /** The stream takes no more just now. */
  public static final ErrorName UNAVAILABLE = ErrorName.of("Firehose.ServiceUnavailableException");

  /** There is no such stream. */
  public static final ErrorName NOT_FOUND = ErrorName.of("Firehose.ResourceNotFoundException");

  /** Some records of a list were refused, however often they were sent. */
  public static final ErrorName RECORDS_FAILED = ErrorName.of("Firehose.RecordsFailed");

  private static final int CALL_SECONDS = 60;
  private static final int MOST = 500;

  private final Text name;

  private Firehose(Text name) {
    this.name = name;
  }

  /**
   * What a record gives.
   *
   * @param recordId its id
   */
  public record Put(Text recordId) {}

  /** A delivery stream. */
  public static Firehose stream(String name) {
    return new Firehose(Text.of(name));
  }

  /** A delivery stream that deployment knows. */
  public static Firehose stream(Text name) {
    return new Firehose(name);
  }

  /** Puts one record; end it with a line break if the destination holds lines. */
  public Task<Put> put(Text data) {
    return new Task<>(
        "Firehose put",
        new Work.Request(
            call("putRecord", "Record", Expr.fields().and("Data", data.expr())),
            Outputs.of(Expr.fields().and("recordId", Expr.result("RecordId")))),
        parts -> new Put(new Text(parts.part("recordId"))));
  }

  /**
   * Puts items as lines of JSON, 500 at a time, and those again that were refused; fails with
   * {@link #RECORDS_FAILED} if some are left after ten minutes. Every call takes nine history
   * events.
   *
   * @param records not empty, 256 KiB of JSON altogether; texts are lines as they are
   */
  public <V> Task<Done> putAll(Items<V> records) {
    return new HandOver("Firehose put", records.expr(), MOST)
        .task(
            entries -> call("putRecordBatch", "Records", entries),
            Expr.fields().and("Data", Expr.raw("$string($entry.item) & {0}", Expr.text("\n"))),
            Expr.call("$exists({0}[$place].ErrorCode)", Expr.result("RequestResponses")),
            "Firehose.Records",
            "records");
  }

  private Call call(String action, String member, Expr value) {
    return new Call(
        "aws-sdk:firehose:" + action,
        Expr.fields().and("DeliveryStreamName", name.expr()).and(member, value),
        CALL_SECONDS,
        List.of(
            RetryRule.service(
                UNAVAILABLE.name(), "Firehose.FirehoseException", "Firehose.SdkClientException")),
        List.of(
            Permission.on(
                "arn:${AWS::Partition}:firehose:${AWS::Region}:${AWS::AccountId}:deliverystream/"
                    + Arns.of(name),
                "firehose:" + Character.toUpperCase(action.charAt(0)) + action.substring(1))));
  }
}
