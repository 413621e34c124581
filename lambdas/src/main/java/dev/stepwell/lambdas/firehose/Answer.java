package dev.stepwell.lambdas.firehose;

import java.util.Map;

/**
 * What becomes of one record.
 *
 * @param recordId the id that Firehose gave it
 * @param result delivered, left out, or sent to the error prefix
 * @param data in base64; the transformed content if {@code OK}, else the original
 * @param partitionKeys for the prefix of dynamic partitioning; empty unless {@code OK}
 * @param remark why it is not {@code OK}; for the log
 */
record Answer(
    String recordId, Result result, String data, Map<String, String> partitionKeys, String remark) {

  /** With Firehose's own words. */
  enum Result {
    OK("Ok"),
    DROPPED("Dropped"),
    FAILED("ProcessingFailed");

    private final String word;

    Result(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Answer ok(FirehoseRecord record, String data, Map<String, String> partitionKeys) {
    return new Answer(record.recordId(), Result.OK, data, Map.copyOf(partitionKeys), "");
  }

  static Answer dropped(FirehoseRecord record, String remark) {
    return new Answer(record.recordId(), Result.DROPPED, record.data(), Map.of(), remark);
  }

  static Answer failed(FirehoseRecord record, String remark) {
    return new Answer(record.recordId(), Result.FAILED, record.data(), Map.of(), remark);
  }

  /** The smallest answer to the record: Firehose keeps the source record for the error prefix. */
  Answer tooLarge() {
    return new Answer(recordId, Result.FAILED, "", Map.of(), "the response would be too large");
  }

  /** An upper bound of the bytes that this takes in the response. */
  int size() {
    int size = 80 + bytes(recordId) + result.word().length() + bytes(data);
    for (var key : partitionKeys.entrySet()) {
      size += 6 + bytes(key.getKey()) + bytes(key.getValue());
    }
    return partitionKeys.isEmpty() ? size : size + 40;
  }

  /** What is malformed may hold anything; escaped, a character takes up to six bytes. */
  private static int bytes(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        bytes += 5;
      }
    }
    return bytes;
  }
}
