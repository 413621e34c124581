package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.time.Duration;
import java.util.List;

/** Waits for objects in Amazon S3. */
public final class S3Sensor {

  /** There was no such object before the deadline. */
  public static final ErrorName KEY_TIMED_OUT = ErrorName.of("S3.KeyTimedOut");

  /** The objects below a prefix did not come to rest before the deadline. */
  public static final ErrorName PREFIX_TIMED_OUT = ErrorName.of("S3.PrefixTimedOut");

  /** There are more objects below a prefix than one listing can hold. */
  public static final ErrorName PREFIX_FAILED = ErrorName.of("S3.PrefixFailed");

  /**
   * A listing is a task's result, of at most 256 KiB; with the longest keys that S3 allows, 200
   * objects fit. What is too long ends the execution, and nothing can catch that.
   */
  private static final int LONGEST_LISTING = 200;

  private S3Sensor() {}

  /**
   * An object that is there.
   *
   * @param key its key
   * @param size bytes
   * @param lastModified when it was written
   */
  public record Found(Text key, Num size, Instant lastModified) {}

  /**
   * Objects that have come to rest.
   *
   * @param count how many
   * @param bytes their size altogether
   */
  public record Settled(Num count, Num bytes) {}

  /** Waits for an object: Airflow's {@code S3KeySensor}. */
  public static Sensor<Found> key(Text bucket, Text key) {
    // The key itself is listed before all longer ones that start with it.
    return found(
        bucket, key, Expr.raw("{0} = {1}", Expr.result("Contents", "0", "Key"), key.expr()));
  }

  /**
   * Waits for any object whose key starts with this; gives the first one by name. Airflow's {@code
   * S3KeySensor} with a wildcard at the end.
   */
  public static Sensor<Found> anyBelow(Text bucket, Text prefix) {
    return found(bucket, prefix, Expr.call("$exists({0})", Expr.result("Contents", "0")));
  }

  private static Sensor<Found> found(Text bucket, Text prefix, Expr ready) {
    Expr.Fields found =
        Expr.fields()
            .and("key", Expr.resultOr(Json.of(""), "Contents", "0", "Key"))
            .and("size", Expr.resultOr(Json.of(0), "Contents", "0", "Size"))
            .and("lastModified", Expr.resultOr(Json.of(""), "Contents", "0", "LastModified"));
    Work poke = new Work.Request(list(bucket, prefix, 1), Outputs.of(found));
    return new Sensor<>(
        "S3 key sensor",
        Work.Sensor.of(poke, ready, List.of(), "S3.Key", Sensor.PACE),
        parts ->
            new Found(
                new Text(parts.part("key")),
                new Num(parts.part("size")),
                new Instant(parts.part("lastModified"))));
  }

  /**
   * Waits until no object below a prefix has come, gone or changed for some time: Airflow's {@code
   * S3KeysUnchangedSensor}. At most 200 objects, the most that one listing is sure to hold; with
   * more it fails with {@link #PREFIX_FAILED}.
   *
   * @param inactivity how long nothing may change; whole seconds, at least one
   * @param atLeast how many objects there must be, at least 1
   */
  public static Sensor<Settled> unchanged(
      Text bucket, Text prefix, Duration inactivity, int atLeast) {
    int seconds = Task.seconds("period of inactivity", inactivity);
    if (atLeast < 1 || atLeast > LONGEST_LISTING) {
      throw InvalidWorkflowException.here(
          "a sensor of an S3 prefix waits for 1 to "
              + LONGEST_LISTING
              + " objects, but this one for "
              + atLeast
              + "; wait for a marker object with key(..) instead");
    }
    Expr objects = Expr.result("Contents");
    Expr seen = Expr.call("$hash($string([{0}.[Key, ETag, Size]]), 'SHA-256')", objects);
    Expr now = new Expr.At("$states.context.State.EnteredTime", List.of());
    Expr same = Expr.raw("$exists({0}) and {0} = {1}", new Expr.Local("seen"), seen);
    Expr since = Expr.raw("{0} ? {1} : $toMillis({2})", same, new Expr.Local("quiet"), now);
    Expr ready =
        Expr.raw(
            "{0} and $count({1}) >= " + atLeast + " and $toMillis({2}) - {3} >= " + seconds * 1000L,
            same,
            objects,
            now,
            new Expr.Local("quiet"));
    Work poke =
        new Work.Request(
            list(bucket, prefix, LONGEST_LISTING),
            Outputs.of(
                Expr.fields()
                    .and("count", Expr.call("$count({0})", objects))
                    .and("bytes", Expr.raw("$exists({0}) ? $sum({0}.Size) : 0", objects))));
    Work.Sensor work =
        new Work.Sensor(
            poke,
            ready,
            Expr.result("IsTruncated"),
            Expr.text(
                "finds more than "
                    + LONGEST_LISTING
                    + " objects, which no listing is sure to hold; wait for a marker object"),
            List.of(),
            Expr.fields().and("quiet", since).and("seen", seen),
            null,
            "S3.Prefix",
            Sensor.PACE);
    return new Sensor<>(
        "S3 prefix sensor",
        work,
        parts -> new Settled(new Num(parts.part("count")), new Num(parts.part("bytes"))));
  }

  private static Call list(Text bucket, Text prefix, int most) {
    String name = Arns.of(bucket);
    return new Call(
        "aws-sdk:s3:listObjectsV2",
        Expr.fields()
            .and("Bucket", bucket.expr())
            .and("Prefix", prefix.expr())
            .and("MaxKeys", Expr.number(most)),
        60,
        List.of(RetryRule.service("S3.S3Exception", "S3.SdkClientException")),
        List.of(Permission.on("arn:${AWS::Partition}:s3:::" + name, "s3:ListBucket")));
  }
}
