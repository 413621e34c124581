package dev.stepwell.local.sqs;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A queue; it is FIFO if its name ends in {@code .fifo}. Immutable. Limits and defaults are SQS's.
 *
 * @param name at most 80 letters, digits, hyphens and underscores, and the suffix
 * @param visibility how long a received message is hidden, 0 seconds to 12 hours; 30 seconds
 * @param delay how long a new message is hidden, 0 to 15 minutes; 0
 * @param retention how long a message is kept, 1 minute to 14 days; 4 days
 * @param mostBytes how long a message may be, 1 KiB to 1 MiB; 1 MiB
 * @param contentBasedDeduplication whether a message without a deduplication id gets one made of
 *     its body; for FIFO queues
 * @param deadLetters the queue that gets messages which were received too often; null for none
 * @param maxReceiveCount how often a message is received before it goes there, 1 to 1,000
 */
public record QueueDefinition(
    String name,
    Duration visibility,
    Duration delay,
    Duration retention,
    int mostBytes,
    boolean contentBasedDeduplication,
    @Nullable String deadLetters,
    int maxReceiveCount) {

  /** The longest message that SQS takes, in bytes. */
  public static final int MOST_BYTES = 1_048_576;

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo");

  /** Checks the limits. */
  public QueueDefinition {
    requireNonNull(name, "name");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no queue name: 1 to 80 letters, digits, hyphens and underscores,"
              + " and .fifo for a FIFO queue");
    }
    check(name, "visibility", visibility, Duration.ZERO, Duration.ofHours(12));
    check(name, "delay", delay, Duration.ZERO, Duration.ofMinutes(15));
    check(name, "retention", retention, Duration.ofMinutes(1), Duration.ofDays(14));
    if (mostBytes < 1024 || mostBytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "queue '" + name + "': mostBytes must be 1024 to " + MOST_BYTES + ", not " + mostBytes);
    }
    if (contentBasedDeduplication && !name.endsWith(".fifo")) {
      throw new IllegalArgumentException(
          "queue '" + name + "' is standard; only FIFO queues (.fifo) deduplicate by content");
    }
    if (deadLetters != null && (maxReceiveCount < 1 || maxReceiveCount > 1000)) {
      throw new IllegalArgumentException(
          "queue '" + name + "': maxReceiveCount must be 1 to 1000, not " + maxReceiveCount);
    }
    if (deadLetters != null && deadLetters.endsWith(".fifo") != name.endsWith(".fifo")) {
      throw new IllegalArgumentException(
          "queue '"
              + name
              + "': its dead-letter queue '"
              + deadLetters
              + "' must be FIFO if and only if it is FIFO");
    }
  }

  private static void check(
      String name, String what, Duration given, Duration least, Duration most) {
    requireNonNull(given, what);
    if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "queue '" + name + "': " + what + " must be " + least + " to " + most + ", not " + given);
    }
  }

  /** A queue with SQS's defaults. */
  public static QueueDefinition named(String name) {
    return new QueueDefinition(
        name,
        Duration.ofSeconds(30),
        Duration.ZERO,
        Duration.ofDays(4),
        MOST_BYTES,
        false,
        null,
        0);
  }

  /** Whether it keeps the order of its groups and takes a message once. */
  public boolean isFifo() {
    return name.endsWith(".fifo");
  }

  /** The queue with another visibility time-out. */
  public QueueDefinition withVisibility(Duration visibility) {
    return new QueueDefinition(
        name,
        visibility,
        delay,
        retention,
        mostBytes,
        contentBasedDeduplication,
        deadLetters,
        maxReceiveCount);
  }

  /** The queue with another delay. */
  public QueueDefinition withDelay(Duration delay) {
    return new QueueDefinition(
        name,
        visibility,
        delay,
        retention,
        mostBytes,
        contentBasedDeduplication,
        deadLetters,
        maxReceiveCount);
  }

  /** The FIFO queue, with deduplication ids made of bodies. */
  public QueueDefinition deduplicatedByContent() {
    return new QueueDefinition(
        name, visibility, delay, retention, mostBytes, true, deadLetters, maxReceiveCount);
  }

  /** The queue with another one for messages that were received so often. */
  public QueueDefinition withDeadLetters(String queue, int maxReceiveCount) {
    return new QueueDefinition(
        name,
        visibility,
        delay,
        retention,
        mostBytes,
        contentBasedDeduplication,
        requireNonNull(queue, "queue"),
        maxReceiveCount);
  }
}
