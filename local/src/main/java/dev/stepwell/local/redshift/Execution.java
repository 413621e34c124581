package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement or a batch that was handed in, or one statement of a batch, and where it stands.
 * Thread-safe: every method holds the execution's own lock.
 */
final class Execution {

  /** The states that the API knows and a caller can see here. */
  enum Status {
    SUBMITTED,
    STARTED,
    FINISHED,
    FAILED,
    ABORTED
  }

  private final String id;
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
  private @Nullable Outcome outcome;
  private @Nullable WarehouseSession session;
  private boolean cancelled;

  /**
   * Handed in just now.
   *
   * @param target Database and WorkgroupName or ClusterIdentifier, as the API shows them
   */
  Execution(
      String id, String sql, JsonObject target, @Nullable String statementName, Instant createdAt) {
    this.id = id;
    this.sql = sql;
    this.target = target;
    this.statementName = statementName;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
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

  synchronized void start(WarehouseSession used, long redshiftQueryId, Instant at) {
    session = used;
    queryId = redshiftQueryId;
    status = Status.STARTED;
    updatedAt = at;
  }

  synchronized void finish(Outcome given, Instant at) {
    outcome = given;
    end(Status.FINISHED, at);
  }

  synchronized void fail(String message, Instant at) {
    error = cancelled ? "ERROR: Query cancelled on user's request" : message;
    end(cancelled ? Status.ABORTED : Status.FAILED, at);
  }

  /** Says that it was undone or never run because another statement of its batch failed. */
  synchronized void abort(Instant at) {
    outcome = null;
    end(Status.ABORTED, at);
  }

  private void end(Status last, Instant at) {
    if (status != Status.SUBMITTED) {
      nanoseconds = Duration.between(updatedAt, at).toNanos();
    }
    status = last;
    updatedAt = at;
    session = null;
  }

  /** Stops it if it runs; false if it has ended. */
  synchronized boolean cancel() throws SQLException {
    if (status != Status.STARTED && status != Status.SUBMITTED) {
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
  synchronized @Nullable Outcome outcome() {
    return outcome;
  }

  /** The answer to the call that handed it in. */
  JsonObject submitted() {
    return JsonObject.builder()
        .put("CreatedAt", createdAt.toString())
        .putAll(target)
        .put("Id", id)
        .build();
  }

  /** The execution as {@code DescribeStatement} shows it. */
  synchronized JsonObject description() {
    JsonObject.Builder shown = summary(true).putAll(target);
    shown.put("RedshiftPid", 0);
    if (!parts.isEmpty()) {
      shown.put(
          "SubStatements",
          parts.stream()
              .map(part -> (Json) part.summary(true).build())
              .collect(JsonArray.collector()));
    }
    return shown.build();
  }

  /** The execution as {@code ListStatements} shows it. */
  JsonObject listed() {
    return summary(false).build();
  }

  private synchronized JsonObject.Builder summary(boolean whole) {
    JsonObject.Builder shown =
        JsonObject.builder()
            .put("CreatedAt", createdAt.toString())
            .put("Id", id)
            .putIfPresent("StatementName", statementName)
            .put("Status", status.name())
            .put("UpdatedAt", updatedAt.toString());
    List<String> texts = parts.stream().map(Execution::sql).toList();
    if (!whole) {
      shown.put("IsBatchStatement", !texts.isEmpty());
    }
    if (texts.isEmpty()) {
      shown.put("QueryString", sql);
    } else if (!whole) {
      shown.put("QueryStrings", Json.of(texts));
    }
    if (whole) {
      shown
          .put("Duration", nanoseconds)
          .putIfPresent("Error", error)
          .put("HasResultSet", outcome != null && outcome.hasResultSet())
          .put("RedshiftQueryId", queryId)
          .put("ResultRows", outcome == null ? -1 : outcome.rows())
          .put("ResultSize", outcome == null ? -1 : Results.records(outcome.result()).size());
    }
    return shown;
  }
}
