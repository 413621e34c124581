package dev.stepwell.lambdas.fanout;

import java.util.Optional;

/**
 * An object that S3 says was created.
 *
 * @param bucket the bucket's name
 * @param key the key as it is in the bucket, never URL encoded
 * @param version version id, or the entity tag where the bucket keeps no versions
 * @param sequencer hexadecimal; orders the events of one key
 * @param time when it was created, as the event says it, such as {@code 2001-01-03T08:00:00Z}
 */
record ArrivedObject(
    String bucket, String key, String version, Optional<String> sequencer, String time) {

  String uri() {
    return "s3://" + bucket + "/" + key;
  }

  /** What events must share to be compared: without a sequencer, nothing tells which is later. */
  String orderedWith() {
    return sequencer.isPresent() ? uri() : uri() + "#" + version;
  }

  /**
   * Whether this event is later than another of the same key. The rule is S3's: the shorter
   * sequencer is padded with zeros on the right, then the two compare as text.
   */
  boolean isAfter(ArrivedObject other) {
    String mine = sequencer.orElse("");
    String theirs = other.sequencer.orElse("");
    int length = Math.max(mine.length(), theirs.length());
    return padded(mine, length).compareToIgnoreCase(padded(theirs, length)) > 0;
  }

  private static String padded(String text, int length) {
    return text + "0".repeat(length - text.length());
  }
}
