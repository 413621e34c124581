package dev.stepwell.local.redshift;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A statement or a batch that was handed in, or one statement of a batch, and where it stands.
 * Thread-safe: every method holds the execution's own lock.
 */
final class Execution {

  /** The states that the API knows; each follows one that is declared before it. */
  enum Status {
    SUBMITTED,
    PICKED,
    STARTED,
    FINISHED,
    FAILED,
    ABORTED;

    /** Whether it is an end; a batch that is undone also aborts its finished statements. */
    boolean isEnd() {
      return compareTo(STARTED) > 0;
    }

    private boolean mayBecome(Status next) {
      return isEnd() ? this == FINISHED && next == ABORTED : next.compareTo(this) > 0;
    }
  }

  static final String BROKEN_OFF = "ERROR: The process ended while the statement was running";
  private static final String PARTLY =
      BROKEN_OFF + "; a part of it had taken effect and stays in effect";

  private final String id;
  private final JsonObject arguments;
  private final String sql;
  private final JsonObject target;
  private final @Nullable String statementName;
  private final Instant createdAt;
  private final List<Execution> parts = new ArrayList<>();
  private Status status = Status.SUBMITTED;
  private Instant updatedAt;
  private long nanoseconds;
  private long queryId;
  private @Nullable String error;
  private @Nullable StatementResult result;
  private @Nullable WarehouseSession session;
  private boolean cancelled;
  private final List<Status> passed = new ArrayList<>(List.of(Status.SUBMITTED));
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  /**
   * Handed in just now.
   *
   * @param arguments those of the call; empty for one statement of a batch
   * @param target Database and WorkgroupName or ClusterIdentifier, as the API shows them
   */
  Execution(String id, JsonObject arguments, String sql, JsonObject target, Instant createdAt) {
    this.id = id;
    this.arguments = arguments;
    this.sql = sql;
    this.target = target;
    this.statementName = arguments.string("StatementName");
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
  }

  /** An execution as it was kept. */
  static Execution of(JsonObject kept) {
    Execution execution =
        new Execution(
            text(kept, "Id"),
            kept.object("Arguments"),
            text(kept, "Sql"),
            kept.object("Target"),
            Instant.parse(text(kept, "CreatedAt")));
    execution.restore(kept);
    return execution;
  }

  private static String text(JsonObject kept, String name) {
    return requireNonNull(kept.string(name), name);
  }

  private synchronized void restore(JsonObject kept) {
    status = Status.valueOf(text(kept, "Status"));
    updatedAt = Instant.parse(text(kept, "UpdatedAt"));
    nanoseconds = ((JsonNumber) requireNonNull(kept.get("Duration"))).longValue();
    queryId = ((JsonNumber) requireNonNull(kept.get("QueryId"))).longValue();
    error = kept.string("Error");
    result = kept.has("Result") ? StatementResult.of(kept.object("Result")) : null;
    kept.array("Parts").forEach(part -> parts.add(Execution.of((JsonObject) part)));
    if (status.isEnd()) {
      ended.complete(true);
    }
  }

  /** The execution as it is kept. */
  synchronized JsonObject record() {
    return record(status, updatedAt, nanoseconds, result);
  }

  /** The execution as it will be kept if it finishes with what is given. */
  synchronized JsonObject recordIfFinished(Outcome given, Instant at) {
    long took = Duration.between(updatedAt, at).toNanos();
    return record(Status.FINISHED, at, took, StatementResult.of(given));
  }

  private JsonObject record(Status last, Instant at, long took, @Nullable StatementResult given) {
    return JsonObject.builder()
        .put("Id", id)
        .put("Arguments", arguments)
        .put("Sql", sql)
        .put("Target", target)
        .put("CreatedAt", createdAt.toString())
        .put("Status", last.name())
        .put("UpdatedAt", at.toString())
        .put("Duration", took)
        .put("QueryId", queryId)
        .putIfPresent("Error", error)
        .putIfPresent("Result", given == null ? null : given.json())
        .put("Parts", parts.stream().map(Execution::record).collect(JsonArray.collector()))
        .build();
  }

  JsonObject arguments() {
    return arguments;
  }

  String id() {
    return id;
  }

  String sql() {
    return sql;
  }

  JsonObject target() {
    return target;
  }

  Instant createdAt() {
    return createdAt;
  }

  synchronized void addPart(Execution part) {
    parts.add(part);
  }

  synchronized List<Execution> parts() {
    return List.copyOf(parts);
  }

  /** Says that it has been chosen to run. */
  synchronized void pick(Instant at) {
    move(Status.PICKED, at);
    parts.forEach(part -> part.pick(at));
  }

  synchronized void start(WarehouseSession used, long redshiftQueryId, Instant at) {
    session = used;
    queryId = redshiftQueryId;
    move(Status.STARTED, at);
  }

  private void move(Status next, Instant at) {
    if (!status.mayBecome(next)) {
      throw new IllegalStateException("statement " + id + " is " + status + ", not yet " + next);
    }
    status = next;
    updatedAt = at;
    passed.add(next);
  }

  /** The states that it has been in, in order. */
  synchronized List<Status> passed() {
    return List.copyOf(passed);
  }

  synchronized boolean hasEnded() {
    return status.isEnd();
  }

  /** Waits for its end, at most so long; holds no lock meanwhile. */
  void awaitEnd(Duration most) {
    try {
      ended.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException notYet) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void finish(Outcome given, Instant at) {
    result = StatementResult.of(given);
    end(Status.FINISHED, at);
  }

  synchronized void fail(String message, Instant at) {
    error = cancelled ? "ERROR: Query cancelled on user's request" : message;
    end(cancelled ? Status.ABORTED : Status.FAILED, at);
  }

  /** Says that it was undone or never run because another statement of its batch failed. */
  synchronized void abort(Instant at) {
    result = null;
    end(Status.ABORTED, at);
  }

  /**
   * Says that the process that was at it has ended.
   *
   * @param partly whether a part of it has taken effect
   */
  synchronized void breakOff(boolean partly) {
    error = partly ? PARTLY : BROKEN_OFF;
    status = Status.FAILED;
    ended.complete(true);
    for (Execution part : parts) {
      if (!part.hasEnded()) {
        part.abort(updatedAt);
      }
    }
  }

  /** Whether a part of it has taken effect when its process ended. */
  synchronized boolean tookEffectPartly() {
    return PARTLY.equals(error);
  }

  private void end(Status last, Instant at) {
    if (status == Status.STARTED) {
      nanoseconds = Duration.between(updatedAt, at).toNanos();
    }
    move(last, at);
    session = null;
    ended.complete(true);
  }

  /** Stops it if it runs; false if it has ended. */
  synchronized boolean cancel() throws SQLException {
    if (status.isEnd()) {
      return false;
    }
    cancelled = true;
    if (session != null) {
      session.cancel();
    }
    return true;
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  synchronized Status status() {
    return status;
  }

  /** What it gave; null as long as it has not finished. */
  synchronized @Nullable StatementResult result() {
    return result;
  }

  /** Whether its result is given as CSV. */
  boolean isCsv() {
    return "CSV".equals(arguments.string("ResultFormat"));
  }

  /** The answer to the call that handed it in. */
  JsonObject submitted() {
    return JsonObject.builder()
        .put("CreatedAt", createdAt.toString())
        .putAll(target)
        .put("Id", id)
        .build();
  }

  /** The answer to a call that handed it in and waited for its end. */
  synchronized JsonObject answered() {
    return JsonObject.builder()
        .putAll(submitted())
        .put("HasResultSet", hasResultSet())
        .put("RedshiftPid", WarehouseSession.PID)
        .put("Status", status.name())
        .build();
  }

  /** Whether it gave a result set; a batch has one if some statement of it has. */
  private synchronized boolean hasResultSet() {
    return (result != null && result.isSet()) || parts.stream().anyMatch(Execution::hasResultSet);
  }

  /** What is told of its end. */
  synchronized StatementEvent event(Instant at, Instant expires) {
    JsonObject detail =
        JsonObject.builder()
            .put("statementId", id)
            .putIfPresent("statementName", statementName)
            .put("state", status.name())
            .put("rows", result == null ? -1 : result.rows())
            .put("expireAt", expires.toString())
            .putIfPresent("clusterId", target.string("ClusterIdentifier"))
            .putIfPresent("workgroupName", target.string("WorkgroupName"))
            .put("database", String.valueOf(target.string("Database")))
            .put("redshiftQueryId", queryId)
            .build();
    return new StatementEvent(target, detail, at);
  }

  /** The execution as {@code DescribeStatement} shows it. */
  synchronized JsonObject description() {
    JsonObject.Builder shown = details().putAll(target);
    shown
        .put("RedshiftPid", WarehouseSession.PID)
        .put("ResultFormat", isCsv() ? "CSV" : "JSON")
        .putIfPresent("ExecutionMode", arguments.string("ExecutionMode"))
        .putIfPresent("QueryParameters", arguments.get("Parameters"));
    if (!parts.isEmpty()) {
      shown.put(
          "SubStatements",
          parts.stream().map(part -> (Json) part.details().build()).collect(JsonArray.collector()));
    }
    return shown.build();
  }

  /** The execution as {@code ListStatements} shows it. */
  synchronized JsonObject listed() {
    JsonObject.Builder shown = summary();
    List<String> texts = parts.stream().map(Execution::sql).toList();
    if (!texts.isEmpty()) {
      shown.put("QueryStrings", Json.of(texts));
    }
    return shown
        .putIfPresent("StatementName", statementName)
        .put("IsBatchStatement", !texts.isEmpty())
        .put("ResultFormat", isCsv() ? "CSV" : "JSON")
        .putIfPresent("QueryParameters", arguments.get("Parameters"))
        .putIfPresent("SecretArn", target.string("SecretArn"))
        .putIfPresent("SessionId", target.string("SessionId"))
        .build();
  }

  private JsonObject.Builder summary() {
    JsonObject.Builder shown =
        JsonObject.builder()
            .put("CreatedAt", createdAt.toString())
            .put("Id", id)
            .put("Status", status.name())
            .put("UpdatedAt", updatedAt.toString());
    if (parts.isEmpty()) {
      shown.put("QueryString", sql);
    }
    return shown;
  }

  private synchronized JsonObject.Builder details() {
    return summary()
        .put("Duration", nanoseconds)
        .putIfPresent("Error", error)
        .put("HasResultSet", hasResultSet())
        .put("RedshiftQueryId", queryId)
        .put("ResultRows", result == null ? -1 : result.rows())
        .put("ResultSize", result == null ? -1 : result.records().size());
  }
}
