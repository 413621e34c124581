package dev.stepwell.local.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.delivery.Delivery;
import dev.stepwell.local.delivery.Outbox;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Transaction;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code PutEvents}, as both integrations offer it. */
public final class EventActions {

  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BYTES = 1_048_576;

  private final EventBuses buses;
  private final Answers answers;
  private final Outbox outbox;
  private final Supplier<String> ids;
  private final String region;
  private final String account;

  /**
   * Puts events on these buses.
   *
   * @param ids a new id each time it is asked, for events that no task puts
   */
  public EventActions(
      EventBuses buses,
      Answers answers,
      Outbox outbox,
      Supplier<String> ids,
      String region,
      String account) {
    this.buses = requireNonNull(buses, "buses");
    this.answers = requireNonNull(answers, "answers");
    this.outbox = requireNonNull(outbox, "outbox");
    this.ids = requireNonNull(ids, "ids");
    this.region = requireNonNull(region, "region");
    this.account = requireNonNull(account, "account");
  }

  /** {@code events:putEvents}; its answer has no metadata, and a failed entry fails the task. */
  public Service optimized() {
    Parameters entries = Parameters.required("Entries");
    return Service.named("events", "EventBridge")
        .optimizedNames("EventBridge", "AmazonEventBridge", "AmazonEventBridgeException")
        .modelled("InternalException")
        .withoutMetadata()
        .optimized("putEvents", entries, Resumption.LOOK_UP, this::putAll)
        .optimized("putEvents.waitForTaskToken", entries, Resumption.LOOK_UP, this::putAll)
        .build();
  }

  /** {@code aws-sdk:eventbridge:putEvents}; its answer says which entries failed. */
  public Service sdk() {
    return Service.named("eventbridge", "EventBridge")
        .modelled("InternalException")
        .action(
            "putEvents",
            Parameters.required("Entries").optional("EndpointId"),
            Resumption.LOOK_UP,
            (arguments, context) -> put(arguments, context, false))
        .build();
  }

  private Json putAll(JsonObject arguments, CallContext context) throws ServiceException {
    JsonObject answer = (JsonObject) put(arguments, context, true);
    if (answer.get("FailedEntryCount") instanceof JsonNumber count && count.longValue() > 0) {
      throw new TaskFailedException("EventBridge.FailedEntry", answer.compact());
    }
    return answer;
  }

  private Json put(JsonObject arguments, CallContext context, boolean optimized)
      throws ServiceException {
    List<JsonObject> entries = entries(arguments, optimized);
    Json answer =
        answers.once(
            context,
            transaction -> {
              List<Json> told = new ArrayList<>();
              int failed = 0;
              for (int at = 0; at < entries.size(); at++) {
                JsonObject each = put(transaction, entries.get(at), at, context, optimized);
                failed += each.has("ErrorCode") ? 1 : 0;
                told.add(each);
              }
              return JsonObject.builder()
                  .put("Entries", JsonArray.of(told))
                  .put("FailedEntryCount", failed)
                  .build();
            });
    outbox.deliver();
    return answer;
  }

  private static List<JsonObject> entries(JsonObject arguments, boolean optimized)
      throws ServiceException {
    List<JsonObject> entries = new ArrayList<>();
    long bytes = 0;
    for (Json each : arguments.array("Entries")) {
      JsonObject entry = each instanceof JsonObject object ? object : JsonObject.EMPTY;
      Json detail = entry.get("Detail");
      if (detail != null && !(detail instanceof JsonString)) {
        if (!optimized) {
          throw ServiceException.refused(
              "ValidationException",
              "Detail of entry " + entries.size() + " must be a string; wrap it with $string");
        }
        entry = entry.with("Detail", Json.of(detail.compact()));
      }
      entries.add(entry);
      bytes += size(entry);
    }
    if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
      throw ServiceException.refused(
          "ValidationException",
          "1 validation error detected: Value '"
              + entries.size()
              + " entries' at 'entries' failed to satisfy constraint: Member must have length "
              + (entries.isEmpty() ? "greater than or equal to 1" : "less than or equal to 10"));
    }
    if (bytes > MOST_BYTES) {
      throw ServiceException.refused(
          "ValidationException",
          "Total size of the entries in the request is over the limit: "
              + bytes
              + " of "
              + MOST_BYTES
              + " bytes");
    }
    return entries;
  }

  /** The length of an entry as the user guide counts it. */
  private static long size(JsonObject entry) {
    long bytes = entry.has("Time") ? 14 : 0;
    for (String member : List.of("Source", "DetailType", "Detail")) {
      String text = entry.string(member);
      bytes += text == null ? 0 : text.getBytes(UTF_8).length;
    }
    for (Json resource : entry.array("Resources")) {
      bytes += resource instanceof JsonString arn ? arn.value().getBytes(UTF_8).length : 0;
    }
    return bytes;
  }

  private JsonObject put(
      Transaction transaction, JsonObject entry, int at, CallContext context, boolean optimized) {
    Optional<JsonObject> problem = problem(entry);
    if (problem.isPresent()) {
      return problem.get();
    }
    String id = context.token().isEmpty() ? ids.get() : uuid(context.token() + "/" + at);
    JsonObject event =
        event(
            id,
            entry,
            (JsonObject) Json.parse(String.valueOf(entry.string("Detail"))),
            time(entry, context),
            optimized ? context.executionArn() : "");
    String bus = entry.string("EventBusName");
    buses.put(transaction, bus == null ? EventBuses.DEFAULT : Delivery.nameIn(bus), event, 0);
    return JsonObject.of("EventId", Json.of(id));
  }

  private static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }

  private static Optional<JsonObject> problem(JsonObject entry) {
    for (String member : List.of("Source", "DetailType", "Detail")) {
      String text = entry.string(member);
      if (text == null || text.isEmpty()) {
        return failed(
            "InvalidArgument",
            "Parameter "
                + member
                + " is not valid. Reason: "
                + member
                + " is a required argument.");
      }
    }
    if (String.valueOf(entry.string("Source")).startsWith("aws.")) {
      return failed("NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    if (!isObject(String.valueOf(entry.string("Detail")))) {
      return failed("MalformedDetail", "Detail is malformed.");
    }
    if (entry.has("Time") && time(entry.get("Time")) == null) {
      return failed("InvalidArgument", "Parameter Time is not valid. Reason: it is no time.");
    }
    return Optional.empty();
  }

  private static boolean isObject(String text) {
    try {
      return Json.parse(text) instanceof JsonObject;
    } catch (JsonSyntaxException noJson) {
      return false;
    }
  }

  private static Optional<JsonObject> failed(String code, String message) {
    return Optional.of(JsonObject.of("ErrorCode", Json.of(code), "ErrorMessage", Json.of(message)));
  }

  private static Instant time(JsonObject entry, CallContext context) {
    Instant given = time(entry.get("Time"));
    return given == null ? context.now() : given;
  }

  /** A time as SDKs and people write it: ISO 8601, or seconds since 1970. */
  private static @Nullable Instant time(@Nullable Json given) {
    if (given instanceof JsonNumber number) {
      return Instant.ofEpochSecond(number.longValue());
    }
    try {
      return given instanceof JsonString text ? Instant.parse(text.value()) : null;
    } catch (DateTimeException wrong) {
      return null;
    }
  }

  /** Step Functions adds the execution and its state machine to the resources. */
  private JsonObject event(
      String id, JsonObject entry, JsonObject detail, Instant time, String executionArn) {
    List<Json> resources = new ArrayList<>(entry.array("Resources").asList());
    if (!executionArn.isEmpty()) {
      resources.add(Json.of(executionArn));
      String machine = executionArn.replace(":execution:", ":stateMachine:");
      resources.add(Json.of(machine.substring(0, machine.lastIndexOf(':'))));
    }
    return JsonObject.builder()
        .put("version", "0")
        .put("id", id)
        .put("detail-type", String.valueOf(entry.string("DetailType")))
        .put("source", String.valueOf(entry.string("Source")))
        .put("account", account)
        .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", region)
        .put("resources", JsonArray.of(resources))
        .put("detail", detail)
        .build();
  }
}
