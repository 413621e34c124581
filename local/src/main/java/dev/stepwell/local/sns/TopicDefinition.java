package dev.stepwell.local.sns;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A topic; it is FIFO if its name ends in {@code .fifo}.
 *
 * @param name at most 256 letters, digits, hyphens and underscores, the suffix among them
 * @param contentBasedDeduplication whether a message without a deduplication id gets one made of
 *     its text; for FIFO topics
 */
public record TopicDefinition(String name, boolean contentBasedDeduplication) {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\\.fifo");

  /** Checks the name. */
  public TopicDefinition {
    if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no topic name: 1 to 256 letters, digits, hyphens and underscores, and .fifo"
              + " for a FIFO topic");
    }
    if (contentBasedDeduplication && !name.endsWith(".fifo")) {
      throw new IllegalArgumentException(
          "topic '" + name + "' is standard; only FIFO topics (.fifo) deduplicate by content");
    }
  }

  /** A topic that deduplicates by given ids, if at all. */
  public static TopicDefinition named(String name) {
    return new TopicDefinition(name, false);
  }

  /** Whether it keeps the order of its groups and takes a message once. */
  public boolean isFifo() {
    return name.endsWith(".fifo");
  }
}
