package dev.stepwell.local;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.local.delivery.Delivery;
import dev.stepwell.local.delivery.Outbox;
import dev.stepwell.local.delivery.Receiver;
import dev.stepwell.local.events.EventActions;
import dev.stepwell.local.events.EventBuses;
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
 * The services that pass things on (SNS, SQS, EventBridge) and the database that they share.
 * Thread-safe.
 */
final class Messaging implements AutoCloseable {

  private final Account account;
  private final StateDatabase database;
  private final Outbox outbox;
  private final Topics topics;
  private final EventBuses buses;
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

    outbox.receiver("sqs", (Receiver.Stored) queues::receive);
    outbox.receiver("sns", (Receiver.Stored) topics::receive);
    outbox.receiver("events", (Receiver.Stored) buses::receive);
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
            events.sdk());
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

  /** What is on its way. */
  Outbox outbox() {
    return outbox;
  }

  @Override
  public void close() {
    database.close();
  }
}
