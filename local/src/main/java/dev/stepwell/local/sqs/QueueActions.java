package dev.stepwell.local.sqs;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.delivery.MessageAttributes;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.Batch;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.StateDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The actions of SQS that a state machine calls. A receive does not wait for messages. */
public final class QueueActions {

  private static final long MOST_VISIBILITY = 43_200;

  private final StateDatabase database;
  private final Queues queues;
  private final Answers answers;
  private final UnaryOperator<String> arns;
  private final UnaryOperator<String> urls;

  private QueueActions(
      StateDatabase database,
      Queues queues,
      Answers answers,
      UnaryOperator<String> arns,
      UnaryOperator<String> urls) {
    this.database = requireNonNull(database, "database");
    this.queues = requireNonNull(queues, "queues");
    this.answers = requireNonNull(answers, "answers");
    this.arns = requireNonNull(arns, "arns");
    this.urls = requireNonNull(urls, "urls");
  }

  /**
   * SQS over these queues.
   *
   * @param database where their messages are
   * @param answers the answers of the same database
   * @param arns the ARN of a queue's name
   * @param urls the URL of a queue's name
   */
  public static Service of(
      StateDatabase database,
      Queues queues,
      Answers answers,
      UnaryOperator<String> arns,
      UnaryOperator<String> urls) {
    return new QueueActions(database, queues, answers, arns, urls).service();
  }

  private Service service() {
    Parameters send =
        Parameters.required("QueueUrl", "MessageBody")
            .optional(
                "DelaySeconds",
                "MessageAttributes",
                "MessageSystemAttributes",
                "MessageDeduplicationId",
                "MessageGroupId");
    Parameters receive =
        Parameters.required("QueueUrl")
            .optional(
                "AttributeNames",
                "MessageSystemAttributeNames",
                "MessageAttributeNames",
                "MaxNumberOfMessages",
                "VisibilityTimeout",
                "WaitTimeSeconds",
                "ReceiveRequestAttemptId");
    Parameters batch = Parameters.required("QueueUrl", "Entries");
    return Service.named("sqs", "Sqs")
        .optimizedNames("SQS", "AmazonSQS", "AmazonSQSException")
        .modelled(
            "QueueDoesNotExist",
            "InvalidMessageContents",
            "ReceiptHandleIsInvalid",
            "MessageNotInflight",
            "PurgeQueueInProgress",
            "EmptyBatchRequest",
            "TooManyEntriesInBatchRequest",
            "BatchEntryIdsNotDistinct",
            "InvalidBatchEntryId",
            "BatchRequestTooLong",
            "InvalidAttributeName")
        .optimized("sendMessage", send, Resumption.LOOK_UP, (a, c) -> send(a, c, true))
        .optimized(
            "sendMessage.waitForTaskToken", send, Resumption.LOOK_UP, (a, c) -> send(a, c, true))
        .action("sendMessage", send, Resumption.LOOK_UP, (a, c) -> send(a, c, false))
        .action(
            "sendMessage.waitForTaskToken", send, Resumption.LOOK_UP, (a, c) -> send(a, c, false))
        .action("sendMessageBatch", batch, Resumption.LOOK_UP, this::sendBatch)
        .action("receiveMessage", receive, Resumption.LOOK_UP, this::receive)
        .action(
            "deleteMessage",
            Parameters.required("QueueUrl", "ReceiptHandle"),
            Resumption.LOOK_UP,
            this::delete)
        .action("deleteMessageBatch", batch, Resumption.LOOK_UP, this::deleteBatch)
        .action(
            "changeMessageVisibility",
            Parameters.required("QueueUrl", "ReceiptHandle", "VisibilityTimeout"),
            Resumption.LOOK_UP,
            this::changeVisibility)
        .action(
            "changeMessageVisibilityBatch", batch, Resumption.LOOK_UP, this::changeVisibilityBatch)
        .action("purgeQueue", Parameters.required("QueueUrl"), Resumption.LOOK_UP, this::purge)
        .action(
            "getQueueAttributes",
            Parameters.required("QueueUrl").optional("AttributeNames"),
            Resumption.REPEAT,
            this::attributes)
        .action(
            "getQueueUrl",
            Parameters.required("QueueName").optional("QueueOwnerAWSAccountId"),
            Resumption.REPEAT,
            this::url)
        .action(
            "listQueues",
            Parameters.none().optional("QueueNamePrefix", "MaxResults", "NextToken"),
            Resumption.REPEAT,
            this::list)
        .build();
  }

  private QueueDefinition queue(JsonObject arguments) throws ServiceException {
    String url = arguments.string("QueueUrl");
    if (url == null || url.isEmpty()) {
      throw ServiceException.refused(
          "MissingParameter", "The request must contain the parameter QueueUrl.");
    }
    return queues.find(url);
  }

  private Json send(JsonObject arguments, CallContext context, boolean optimized)
      throws ServiceException {
    QueueDefinition queue = queue(arguments);
    Sending sending = Sending.of(queue, arguments, optimized);
    return answers.once(
        context, transaction -> sent(sending, queues.send(transaction, queue, sending)).build());
  }

  private static JsonObject.Builder sent(Sending sending, Queues.Sent sent) {
    JsonObject.Builder answer =
        JsonObject.builder().put("MD5OfMessageBody", Digests.md5(sending.body()));
    if (!sending.attributes().isEmpty()) {
      answer.put("MD5OfMessageAttributes", Digests.md5(sending.attributes()));
    }
    return answer.put("MessageId", sent.id()).putIfPresent("SequenceNumber", sent.sequenceNumber());
  }

  private Json sendBatch(JsonObject arguments, CallContext context) throws ServiceException {
    QueueDefinition queue = queue(arguments);
    Batch batch = Batch.of(arguments.array("Entries"), "SendMessageBatchRequestEntry");
    batch.checkLength(bytes(batch), QueueDefinition.MOST_BYTES);
    return answers.once(
        context,
        transaction ->
            batch.each(
                entry -> {
                  Sending sending = Sending.of(queue, entry, false);
                  return sent(sending, queues.send(transaction, queue, sending));
                }));
  }

  private static long bytes(Batch batch) throws ServiceException {
    long bytes = 0;
    for (JsonObject entry : batch.entries()) {
      JsonObject attributes = entry.object("MessageAttributes");
      MessageAttributes.check(attributes);
      bytes +=
          String.valueOf(entry.string("MessageBody")).getBytes(StandardCharsets.UTF_8).length
              + MessageAttributes.bytes(attributes);
    }
    return bytes;
  }

  private Json receive(JsonObject arguments, CallContext context) throws ServiceException {
    QueueDefinition queue = queue(arguments);
    int most =
        (int)
            number(
                arguments,
                "MaxNumberOfMessages",
                1,
                1,
                10,
                "Must be between 1 and 10, if provided.");
    long unused =
        number(arguments, "WaitTimeSeconds", 0, 0, 20, "Must be >= 0 and <= 20, if provided.");
    long visibility = visibility(arguments, queue.visibility().toSeconds());
    return answers.once(
        context,
        transaction -> {
          List<Queues.Received> received = queues.receive(transaction, queue, most, visibility);
          return received.isEmpty()
              ? JsonObject.EMPTY
              : JsonObject.of(
                  "Messages",
                  received.stream()
                      .map(each -> (Json) ReceivedJson.of(each, arguments))
                      .collect(JsonArray.collector()));
        });
  }

  private static long visibility(JsonObject arguments, long otherwise) throws ServiceException {
    return number(
        arguments,
        "VisibilityTimeout",
        otherwise,
        0,
        MOST_VISIBILITY,
        "VisibilityTimeout must be between 0 and 43200.");
  }

  private static long number(
      JsonObject arguments, String name, long otherwise, long least, long most, String rule)
      throws ServiceException {
    Json given = arguments.get(name);
    if (given == null) {
      return otherwise;
    }
    if (given instanceof JsonNumber number
        && number.isIntegral()
        && number.longValue() >= least
        && number.longValue() <= most) {
      return number.longValue();
    }
    throw Sending.invalid(
        "Value " + given.text() + " for parameter " + name + " is invalid. Reason: " + rule);
  }

  private static String handle(JsonObject arguments) throws ServiceException {
    String handle = arguments.string("ReceiptHandle");
    if (handle == null || handle.isEmpty()) {
      throw ServiceException.refused(
          "MissingParameter", "The request must contain the parameter ReceiptHandle.");
    }
    return handle;
  }

  private Json delete(JsonObject arguments, CallContext context) throws ServiceException {
    QueueDefinition queue = queue(arguments);
    String handle = handle(arguments);
    return answers.once(
        context,
        transaction -> {
          queues.delete(transaction, queue, handle);
          return JsonObject.EMPTY;
        });
  }

  private Json deleteBatch(JsonObject arguments, CallContext context) throws ServiceException {
    QueueDefinition queue = queue(arguments);
    Batch batch = Batch.of(arguments.array("Entries"), "DeleteMessageBatchRequestEntry");
    return answers.once(
        context,
        transaction ->
            batch.each(
                entry -> {
                  queues.delete(transaction, queue, handle(entry));
                  return JsonObject.builder();
                }));
  }

  private Json changeVisibility(JsonObject arguments, CallContext context) throws ServiceException {
    QueueDefinition queue = queue(arguments);
    String handle = handle(arguments);
    long seconds = visibility(arguments, 0);
    return answers.once(
        context,
        transaction -> {
          queues.changeVisibility(transaction, queue, handle, seconds);
          return JsonObject.EMPTY;
        });
  }

  private Json changeVisibilityBatch(JsonObject arguments, CallContext context)
      throws ServiceException {
    QueueDefinition queue = queue(arguments);
    Batch batch = Batch.of(arguments.array("Entries"), "ChangeMessageVisibilityBatchRequestEntry");
    return answers.once(
        context,
        transaction ->
            batch.each(
                entry -> {
                  queues.changeVisibility(transaction, queue, handle(entry), visibility(entry, 0));
                  return JsonObject.builder();
                }));
  }

  private Json purge(JsonObject arguments, CallContext context) throws ServiceException {
    QueueDefinition queue = queue(arguments);
    return answers.once(
        context,
        transaction -> {
          queues.purge(transaction, queue);
          return JsonObject.EMPTY;
        });
  }

  private Json attributes(JsonObject arguments, CallContext context) throws ServiceException {
    QueueDefinition queue = queue(arguments);
    String deadLetters = queue.deadLetters();
    @Nullable String deadLettersArn = deadLetters == null ? null : arns.apply(deadLetters);
    Map<String, String> all =
        database.<Map<String, String>, RuntimeException>transact(
            transaction ->
                queues.attributes(transaction, queue, arns.apply(queue.name()), deadLettersArn));
    JsonObject.Builder chosen = JsonObject.builder();
    for (Json wanted : arguments.array("AttributeNames")) {
      String name = wanted instanceof JsonString text ? text.value() : wanted.compact();
      if (name.equals("All")) {
        return JsonObject.of("Attributes", Json.of(all));
      }
      if (!all.containsKey(name) && !KNOWN.contains(name)) {
        throw ServiceException.refused("InvalidAttributeName", "Unknown Attribute " + name + ".");
      }
      if (!chosen.has(name)) {
        chosen.putIfPresent(name, all.get(name));
      }
    }
    JsonObject some = chosen.build();
    return some.isEmpty() ? JsonObject.EMPTY : JsonObject.of("Attributes", some);
  }

  /** What a queue may have beside what every queue has. */
  private static final List<String> KNOWN =
      List.of(
          "ContentBasedDeduplication",
          "CreatedTimestamp",
          "DeduplicationScope",
          "FifoQueue",
          "FifoThroughputLimit",
          "KmsDataKeyReusePeriodSeconds",
          "KmsMasterKeyId",
          "LastModifiedTimestamp",
          "Policy",
          "RedriveAllowPolicy",
          "RedrivePolicy",
          "SqsManagedSseEnabled");

  private Json url(JsonObject arguments, CallContext context) throws ServiceException {
    QueueDefinition queue = queues.find(Parameters.text(arguments, "QueueName"));
    return JsonObject.of("QueueUrl", Json.of(urls.apply(queue.name())));
  }

  private Json list(JsonObject arguments, CallContext context) {
    String prefix = arguments.string("QueueNamePrefix");
    JsonArray found =
        queues.names().stream()
            .filter(name -> prefix == null || name.startsWith(prefix))
            .map(name -> (Json) Json.of(urls.apply(name)))
            .collect(JsonArray.collector());
    return found.length() == 0 ? JsonObject.EMPTY : JsonObject.of("QueueUrls", found);
  }
}
