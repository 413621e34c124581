package dev.stepwell.scheduler.ledger;

import static dev.stepwell.scheduler.ledger.Members.text;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.scheduler.Asset;
import dev.stepwell.scheduler.AssetEvent;
import dev.stepwell.scheduler.Attempt;
import dev.stepwell.scheduler.Backfill;
import dev.stepwell.scheduler.BackfillItem;
import dev.stepwell.scheduler.Run;
import dev.stepwell.scheduler.RunState;
import dev.stepwell.scheduler.RunType;
import dev.stepwell.scheduler.WorkflowState;
import dev.stepwell.scheduler.time.DataInterval;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records as JSON, with Airflow's names, and back; times are ISO 8601 in UTC. */
public final class Rows {

  private Rows() {}

  /** A run. */
  public static JsonObject json(Run run) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("workflow", run.workflow())
            .put("run_id", run.runId())
            .put("type", run.type().word())
            .put("state", run.state().word())
            .putIfPresent("logical_date", text(run.logicalDate()));
    run.dataInterval()
        .ifPresent(
            interval ->
                json.put("data_interval_start", interval.start().toString())
                    .put("data_interval_end", interval.end().toString()));
    return json.put("run_after", run.runAfter().toString())
        .put("order", run.order())
        .put("trigger", run.trigger())
        .put("partition_key", run.partition())
        .put("backfill", run.backfill())
        .put("input", run.input())
        .put("attempt", run.attempt())
        .put("rerun", Members.array(run.rerun()))
        .put("only_failed", run.onlyFailed())
        .put("execution", run.execution())
        .put("queued_at", run.queuedAt().toString())
        .putIfPresent("start_date", text(run.startedAt()))
        .putIfPresent("end_date", text(run.endedAt()))
        .putIfPresent("error", run.error())
        .put("note", run.note())
        .build();
  }

  static Run run(String row) {
    Members json = new Members(row);
    @Nullable Instant start = json.timeOrNull("data_interval_start");
    return new Run(
        json.text("workflow"),
        json.text("run_id"),
        RunType.of(json.text("type")),
        RunState.of(json.text("state")),
        json.timeOrNull("logical_date"),
        start == null ? null : new DataInterval(start, json.time("data_interval_end")),
        json.time("run_after"),
        json.number("order"),
        json.text("trigger"),
        json.text("partition_key"),
        json.number("backfill"),
        json.json("input"),
        (int) json.number("attempt"),
        json.texts("rerun"),
        json.isTrue("only_failed"),
        json.text("execution"),
        json.time("queued_at"),
        json.timeOrNull("start_date"),
        json.timeOrNull("end_date"),
        json.textOrNull("error"),
        json.text("note"));
  }

  static JsonObject json(WorkflowState workflow) {
    JsonObject.Builder considered = JsonObject.builder();
    new TreeMap<>(workflow.considered())
        .forEach((trigger, tick) -> considered.put(trigger, tick.toString()));
    return JsonObject.builder()
        .put("name", workflow.name())
        .put("is_paused", String.valueOf(workflow.paused()))
        .put("considered", considered.build())
        .put("failed_in_a_row", workflow.failedInARow())
        .build();
  }

  static WorkflowState workflow(String row) {
    Members json = new Members(row);
    Map<String, Instant> considered = new TreeMap<>();
    Members ticks = new Members(json.object("considered"));
    for (String trigger : json.object("considered").names()) {
      considered.put(trigger, ticks.time(trigger));
    }
    return new WorkflowState(
        json.text("name"),
        json.flag("is_paused"),
        considered,
        (int) json.number("failed_in_a_row"));
  }

  /** An attempt. */
  public static JsonObject json(Attempt attempt) {
    return JsonObject.builder()
        .put("workflow", attempt.workflow())
        .put("run_id", attempt.runId())
        .put("number", attempt.number())
        .put("machine", attempt.machine())
        .put("execution", attempt.execution())
        .put("rerun", Members.array(attempt.rerun()))
        .put("state", attempt.state().word())
        .put("start_date", attempt.startedAt().toString())
        .putIfPresent("end_date", text(attempt.endedAt()))
        .putIfPresent("error", attempt.error())
        .build();
  }

  static Attempt attempt(String row) {
    Members json = new Members(row);
    return new Attempt(
        json.text("workflow"),
        json.text("run_id"),
        (int) json.number("number"),
        json.text("machine"),
        json.text("execution"),
        json.texts("rerun"),
        RunState.of(json.text("state")),
        json.time("start_date"),
        json.timeOrNull("end_date"),
        json.textOrNull("error"));
  }

  /** An update of an asset. */
  public static JsonObject json(AssetEvent event) {
    return JsonObject.builder()
        .put("id", event.id())
        .put("asset", event.asset().uri())
        .put("time", event.time().toString())
        .put("partition_key", event.partition())
        .put("workflow", event.workflow())
        .put("run_id", event.runId())
        .put("step", event.step())
        .put("extra", event.extra())
        .build();
  }

  static AssetEvent event(String row) {
    Members json = new Members(row);
    return new AssetEvent(
        json.number("id"),
        new Asset(json.text("asset")),
        json.time("time"),
        json.text("partition_key"),
        json.text("workflow"),
        json.text("run_id"),
        json.text("step"),
        json.object("extra"));
  }

  /** A backfill. */
  public static JsonObject json(Backfill backfill) {
    return JsonObject.builder()
        .put("id", backfill.id())
        .put("workflow", backfill.workflow())
        .put("from_date", backfill.from().toString())
        .put("to_date", backfill.to().toString())
        .put("reprocess_behavior", backfill.reprocess().word())
        .put("max_active_runs", backfill.maxActiveRuns())
        .put("reverse", String.valueOf(backfill.reverse()))
        .putIfPresent("input", backfill.input())
        .put("state", backfill.state().name())
        .put("created_at", backfill.createdAt().toString())
        .putIfPresent("completed_at", text(backfill.completedAt()))
        .build();
  }

  static Backfill backfill(String row) {
    Members json = new Members(row);
    return new Backfill(
        json.number("id"),
        json.text("workflow"),
        json.time("from_date"),
        json.time("to_date"),
        Backfill.Reprocess.valueOf(json.text("reprocess_behavior").toUpperCase(Locale.ROOT)),
        (int) json.number("max_active_runs"),
        json.flag("reverse"),
        json.jsonOrNull("input"),
        Backfill.State.valueOf(json.text("state")),
        json.time("created_at"),
        json.timeOrNull("completed_at"));
  }

  /** A date of a backfill. */
  public static JsonObject json(BackfillItem item) {
    return JsonObject.builder()
        .put("backfill", item.backfill())
        .put("sort_ordinal", item.ordinal())
        .put("tick", item.tick().toString())
        .put("logical_date", item.logicalDate().toString())
        .put("state", item.state().name())
        .put("run_id", item.runId())
        .put("reason", item.reason())
        .build();
  }

  static BackfillItem item(String row) {
    Members json = new Members(row);
    return new BackfillItem(
        json.number("backfill"),
        (int) json.number("sort_ordinal"),
        json.time("tick"),
        json.time("logical_date"),
        BackfillItem.State.valueOf(json.text("state")),
        json.text("run_id"),
        json.text("reason"));
  }
}
