package dev.stepwell.local.firehose;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A delivery stream to a bucket. Immutable. Limits and defaults are Firehose's.
 *
 * @param name 1 to 64 letters, digits, dots, hyphens and underscores
 * @param bucket the bucket's name
 * @param prefix what keys begin with, with {@code !{timestamp:yyyy/MM/dd}}, {@code
 *     !{firehose:random-string}} and {@code !{partitionKeyFromLambda:name}}; without any of these
 *     the hour is added
 * @param errorPrefix what keys of error files begin with, with {@code
 *     !{firehose:error-output-type}}; empty for the default
 * @param bufferMebibytes how much is collected at most, 1 to 128; 5
 * @param bufferInterval how long is collected at most, 0 to 900 seconds; 300
 * @param transform the name or ARN of the function that transforms records; null for none
 * @param retries how often the function is called again that failed, 0 to 300; 3
 * @param dynamicPartitioning whether the function gives keys for the prefix
 * @param gzip whether objects are compressed
 * @param lines whether a line break is put behind every record
 */
public record DeliveryStreamDefinition(
    String name,
    String bucket,
    String prefix,
    String errorPrefix,
    int bufferMebibytes,
    Duration bufferInterval,
    @Nullable String transform,
    int retries,
    boolean dynamicPartitioning,
    boolean gzip,
    boolean lines) {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
  private static final int LEAST_PARTITIONED = 64;

  /** Checks what Firehose checks when a stream is made. */
  public DeliveryStreamDefinition {
    if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a delivery stream");
    }
    requireNonNull(bucket, "bucket");
    requireNonNull(prefix, "prefix");
    requireNonNull(errorPrefix, "errorPrefix");
    check(
        name,
        bufferMebibytes >= 1 && bufferMebibytes <= 128,
        "the buffer must be 1 to 128 MiB, not " + bufferMebibytes);
    check(
        name,
        !bufferInterval.isNegative() && bufferInterval.compareTo(Duration.ofMinutes(15)) <= 0,
        "the interval must be 0 to 900 seconds, not " + bufferInterval);
    check(name, retries >= 0 && retries <= 300, "retries must be 0 to 300, not " + retries);
    check(
        name,
        !dynamicPartitioning || bufferMebibytes >= LEAST_PARTITIONED,
        "dynamic partitioning needs a buffer of at least 64 MiB, not " + bufferMebibytes);
    check(
        name,
        !dynamicPartitioning || transform != null,
        "dynamic partitioning needs a function that gives the keys; queries are not known here");
    check(
        name,
        !prefix.contains("!{partitionKeyFromQuery:"),
        "partitionKeyFromQuery is not known here; give the keys by a function");
    check(
        name,
        dynamicPartitioning || !prefix.contains("!{partitionKey"),
        "a prefix with partition keys needs dynamic partitioning");
    check(
        name,
        !prefix.contains("!{firehose:error-output-type}"),
        "error-output-type may stand in the error prefix only");
    check(
        name,
        !prefix.contains("!{") || errorPrefix.contains("!{firehose:error-output-type}"),
        "a prefix with expressions needs an error prefix with !{firehose:error-output-type}");
    ObjectPrefix.check(prefix);
    ObjectPrefix.check(errorPrefix);
  }

  private static void check(String name, boolean fine, String otherwise) {
    if (!fine) {
      throw new IllegalArgumentException("delivery stream '" + name + "': " + otherwise);
    }
  }

  /** A stream with Firehose's defaults. */
  public static DeliveryStreamDefinition to(String name, String bucket, String prefix) {
    return new DeliveryStreamDefinition(
        name, bucket, prefix, "", 5, Duration.ofMinutes(5), null, 3, false, false, false);
  }

  /** The stream with other prefixes. */
  public DeliveryStreamDefinition withPrefixes(String prefix, String errorPrefix) {
    return new DeliveryStreamDefinition(
        name,
        bucket,
        prefix,
        errorPrefix,
        bufferMebibytes,
        bufferInterval,
        transform,
        retries,
        dynamicPartitioning,
        gzip,
        lines);
  }

  /** The stream with another buffer. */
  public DeliveryStreamDefinition withBuffer(int mebibytes, Duration interval) {
    return new DeliveryStreamDefinition(
        name,
        bucket,
        prefix,
        errorPrefix,
        mebibytes,
        interval,
        transform,
        retries,
        dynamicPartitioning,
        gzip,
        lines);
  }

  /** The stream with a function that transforms its records. */
  public DeliveryStreamDefinition transformedBy(String function) {
    return new DeliveryStreamDefinition(
        name,
        bucket,
        prefix,
        errorPrefix,
        bufferMebibytes,
        bufferInterval,
        requireNonNull(function, "function"),
        retries,
        dynamicPartitioning,
        gzip,
        lines);
  }

  /** The stream, whose function gives keys for these prefixes; collects 64 MiB if it had less. */
  public DeliveryStreamDefinition partitionedInto(String prefix, String errorPrefix) {
    return new DeliveryStreamDefinition(
        name,
        bucket,
        prefix,
        errorPrefix,
        Math.max(LEAST_PARTITIONED, bufferMebibytes),
        bufferInterval,
        transform,
        retries,
        true,
        gzip,
        lines);
  }

  /** The stream with compressed objects. */
  public DeliveryStreamDefinition gzipped() {
    return new DeliveryStreamDefinition(
        name,
        bucket,
        prefix,
        errorPrefix,
        bufferMebibytes,
        bufferInterval,
        transform,
        retries,
        dynamicPartitioning,
        true,
        lines);
  }

  /** The stream with a line break behind every record. */
  public DeliveryStreamDefinition inLines() {
    return new DeliveryStreamDefinition(
        name,
        bucket,
        prefix,
        errorPrefix,
        bufferMebibytes,
        bufferInterval,
        transform,
        retries,
        dynamicPartitioning,
        gzip,
        true);
  }
}
