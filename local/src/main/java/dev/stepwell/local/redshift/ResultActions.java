package dev.stepwell.local.redshift;

import static dev.stepwell.local.service.ServiceException.refused;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.ServiceException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Describes statements and gives their results. Thread-safe. */
final class ResultActions {

  private static final int PAGE = 1000;

  /** Finds a statement by the arguments' {@code Id}. */
  @FunctionalInterface
  interface Finder {
    Execution find(JsonObject arguments) throws ServiceException;
  }

  private final Finder finder;
  private final int mostWaiting;
  private final Semaphore waiting;

  /**
   * Answers for the statements that are found.
   *
   * @param mostWaiting how many calls may wait for a statement's end at once
   */
  ResultActions(Finder finder, int mostWaiting) {
    this.finder = finder;
    this.mostWaiting = mostWaiting;
    this.waiting = new Semaphore(mostWaiting);
  }

  Json describe(JsonObject arguments, CallContext context) throws ServiceException {
    return ended(arguments).description();
  }

  /** The statement, if it can be had at its end within the call's {@code WaitTimeSeconds}. */
  private Execution ended(JsonObject arguments) throws ServiceException {
    Duration wait = Request.wait(arguments);
    Execution execution = finder.find(arguments);
    if (wait.isZero() || execution.hasEnded()) {
      return execution;
    }
    if (!waiting.tryAcquire()) {
      throw refused(
          "ActiveWaitingRequestsExceededException",
          "The number of requests that wait for a statement has reached its limit");
    }
    try {
      execution.awaitEnd(wait);
    } finally {
      waiting.release();
    }
    return execution;
  }

  /** How many calls wait for a statement's end. */
  int waiting() {
    return mostWaiting - waiting.availablePermits();
  }

  /** A page of JSON records. */
  Json result(JsonObject arguments, CallContext context) throws ServiceException {
    Execution execution = ended(arguments);
    StatementResult result = result(execution);
    if (execution.isCsv()) {
      throw Request.invalid(
          "The result of statement %s has the format CSV; get it with GetStatementResultV2"
              .formatted(execution.id()));
    }
    return page(arguments, result.records()).put("ColumnMetadata", result.columns()).build();
  }

  /** A page of CSV. */
  Json formatted(JsonObject arguments, CallContext context) throws ServiceException {
    Execution execution = ended(arguments);
    StatementResult result = result(execution);
    if (!execution.isCsv()) {
      throw Request.invalid(
          "The result of statement %s has the format JSON; get it with GetStatementResult"
              .formatted(execution.id()));
    }
    JsonObject page = page(arguments, result.records()).build();
    String csv =
        page.array("Records").stream()
            .map(record -> line((JsonArray) record))
            .collect(Collectors.joining());
    return JsonObject.builder()
        .putAll(page)
        .put("Records", JsonArray.of(JsonObject.of("CSVRecords", Json.of(csv))))
        .put("ColumnMetadata", result.columns())
        .put("ResultFormat", "CSV")
        .build();
  }

  private static StatementResult result(Execution execution) throws ServiceException {
    StatementResult result = execution.result();
    if (result == null || !result.isSet()) {
      throw refused(
          "ResourceNotFoundException",
          "Query does not have result. Please check query status with DescribeStatement. ("
              + execution.status()
              + ")");
    }
    return result;
  }

  private static JsonObject.Builder page(JsonObject arguments, JsonArray records)
      throws ServiceException {
    return Pages.of(arguments, "Records", records.asList(), PAGE)
        .put("TotalNumRows", records.length());
  }

  private static String line(JsonArray record) {
    return record.stream()
            .map(field -> text(((JsonObject) field).nameAt(0), ((JsonObject) field).valueAt(0)))
            .collect(Collectors.joining(","))
        + "\n";
  }

  private static String text(String kind, Json value) {
    if (kind.equals("IsNull")) {
      return "";
    }
    String text = value instanceof JsonBoolean ? value.compact() : String.valueOf(value.toJava());
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
