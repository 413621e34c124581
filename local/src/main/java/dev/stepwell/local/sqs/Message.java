package dev.stepwell.local.sqs;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.state.Row;
import org.jspecify.annotations.Nullable;

/**
 * A message in a queue. Times are milliseconds since 1970.
 *
 * @param number where it stands in the order of all messages
 * @param queue the queue's name
 * @param id the message's id
 * @param body the text
 * @param attributes its attributes
 * @param groupId its group; null in a standard queue that was given none
 * @param deduplicationId its deduplication id; null for none
 * @param sentAt when it was sent
 * @param visibleAt from when on it can be received
 * @param receives how often it was received
 * @param firstReceivedAt when it was received first; 0 for never
 * @param receipt the last receipt's secret part; empty if it was never received
 */
record Message(
    long number,
    String queue,
    String id,
    String body,
    JsonObject attributes,
    @Nullable String groupId,
    @Nullable String deduplicationId,
    long sentAt,
    long visibleAt,
    long receives,
    long firstReceivedAt,
    String receipt) {

  static final String COLUMNS =
      "number, queue, id, body, attributes, group_id, deduplication_id, sent_at, visible_at,"
          + " receives, first_received_at, receipt";

  static Message of(Row row) {
    return new Message(
        row.number(0),
        row.text(1),
        row.text(2),
        row.text(3),
        row.json(4),
        row.textOrNull(5),
        row.textOrNull(6),
        row.number(7),
        row.number(8),
        row.number(9),
        row.number(10),
        row.text(11));
  }

  /** The order of FIFO messages as callers see it: twenty digits. */
  static String sequenceNumber(long number) {
    return String.format("%020d", number);
  }
}
