package dev.stepwell.local.athena;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.state.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A query execution as it stands now.
 *
 * @param request what was asked: {@code Query}, {@code Database}, {@code WorkGroup} and the like
 * @param id its id
 * @param state Athena's word
 * @param reason why it is so; null if nobody needs to be told
 * @param error {@code AthenaError}; null unless it failed
 * @param submitted when it was asked
 * @param completed when it ended; null while it has not
 * @param scanned how many bytes its files have
 * @param result what it gave: {@code Columns}, {@code Updated}, {@code Header}
 */
record QueryRecord(
    JsonObject request,
    String id,
    State state,
    @Nullable String reason,
    @Nullable JsonObject error,
    Instant submitted,
    @Nullable Instant completed,
    long scanned,
    JsonObject result) {

  enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  static final String INTERRUPTED = "The process ended while the query was on its way";

  static QueryRecord queued(String id, JsonObject request, Instant now) {
    return new QueryRecord(request, id, State.QUEUED, null, null, now, null, 0, JsonObject.EMPTY);
  }

  QueryRecord running(long bytes) {
    return new QueryRecord(request, id, State.RUNNING, null, null, submitted, null, bytes, result);
  }

  QueryRecord succeeded(JsonObject gave, Instant now) {
    return new QueryRecord(
        request, id, State.SUCCEEDED, null, null, submitted, end(now), scanned, gave);
  }

  QueryRecord cancelled(String why, Instant now) {
    return new QueryRecord(
        request, id, State.CANCELLED, why, null, submitted, end(now), scanned, result);
  }

  QueryRecord failed(QueryFailedException failure, Instant now) {
    return failed(
        failure.reason(),
        failure.category().number(),
        failure.category() == QueryFailedException.Category.SYSTEM,
        now);
  }

  QueryRecord failed(String why, int category, boolean retryable, Instant now) {
    JsonObject athenaError =
        JsonObject.builder()
            .put("ErrorCategory", category)
            .put("Retryable", retryable)
            .put("ErrorMessage", why)
            .build();
    return new QueryRecord(
        request, id, State.FAILED, why, athenaError, submitted, end(now), scanned, result);
  }

  private Instant end(Instant now) {
    return now.isBefore(submitted) ? submitted : now;
  }

  boolean isEnded() {
    return completed != null;
  }

  String text(String name) {
    return String.valueOf(request.string(name));
  }

  /** Where the file of the result is. */
  String output() {
    return text("Output");
  }

  /** The query as it is kept. */
  JsonObject json() {
    return JsonObject.builder()
        .put("Request", request)
        .put("State", state.name())
        .putIfPresent("Reason", reason)
        .putIfPresent("Error", error)
        .put("Submitted", submitted.toString())
        .putIfPresent("Completed", completed == null ? null : completed.toString())
        .put("Scanned", scanned)
        .put("Result", result)
        .build();
  }

  /** A query as it was kept; one that nobody is at any longer has failed. */
  static QueryRecord of(Work kept) {
    JsonObject json = kept.record();
    String completed = json.string("Completed");
    QueryRecord query =
        new QueryRecord(
            json.object("Request"),
            kept.key(),
            State.valueOf(String.valueOf(json.string("State"))),
            json.string("Reason"),
            json.get("Error") instanceof JsonObject error ? error : null,
            Instant.parse(String.valueOf(json.string("Submitted"))),
            completed == null ? null : Instant.parse(completed),
            json.get("Scanned") instanceof JsonNumber bytes ? bytes.longValue() : 0,
            json.object("Result"));
    return kept.isInterrupted() ? query.failed(INTERRUPTED, 1, true, query.submitted) : query;
  }

  /** The query as {@code GetQueryExecution} of {@code aws-sdk} shows it: times are text. */
  JsonObject describe() {
    return describe(time -> Json.of(time.toString()));
  }

  /** The query as the optimized integration shows it: times are milliseconds. */
  JsonObject describeOptimized() {
    return describe(time -> Json.of(time.toEpochMilli()));
  }

  private JsonObject describe(Function<Instant, Json> time) {
    Instant until = completed == null ? submitted : completed;
    long millis = Duration.between(submitted, until).toMillis();
    JsonObject.Builder status =
        JsonObject.builder()
            .put("State", state.name())
            .putIfPresent("StateChangeReason", reason)
            .put("SubmissionDateTime", time.apply(submitted));
    if (completed != null) {
      status.put("CompletionDateTime", time.apply(completed));
    }
    status.putIfPresent("AthenaError", error);
    JsonObject.Builder context = JsonObject.builder();
    context.put("Database", text("Database")).put("Catalog", text("Catalog"));
    JsonObject.Builder execution =
        JsonObject.builder()
            .put("QueryExecutionId", id)
            .put("Query", text("Query"))
            .put("StatementType", text("StatementType"))
            .put("ResultConfiguration", JsonObject.of("OutputLocation", Json.of(output())))
            .put("QueryExecutionContext", context.build())
            .put("Status", status.build())
            .put(
                "Statistics",
                JsonObject.builder()
                    .put("EngineExecutionTimeInMillis", millis)
                    .put("DataScannedInBytes", scanned)
                    .put("TotalExecutionTimeInMillis", millis)
                    .put("QueryQueueTimeInMillis", 0)
                    .put("ServiceProcessingTimeInMillis", 0)
                    .build())
            .put("WorkGroup", text("WorkGroup"))
            .put(
                "EngineVersion",
                JsonObject.of(
                    "SelectedEngineVersion",
                    Json.of("AUTO"),
                    "EffectiveEngineVersion",
                    Json.of("Athena engine version 3")));
    JsonArray parameters = request.array("ExecutionParameters");
    if (parameters.length() > 0) {
      execution.put("ExecutionParameters", parameters);
    }
    return execution.put("SubstatementType", text("SubstatementType")).build();
  }
}
