package dev.stepwell.local.sns;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.delivery.Delivery;
import dev.stepwell.local.delivery.Outbox;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.Batch;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Row;
import dev.stepwell.local.state.StateDatabase;
import dev.stepwell.local.state.Transaction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The topics. A message's id is made of the token of the task that published it, so that a resumed
 * task finds its message in the topic's file. What subscribers get goes out in the transaction that
 * keeps the answer. Thread-safe: messages are published under the database's lock.
 */
public final class Topics {

  /** Within this time a FIFO topic takes a deduplication id once. */
  private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

  private static final int BATCH_LIMIT = 262_144;

  private record Topic(
      TopicDefinition definition, String arn, TopicFile file, List<Subscription> subscriptions) {}

  private final Object lock = new Object();
  private final Path folder;
  private final Supplier<String> ids;
  private final Consumer<Published> listener;
  private final InstantSource clock;
  private final Answers answers;
  private final Outbox outbox;
  private final Map<String, Topic> topics = new ConcurrentSkipListMap<>();
  private final List<Published> published = new ArrayList<>();

  /**
   * No topic yet.
   *
   * @param folder where each topic has its file {@code <topic>.jsonl}
   * @param ids a new message id each time it is asked, for messages that no task publishes
   * @param listener is told of every message; on the publishing thread, so it must not block
   * @param clock when messages are published that no task publishes
   * @param database what FIFO topics remember
   * @param answers the answers of the same database
   * @param outbox takes the messages to subscribers
   */
  public Topics(
      Path folder,
      Supplier<String> ids,
      Consumer<Published> listener,
      InstantSource clock,
      StateDatabase database,
      Answers answers,
      Outbox outbox) {
    this.folder = requireNonNull(folder, "folder");
    this.ids = requireNonNull(ids, "ids");
    this.listener = requireNonNull(listener, "listener");
    this.clock = requireNonNull(clock, "clock");
    this.answers = requireNonNull(answers, "answers");
    this.outbox = requireNonNull(outbox, "outbox");
    database.create(
        """
        create table if not exists topic_deduplications (
          number integer primary key autoincrement, topic text not null,
          deduplication_id text not null, id text not null, sent_at integer not null)
        """,
        "create index if not exists topic_deduplications_by_id"
            + " on topic_deduplications (topic, deduplication_id)");
  }

  /** Adds a topic. */
  public void add(TopicDefinition definition, String arn) {
    TopicFile file = new TopicFile(folder.resolve(definition.name() + ".jsonl"));
    topics.put(arn, new Topic(definition, arn, file, new CopyOnWriteArrayList<>()));
  }

  /**
   * Adds a subscription.
   *
   * @throws IllegalArgumentException if there is no such topic, or the filter policy is wrong
   */
  public void subscribe(SubscriptionDefinition definition, String topicArn) {
    Topic topic = topics.get(topicArn);
    if (topic == null) {
      throw new IllegalArgumentException(
          "subscription of "
              + definition.endpoint()
              + ": there is no topic '"
              + definition.topic()
              + "'; there are "
              + topics.keySet());
    }
    String id = topicArn + ":" + topic.subscriptions().size() + ":" + definition.endpoint();
    topic.subscriptions().add(new Subscription(definition, topicArn + ":" + uuid(id)));
  }

  /** What has been published since this object was made, in order. */
  public List<Published> published() {
    synchronized (lock) {
      return List.copyOf(published);
    }
  }

  /** The actions. */
  public Service service() {
    Parameters publish =
        Parameters.required("Message")
            .optional(
                "TopicArn",
                "TargetArn",
                "PhoneNumber",
                "Subject",
                "MessageAttributes",
                "MessageStructure",
                "MessageGroupId",
                "MessageDeduplicationId");
    return Service.named("sns", "Sns")
        .optimizedNames("SNS", "AmazonSNS", "AmazonSNSException")
        .modelled(
            "NotFound",
            "InvalidParameter",
            "InvalidParameterValue",
            "EmptyBatchRequest",
            "TooManyEntriesInBatchRequest",
            "BatchEntryIdsNotDistinct",
            "InvalidBatchEntryId",
            "BatchRequestTooLong")
        .optimized("publish", publish, Resumption.LOOK_UP, (a, c) -> publish(a, c, true))
        .optimized(
            "publish.waitForTaskToken", publish, Resumption.LOOK_UP, (a, c) -> publish(a, c, true))
        .action("publish", publish, Resumption.LOOK_UP, (a, c) -> publish(a, c, false))
        .action(
            "publish.waitForTaskToken", publish, Resumption.LOOK_UP, (a, c) -> publish(a, c, false))
        .action(
            "publishBatch",
            Parameters.required("TopicArn", "PublishBatchRequestEntries"),
            Resumption.LOOK_UP,
            this::publishBatch)
        .build();
  }

  /** Takes what is delivered to a topic's ARN. */
  public void receive(Transaction transaction, Delivery delivery) throws ServiceException {
    JsonObject arguments = delivery.options().with("Message", Json.of(delivery.body()));
    Json unused =
        publish(
            transaction,
            find(delivery.target()),
            Publication.of(arguments, false),
            new Origin(uuid(delivery.id()), null, clock.instant(), delivery.hops() + 1));
  }

  /**
   * Where a message comes from.
   *
   * @param id the id that it gets
   * @param resumed the call that may have published it already; null if none can have
   * @param when when it is published
   * @param hops how many deliveries led to those that it causes
   */
  private record Origin(String id, @Nullable CallContext resumed, Instant when, int hops) {

    static Origin of(String id, CallContext context) {
      return new Origin(id, context.isResumed() ? context : null, context.now(), 0);
    }
  }

  private Json publish(JsonObject arguments, CallContext context, boolean optimized)
      throws ServiceException {
    String arn = arguments.string("TopicArn");
    if (arn == null) {
      arn = arguments.string("TargetArn");
    }
    if (arn == null) {
      throw Publication.invalid("TopicArn or TargetArn must be given; there are no phones here");
    }
    Publication publication = Publication.of(arguments, optimized);
    Topic topic = find(arn);
    String id = context.token().isEmpty() ? ids.get() : uuid(context.token());
    Json answer =
        answers.once(
            context,
            transaction -> publish(transaction, topic, publication, Origin.of(id, context)));
    outbox.deliver();
    return answer;
  }

  private Json publishBatch(JsonObject arguments, CallContext context) throws ServiceException {
    Batch batch =
        Batch.of(arguments.array("PublishBatchRequestEntries"), "PublishBatchRequestEntry");
    long bytes = 0;
    for (JsonObject entry : batch.entries()) {
      bytes += String.valueOf(entry.string("Message")).getBytes(StandardCharsets.UTF_8).length;
    }
    batch.checkLength(bytes, BATCH_LIMIT);
    Topic topic = find(Parameters.text(arguments, "TopicArn"));
    Json answer =
        answers.once(
            context,
            transaction ->
                batch.each(
                    entry -> {
                      String id =
                          context.token().isEmpty()
                              ? ids.get()
                              : uuid(context.token() + "/" + entry.string("Id"));
                      JsonObject one =
                          publish(
                              transaction,
                              topic,
                              Publication.of(entry, false),
                              Origin.of(id, context));
                      return JsonObject.builder().putAll(one);
                    }));
    outbox.deliver();
    return answer;
  }

  private Topic find(String arn) throws ServiceException {
    Topic topic = topics.get(arn);
    if (topic == null) {
      throw new ServiceException(
          "NotFound", "Topic does not exist: " + arn + "; there are " + topics.keySet(), 404);
    }
    return topic;
  }

  private JsonObject publish(
      Transaction transaction, Topic topic, Publication publication, Origin origin)
      throws ServiceException {
    String deduplicationId = deduplicationId(topic.definition(), publication);
    String sequenceNumber = null;
    if (deduplicationId != null) {
      Optional<JsonObject> before = before(transaction, topic, deduplicationId, origin.when());
      if (before.isPresent()) {
        return before.get();
      }
      long number =
          transaction.insert(
              "insert into topic_deduplications (topic, deduplication_id, id, sent_at)"
                  + " values (?, ?, ?, ?)",
              topic.arn(),
              deduplicationId,
              origin.id(),
              origin.when().toEpochMilli());
      sequenceNumber = sequenceNumber(number);
    }
    Published entry =
        new Published(
            origin.id(),
            topic.arn(),
            publication.subject(),
            publication.message(),
            publication.attributes(),
            origin.when());
    CallContext resumed = origin.resumed();
    if (resumed == null || !holds(topic.file(), origin.id(), resumed)) {
      topic.file().append(entry.json());
      transaction.afterCommit(() -> tell(entry));
    }
    JsonObject fifo =
        JsonObject.builder()
            .putIfPresent("MessageGroupId", publication.groupId())
            .putIfPresent("MessageDeduplicationId", deduplicationId)
            .build();
    for (Subscription each : topic.subscriptions()) {
      each.delivery(entry, fifo, publication.structured(), origin.hops())
          .ifPresent(delivery -> outbox.put(transaction, delivery));
    }
    return answer(entry.id(), sequenceNumber);
  }

  private void tell(Published entry) {
    synchronized (lock) {
      published.add(entry);
    }
    listener.accept(entry);
  }

  private static @Nullable String deduplicationId(TopicDefinition topic, Publication publication)
      throws ServiceException {
    String given = publication.deduplicationId();
    if (!topic.isFifo()) {
      if (given != null) {
        throw Publication.invalid(
            "The request includes MessageDeduplicationId parameter that is not valid for this topic"
                + " type");
      }
      return null;
    }
    if (publication.groupId() == null) {
      throw Publication.invalid("The MessageGroupId parameter is required for FIFO topics");
    }
    if (given == null && !topic.contentBasedDeduplication()) {
      throw Publication.invalid(
          "The topic should either have ContentBasedDeduplication enabled or"
              + " MessageDeduplicationId provided explicitly");
    }
    return given == null ? uuid(publication.message()) : given;
  }

  private static Optional<JsonObject> before(
      Transaction transaction, Topic topic, String deduplicationId, Instant now) {
    transaction.run(
        "delete from topic_deduplications where sent_at <= ?",
        now.minus(DEDUPLICATION).toEpochMilli());
    Optional<Row> row =
        transaction.one(
            "select id, number from topic_deduplications where topic = ? and deduplication_id = ?",
            topic.arn(),
            deduplicationId);
    return row.map(found -> answer(found.text(0), sequenceNumber(found.number(1))));
  }

  private static String sequenceNumber(long number) {
    return String.format("%020d", number);
  }

  private static boolean holds(TopicFile file, String id, CallContext context) {
    Optional<String> damage = file.damage();
    boolean holds = file.holds(id);
    if (!holds && damage.isPresent()) {
      throw context.unknown(damage.get());
    }
    return holds;
  }

  private static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static JsonObject answer(String id, @Nullable String sequenceNumber) {
    return JsonObject.builder()
        .put("MessageId", id)
        .putIfPresent("SequenceNumber", sequenceNumber)
        .build();
  }
}
