package dev.stepwell.local.sqs;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.delivery.Delivery;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Row;
import dev.stepwell.local.state.StateDatabase;
import dev.stepwell.local.state.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The queues and their messages. Thread-safe: what changes messages is given the transaction that
 * it is part of.
 */
public final class Queues {

  /** Within this time a FIFO queue takes a deduplication id once. */
  private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

  private static final Duration PURGE = Duration.ofSeconds(60);

  private final InstantSource clock;
  private final Supplier<String> ids;
  private final Map<String, QueueDefinition> queues = new ConcurrentSkipListMap<>();

  /**
   * No queue yet.
   *
   * @param ids a new id each time it is asked, for messages and receipts
   */
  public Queues(StateDatabase database, InstantSource clock, Supplier<String> ids) {
    this.clock = requireNonNull(clock, "clock");
    this.ids = requireNonNull(ids, "ids");
    database.create(
        """
        create table if not exists messages (
          number integer primary key autoincrement, queue text not null, id text not null,
          body text not null, attributes text not null, group_id text, deduplication_id text,
          sent_at integer not null, visible_at integer not null,
          receives integer not null default 0, first_received_at integer not null default 0,
          receipt text not null default '')
        """,
        "create index if not exists messages_by_queue on messages (queue, number)",
        """
        create table if not exists deduplications (
          queue text not null, deduplication_id text not null, number integer not null,
          id text not null, sent_at integer not null, primary key (queue, deduplication_id))
        """,
        "create table if not exists purges (queue text primary key, at integer not null)");
  }

  /**
   * Adds a queue. The messages of one that was there in an earlier process are there again.
   *
   * @throws IllegalArgumentException if its dead-letter queue was not added before
   */
  public void add(QueueDefinition queue) {
    String deadLetters = queue.deadLetters();
    if (deadLetters != null && !queues.containsKey(deadLetters)) {
      throw new IllegalArgumentException(
          "queue '"
              + queue.name()
              + "': its dead-letter queue '"
              + deadLetters
              + "' is not declared; declare it first. There are "
              + queues.keySet());
    }
    queues.put(queue.name(), queue);
  }

  /** The names, sorted. */
  List<String> names() {
    return List.copyOf(queues.keySet());
  }

  /** The queue of a name, URL or ARN. */
  QueueDefinition find(String nameOrPlace) throws ServiceException {
    QueueDefinition queue = queues.get(Delivery.nameIn(nameOrPlace));
    if (queue == null) {
      throw ServiceException.refused(
          "QueueDoesNotExist",
          "The specified queue does not exist.: '" + nameOrPlace + "'; there are " + names());
    }
    return queue;
  }

  /** Takes what is delivered to a queue's ARN. */
  public void receive(Transaction transaction, Delivery delivery) throws ServiceException {
    QueueDefinition queue = find(delivery.target());
    JsonObject arguments = delivery.options().with("MessageBody", Json.of(delivery.body()));
    if (queue.isFifo() && !arguments.has("MessageDeduplicationId")) {
      arguments = arguments.with("MessageDeduplicationId", Json.of(delivery.id()));
    }
    send(transaction, queue, Sending.of(queue, arguments, false));
  }

  /** What a sender is told. */
  record Sent(String id, @Nullable String sequenceNumber) {}

  Sent send(Transaction transaction, QueueDefinition queue, Sending sending) {
    long now = clock.millis();
    if (queue.isFifo()) {
      transaction.run(
          "delete from deduplications where sent_at <= ?", now - DEDUPLICATION.toMillis());
      Optional<Row> before =
          transaction.one(
              "select id, number from deduplications where queue = ? and deduplication_id = ?",
              queue.name(),
              sending.deduplicationId());
      if (before.isPresent()) {
        return new Sent(before.get().text(0), Message.sequenceNumber(before.get().number(1)));
      }
    }
    String id = ids.get();
    long number =
        transaction.insert(
            "insert into messages (queue, id, body, attributes, group_id, deduplication_id,"
                + " sent_at, visible_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
            queue.name(),
            id,
            sending.body(),
            sending.attributes().compact(),
            sending.groupId(),
            sending.deduplicationId(),
            now,
            now + sending.delaySeconds() * 1000);
    if (!queue.isFifo()) {
      return new Sent(id, null);
    }
    transaction.run(
        "insert into deduplications values (?, ?, ?, ?, ?)",
        queue.name(),
        sending.deduplicationId(),
        number,
        id,
        now);
    return new Sent(id, Message.sequenceNumber(number));
  }

  /** A message that was received, and what its receiver deletes it with. */
  record Received(Message message, String receiptHandle) {}

  List<Received> receive(
      Transaction transaction, QueueDefinition queue, int most, long visibilitySeconds) {
    long now = clock.millis();
    expire(transaction, queue, now);
    Set<String> busy = busyGroups(transaction, queue, now);
    List<Received> received = new ArrayList<>();
    for (Message message : visible(transaction, queue, now)) {
      if (received.size() == most) {
        break;
      }
      if (queue.isFifo() && busy.contains(message.groupId())) {
        continue;
      }
      if (queue.deadLetters() != null && message.receives() >= queue.maxReceiveCount()) {
        transaction.run(
            "update messages set queue = ?, receives = 0, first_received_at = 0, receipt = ''"
                + " where number = ?",
            queue.deadLetters(),
            message.number());
      } else {
        received.add(take(transaction, message, now, visibilitySeconds));
      }
    }
    return received;
  }

  /** Groups of a FIFO queue of which a message is out: the next ones wait for it. */
  private static Set<String> busyGroups(Transaction transaction, QueueDefinition queue, long now) {
    Set<String> busy = new HashSet<>();
    if (queue.isFifo()) {
      transaction
          .rows(
              "select distinct group_id from messages where queue = ? and visible_at > ?",
              queue.name(),
              now)
          .forEach(row -> busy.add(row.text(0)));
    }
    return busy;
  }

  private static List<Message> visible(Transaction transaction, QueueDefinition queue, long now) {
    return transaction
        .rows(
            "select "
                + Message.COLUMNS
                + " from messages where queue = ? and visible_at <= ? order by number",
            queue.name(),
            now)
        .stream()
        .map(Message::of)
        .toList();
  }

  private Received take(
      Transaction transaction, Message message, long now, long visibilitySeconds) {
    String receipt = ids.get();
    long first = message.receives() == 0 ? now : message.firstReceivedAt();
    Message taken =
        new Message(
            message.number(),
            message.queue(),
            message.id(),
            message.body(),
            message.attributes(),
            message.groupId(),
            message.deduplicationId(),
            message.sentAt(),
            now + visibilitySeconds * 1000,
            message.receives() + 1,
            first,
            receipt);
    transaction.run(
        "update messages set visible_at = ?, receives = ?, first_received_at = ?, receipt = ?"
            + " where number = ?",
        taken.visibleAt(),
        taken.receives(),
        first,
        receipt,
        message.number());
    String handle = message.number() + " " + receipt;
    return new Received(
        taken, Base64.getEncoder().encodeToString(handle.getBytes(StandardCharsets.UTF_8)));
  }

  private static void expire(Transaction transaction, QueueDefinition queue, long now) {
    transaction.run(
        "delete from messages where queue = ? and sent_at <= ?",
        queue.name(),
        now - queue.retention().toMillis());
  }

  /** Deletes a message; one that is gone already is no error. */
  void delete(Transaction transaction, QueueDefinition queue, String receiptHandle)
      throws ServiceException {
    Optional<Message> message = find(transaction, queue, receiptHandle);
    if (message.isPresent()) {
      if (queue.isFifo() && !isOut(message.get(), receiptHandle)) {
        throw Sending.invalid(
            "Value "
                + receiptHandle
                + " for parameter ReceiptHandle is invalid. Reason: The receipt handle has"
                + " expired.");
      }
      transaction.run("delete from messages where number = ?", message.get().number());
    }
  }

  /** Hides a message for so long from now on. */
  void changeVisibility(
      Transaction transaction, QueueDefinition queue, String receiptHandle, long seconds)
      throws ServiceException {
    Optional<Message> message = find(transaction, queue, receiptHandle);
    if (message.isEmpty() || !isOut(message.get(), receiptHandle)) {
      throw ServiceException.refused(
          "MessageNotInflight",
          "Value "
              + receiptHandle
              + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not"
              + " available for visibility timeout change.");
    }
    transaction.run(
        "update messages set visible_at = ? where number = ?",
        clock.millis() + seconds * 1000,
        message.get().number());
  }

  private boolean isOut(Message message, String receiptHandle) throws ServiceException {
    return message.visibleAt() > clock.millis()
        && message.receipt().equals(parts(receiptHandle)[1]);
  }

  private static Optional<Message> find(
      Transaction transaction, QueueDefinition queue, String receiptHandle)
      throws ServiceException {
    return transaction
        .one(
            "select " + Message.COLUMNS + " from messages where number = ? and queue = ?",
            Long.parseLong(parts(receiptHandle)[0]),
            queue.name())
        .map(Message::of);
  }

  private static String[] parts(String receiptHandle) throws ServiceException {
    String handle;
    try {
      handle = new String(Base64.getDecoder().decode(receiptHandle), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException foreign) {
      handle = "";
    }
    String[] parts = handle.split(" ", 2);
    if (parts.length == 2 && parts[0].matches("[0-9]{1,18}")) {
      return parts;
    }
    throw ServiceException.refused(
        "ReceiptHandleIsInvalid",
        "The input receipt handle \"" + receiptHandle + "\" is not a valid receipt handle.");
  }

  void purge(Transaction transaction, QueueDefinition queue) throws ServiceException {
    long now = clock.millis();
    if (transaction
        .one(
            "select at from purges where queue = ? and at > ?",
            queue.name(),
            now - PURGE.toMillis())
        .isPresent()) {
      throw ServiceException.refused(
          "PurgeQueueInProgress",
          "Only one PurgeQueue operation on " + queue.name() + " is allowed every 60 seconds.");
    }
    transaction.run("insert or replace into purges values (?, ?)", queue.name(), now);
    transaction.run("delete from messages where queue = ?", queue.name());
  }

  /**
   * The attributes of a queue, sorted by name.
   *
   * @param arn the queue's ARN
   * @param deadLettersArn the ARN of its dead-letter queue; null for none
   */
  Map<String, String> attributes(
      Transaction transaction, QueueDefinition queue, String arn, @Nullable String deadLettersArn) {
    long now = clock.millis();
    expire(transaction, queue, now);
    Row counts =
        transaction
            .one(
                """
                select count(*) filter (where visible_at <= ?),
                  count(*) filter (where visible_at > ? and receives > 0),
                  count(*) filter (where visible_at > ? and receives = 0)
                from messages where queue = ?
                """,
                now,
                now,
                now,
                queue.name())
            .orElseThrow();
    Map<String, String> all = new TreeMap<>();
    all.put("ApproximateNumberOfMessages", counts.text(0));
    all.put("ApproximateNumberOfMessagesDelayed", counts.text(2));
    all.put("ApproximateNumberOfMessagesNotVisible", counts.text(1));
    all.put("DelaySeconds", String.valueOf(queue.delay().toSeconds()));
    all.put("MaximumMessageSize", String.valueOf(queue.mostBytes()));
    all.put("MessageRetentionPeriod", String.valueOf(queue.retention().toSeconds()));
    all.put("QueueArn", arn);
    all.put("ReceiveMessageWaitTimeSeconds", "0");
    all.put("VisibilityTimeout", String.valueOf(queue.visibility().toSeconds()));
    if (queue.isFifo()) {
      all.put("ContentBasedDeduplication", String.valueOf(queue.contentBasedDeduplication()));
      all.put("FifoQueue", "true");
    }
    if (deadLettersArn != null) {
      JsonObject policy =
          JsonObject.builder()
              .put("deadLetterTargetArn", deadLettersArn)
              .put("maxReceiveCount", queue.maxReceiveCount())
              .build();
      all.put("RedrivePolicy", policy.compact());
    }
    return all;
  }
}
