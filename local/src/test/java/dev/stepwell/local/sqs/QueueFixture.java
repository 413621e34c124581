package dev.stepwell.local.sqs;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.Account;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.state.SetClock;
import dev.stepwell.local.state.StateDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Queues with a clock that tests move. */
final class QueueFixture {

  final SetClock clock = new SetClock();
  final StateDatabase database;
  final Service service;
  final TaskCalls calls;

  QueueFixture(StateDatabase database) {
    this.database = database;
    AtomicInteger ids = new AtomicInteger();
    Queues queues = new Queues(database, clock, () -> "id-" + ids.incrementAndGet());
    queues.add(QueueDefinition.named("dead"));
    queues.add(QueueDefinition.named("work"));
    queues.add(QueueDefinition.named("slow").withDelay(Duration.ofMinutes(2)));
    queues.add(QueueDefinition.named("redriven").withDeadLetters("dead", 2));
    queues.add(QueueDefinition.named("orders.fifo"));
    queues.add(QueueDefinition.named("content.fifo").deduplicatedByContent());
    Account account = Account.DEFAULT;
    service =
        QueueActions.of(
            database, queues, new Answers(database), account::queueArn, account::queueUrl);
    calls = TaskCalls.to(service);
  }

  static String url(String queue) {
    return Account.DEFAULT.queueUrl(queue);
  }

  /** Calls an action of a queue; {@code '} stands for {@code "}. */
  JsonObject sdk(String action, String queue, String rest) {
    return (JsonObject) calls.call("aws-sdk:sqs:" + action, arguments(queue, rest));
  }

  static String arguments(String queue, String rest) {
    return "{'QueueUrl':'" + url(queue) + "'" + (rest.isEmpty() ? "" : "," + rest) + "}";
  }

  TaskFailedException failure(String resource, String queue, String rest) {
    return catchThrowableOfType(
        TaskFailedException.class, () -> calls.call(resource, arguments(queue, rest)));
  }

  void send(String queue, String body) {
    sdk("sendMessage", queue, "'MessageBody':'" + body + "'");
  }

  List<JsonObject> receive(String queue) {
    return receive(queue, "'MaxNumberOfMessages':10");
  }

  List<JsonObject> receive(String queue, String rest) {
    return sdk("receiveMessage", queue, rest).array("Messages").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  List<String> bodies(String queue) {
    return receive(queue).stream().map(each -> String.valueOf(each.string("Body"))).toList();
  }

  void delete(String queue, JsonObject message) {
    sdk("deleteMessage", queue, "'ReceiptHandle':'" + message.string("ReceiptHandle") + "'");
  }

  JsonObject attributes(String queue) {
    return sdk("getQueueAttributes", queue, "'AttributeNames':['All']").object("Attributes");
  }

  Json resume(String token, String resource, String arguments) {
    return calls.resume(
        token, "arn:aws:states:::" + resource, Json.parse(arguments.replace('\'', '"')));
  }
}
