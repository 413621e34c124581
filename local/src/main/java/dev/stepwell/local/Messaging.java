package dev.stepwell.local;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.engine.Engine;
import dev.stepwell.local.delivery.Delivery;
import dev.stepwell.local.delivery.Outbox;
import dev.stepwell.local.delivery.Receiver;
import dev.stepwell.local.dynamodb.TableActions;
import dev.stepwell.local.dynamodb.Tables;
import dev.stepwell.local.events.EventActions;
import dev.stepwell.local.events.EventBuses;
import dev.stepwell.local.firehose.DeliveryStreams;
import dev.stepwell.local.firehose.FirehoseActions;
import dev.stepwell.local.kinesis.StreamActions;
import dev.stepwell.local.kinesis.Streams;
import dev.stepwell.local.lambda.Functions;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sns.Published;
import dev.stepwell.local.sns.Topics;
import dev.stepwell.local.sqs.QueueActions;
import dev.stepwell.local.sqs.Queues;
import dev.stepwell.local.state.LineFile;
import dev.stepwell.local.state.StateDatabase;
import java.nio.file.Path;
import java.util.List;

/**
 * The services that pass things on or keep them (SNS, SQS, EventBridge, DynamoDB, Kinesis,
 * Firehose) and the database that they share. Thread-safe.
 */
final class Messaging implements AutoCloseable {

  private final Account account;
  private final StateDatabase database;
  private final Outbox outbox;
  private final Topics topics;
  private final EventBuses buses;
  private final DeliveryStreams deliveryStreams;
  private final List<Service> services;

  Messaging(LocalCloudBuilder parts, ObjectStore store, Functions functions) {
    account = parts.account;
    database = StateDatabase.at(parts.state.resolve("messages.db"));
    outbox = new Outbox(database);
    Answers answers = new Answers(database);

    Queues queues = new Queues(database, parts.clock, parts.ids);
    parts.queues.forEach(queues::add);
    topics =
        new Topics(
            parts.state.resolve("sns"),
            parts.ids,
            parts.onPublished,
            parts.clock,
            database,
            answers,
            outbox);
    parts.topics.forEach(topic -> topics.add(topic, account.topicArn(topic.name())));
    parts.subscriptions.forEach(each -> topics.subscribe(each, account.topicArn(each.topic())));
    buses = new EventBuses(database, outbox);
    parts.eventBuses.forEach(buses::addBus);
    parts.rules.forEach(rule -> buses.add(rule, account.ruleArn(rule.bus(), rule.name())));
    if (parts.rules.stream().anyMatch(rule -> rule.bus().equals(EventBuses.DEFAULT))) {
      store.addListener(event -> buses.tell(event.eventBridgeEvent(account, parts.ids.get())));
    }

    Tables tables = new Tables(database, parts.clock);
    parts.tables.forEach(tables::add);
    Streams streams = new Streams(database, parts.clock);
    parts.streams.forEach(streams::add);
    deliveryStreams =
        new DeliveryStreams(
            database, store, functions::call, parts.clock, parts.ids, account.region(), outbox);
    parts.deliveryStreams.forEach(
        each -> deliveryStreams.add(each, account.deliveryStreamArn(each.name())));

    outbox.receiver("sqs", (Receiver.Stored) queues::receive);
    outbox.receiver("sns", (Receiver.Stored) topics::receive);
    outbox.receiver("events", (Receiver.Stored) buses::receive);
    outbox.receiver("firehose", (Receiver.Stored) deliveryStreams::receive);
    Path logs = parts.state.resolve("logs");
    outbox.receiver("logs", (Receiver.Stored) (transaction, each) -> log(logs, each));
    outbox.receiver("lambda", (Receiver.Called) each -> functions.call(each.target(), each.body()));

    EventActions events =
        new EventActions(buses, answers, outbox, parts.ids, account.region(), account.id());
    services =
        List.of(
            topics.service(),
            QueueActions.of(database, queues, answers, account::queueArn, account::queueUrl),
            events.optimized(),
            events.sdk(),
            TableActions.of(database, tables, answers),
            StreamActions.of(database, streams, answers),
            FirehoseActions.of(deliveryStreams, answers));
  }

  /** A log group is a file of lines. */
  private static void log(Path folder, Delivery delivery) throws ServiceException {
    String group = delivery.target().replaceFirst(".*:log-group:", "").replaceFirst(":\\*$", "");
    String name = group.replaceFirst("^/", "").replaceAll("[^A-Za-z0-9._-]", "-");
    JsonObject line;
    try {
      Json body = Json.parse(delivery.body());
      line = body instanceof JsonObject object ? object : JsonObject.of("message", body);
    } catch (JsonSyntaxException text) {
      line = JsonObject.of("message", Json.of(delivery.body()));
    }
    new LineFile(folder.resolve(name + ".jsonl")).append(line);
  }

  /** The actions. */
  List<Service> services() {
    return services;
  }

  /** What has been published since this was opened, in order. */
  List<Published> published() {
    return topics.published();
  }

  /** Has events start the state machines of an engine; what waited for it goes there now. */
  void connect(Engine engine) {
    outbox.receiver("states", new StateMachines(engine));
    outbox.deliver();
  }

  /** Tells the default bus of something that happened in this account. */
  void tell(JsonObject event) {
    buses.tell(event);
  }

  /** Delivers what is due; to be called now and then. */
  void deliver() {
    deliveryStreams.deliver();
    outbox.deliverLeft();
  }

  /** Delivers what delivery streams have collected: a local run does not wait for them. */
  void flush() {
    deliveryStreams.flush();
    outbox.deliver();
  }

  @Override
  public void close() {
    database.close();
  }
}
