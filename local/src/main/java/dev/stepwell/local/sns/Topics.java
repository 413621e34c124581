package dev.stepwell.local.sns;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The topics. A message's id is made of the token of the task that published it, so that a resumed
 * task finds its message in the topic's file. Thread-safe.
 */
public final class Topics {

  private static final int SUBJECT_LIMIT = 100;
  private static final int MESSAGE_LIMIT = 262_144;

  private final Object lock = new Object();
  private final Path folder;
  private final Supplier<String> ids;
  private final Consumer<Published> listener;
  private final Map<String, TopicFile> files = new TreeMap<>();
  private final List<Published> published = new ArrayList<>();

  /**
   * No topic yet.
   *
   * @param folder where each topic has its file {@code <topic>.jsonl}
   * @param ids a new message id each time it is asked, for messages that no task publishes
   * @param listener is told of every message; on the publishing thread, so it must not block
   */
  public Topics(Path folder, Supplier<String> ids, Consumer<Published> listener) {
    this.folder = requireNonNull(folder, "folder");
    this.ids = requireNonNull(ids, "ids");
    this.listener = requireNonNull(listener, "listener");
  }

  /** Adds a topic. */
  public void add(String arn) {
    synchronized (lock) {
      String name = arn.substring(arn.lastIndexOf(':') + 1);
      files.put(arn, new TopicFile(folder.resolve(name + ".jsonl")));
    }
  }

  /** What has been published since this object was made, in order. */
  public List<Published> published() {
    synchronized (lock) {
      return List.copyOf(published);
    }
  }

  /** The actions. */
  public Service service() {
    Parameters parameters =
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
        .modelled("NotFound", "InvalidParameter", "InvalidParameterValue")
        .optimized("publish", parameters, Resumption.LOOK_UP, (a, c) -> publish(a, c, true))
        .action("publish", parameters, Resumption.LOOK_UP, (a, c) -> publish(a, c, false))
        .build();
  }

  private Json publish(JsonObject arguments, CallContext context, boolean optimized)
      throws ServiceException {
    String arn = arguments.string("TopicArn");
    if (arn == null) {
      arn = arguments.string("TargetArn");
    }
    if (arn == null) {
      throw invalid("TopicArn or TargetArn must be given; there are no phones here");
    }
    String message = message(arguments, optimized);
    String subject = subject(arguments);
    Published entry =
        new Published(
            id(context.token()),
            arn,
            subject.isEmpty() ? null : subject,
            message,
            arguments.object("MessageAttributes"),
            context.now());
    synchronized (lock) {
      TopicFile file = files.get(arn);
      if (file == null) {
        throw new ServiceException(
            "NotFound", "Topic does not exist: " + arn + "; there are " + files.keySet(), 404);
      }
      if (context.isResumed() && holds(file, entry.id(), context)) {
        return answer(entry);
      }
      file.append(entry.json());
      published.add(entry);
    }
    listener.accept(entry);
    return answer(entry);
  }

  private static boolean holds(TopicFile file, String id, CallContext context) {
    Optional<String> damage = file.damage();
    boolean holds = file.holds(id);
    if (!holds && damage.isPresent()) {
      throw context.unknown(damage.get());
    }
    return holds;
  }

  private String id(String token) {
    return token.isEmpty()
        ? ids.get()
        : UUID.nameUUIDFromBytes(token.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Json answer(Published message) {
    return JsonObject.of("MessageId", Json.of(message.id()));
  }

  private static String message(JsonObject arguments, boolean optimized) throws ServiceException {
    Json message = arguments.get("Message");
    String text;
    if (message instanceof JsonString string) {
      text = string.value();
    } else if (optimized && message != null) {
      text = message.compact();
    } else {
      throw invalid("Message must be a string; wrap it with $string");
    }
    if (text.isEmpty()) {
      throw invalid("Empty message");
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MESSAGE_LIMIT) {
      throw invalid("Message too long: " + bytes + " bytes, at most " + MESSAGE_LIMIT);
    }
    if ("json".equals(arguments.string("MessageStructure"))) {
      checkStructure(text);
    }
    return text;
  }

  private static void checkStructure(String text) throws ServiceException {
    boolean hasDefault;
    try {
      hasDefault =
          Json.parse(text) instanceof JsonObject parts
              && parts.get("default") instanceof JsonString;
    } catch (JsonSyntaxException noJson) {
      throw invalid("Message Structure - JSON message body failed to parse");
    }
    if (!hasDefault) {
      throw invalid("Message Structure - No default entry in JSON message body");
    }
  }

  private static String subject(JsonObject arguments) throws ServiceException {
    Json given = arguments.get("Subject");
    if (given == null) {
      return "";
    }
    if (!(given instanceof JsonString subject)) {
      throw invalid("Subject must be a string");
    }
    String text = subject.value();
    if (text.isEmpty() || text.length() >= SUBJECT_LIMIT) {
      throw invalid(
          "Subject has " + text.length() + " characters; it must have 1 to 99. Shorten it");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw invalid("Subject has a line break or control character: " + given.compact());
    }
    return text;
  }

  private static ServiceException invalid(String what) {
    return ServiceException.refused("InvalidParameter", "Invalid parameter: " + what);
  }
}
