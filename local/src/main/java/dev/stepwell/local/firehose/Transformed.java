package dev.stepwell.local.firehose;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a record. Immutable; nobody may change its data. */
final class Transformed {

  /**
   * Why a record failed.
   *
   * @param code the error's code, such as {@code Lambda.MissingRecordId}
   * @param message what is wrong
   * @param attempts how often the function was called
   */
  record Problem(String code, String message, int attempts) {}

  private final Buffered record;
  private final byte @Nullable [] data;
  private final Map<String, String> partitionKeys;
  private final @Nullable Problem problem;

  private Transformed(
      Buffered record,
      byte @Nullable [] data,
      Map<String, String> partitionKeys,
      @Nullable Problem problem) {
    this.record = record;
    this.data = data;
    this.partitionKeys = partitionKeys;
    this.problem = problem;
  }

  static Transformed delivered(Buffered record, byte[] data, Map<String, String> partitionKeys) {
    return new Transformed(record, data, partitionKeys, null);
  }

  static Transformed dropped(Buffered record) {
    return new Transformed(record, null, Map.of(), null);
  }

  static Transformed failed(Buffered record, String code, String message, int attempts) {
    return new Transformed(record, null, Map.of(), new Problem(code, message, attempts));
  }

  /** The record as it came. */
  Buffered record() {
    return record;
  }

  /** What is delivered; null if it was dropped or failed. */
  byte @Nullable [] data() {
    return data;
  }

  /** The keys that the function gave. */
  Map<String, String> partitionKeys() {
    return partitionKeys;
  }

  /** Why it failed; null if it did not. */
  @Nullable Problem problem() {
    return problem;
  }
}
