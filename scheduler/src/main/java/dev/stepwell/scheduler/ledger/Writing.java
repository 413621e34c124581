package dev.stepwell.scheduler.ledger;

import dev.stepwell.scheduler.AssetEvent;
import dev.stepwell.scheduler.Attempt;
import dev.stepwell.scheduler.Backfill;
import dev.stepwell.scheduler.BackfillItem;
import dev.stepwell.scheduler.MissedDeadline;
import dev.stepwell.scheduler.Pool;
import dev.stepwell.scheduler.Run;
import dev.stepwell.scheduler.SkippedTick;
import dev.stepwell.scheduler.WorkflowState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes changes as rows, within somebody's transaction. */
final class Writing {

  private final Query query;

  Writing(Query query) {
    this.query = query;
  }

  void write(Changes changes) throws SQLException {
    for (WorkflowState workflow : changes.workflows()) {
      query.update(
          "insert into workflow values (?, ?) on conflict (name) do update set data ="
              + " excluded.data",
          workflow.name(),
          Rows.json(workflow).compact());
    }
    for (Run run : changes.runs()) {
      write(run);
    }
    for (Attempt attempt : changes.attempts()) {
      query.update(
          "insert or replace into attempt values (?, ?, ?, ?)",
          attempt.workflow(),
          attempt.runId(),
          attempt.number(),
          Rows.json(attempt).compact());
    }
    for (SkippedTick tick : changes.skipped()) {
      query.update(
          "insert into skipped_tick (workflow, trigger, first, last, decided_at, reason)"
              + " values (?, ?, ?, ?, ?, ?)",
          tick.workflow(),
          tick.trigger(),
          tick.first().toEpochMilli(),
          tick.last().toEpochMilli(),
          tick.decidedAt().toEpochMilli(),
          tick.reason());
      query.update(
          "delete from skipped_tick where workflow = ?1 and id <= (select id from skipped_tick"
              + " where workflow = ?1 order by id desc limit 1 offset ?2)",
          tick.workflow(),
          Ledger.KEPT);
    }
    writeAssets(changes);
    for (Pool pool : changes.pools()) {
      query.update(
          "insert or replace into pool values (?, ?, ?)",
          pool.name(),
          pool.slots(),
          pool.description());
    }
    for (String pool : changes.droppedPools()) {
      query.update("delete from pool where name = ?", pool);
    }
    writeBackfills(changes);
    for (MissedDeadline missed : changes.missed()) {
      query.update(
          "insert into missed_deadline (workflow, run_id, deadline, due, at) values (?, ?, ?, ?,"
              + " ?)",
          missed.workflow(),
          missed.runId(),
          missed.deadline(),
          missed.due().toEpochMilli(),
          missed.at().toEpochMilli());
    }
    for (Run run : changes.forgotten()) {
      forget(run);
    }
    for (Changes.Answer answer : changes.answers()) {
      query.update("update request set answer = ? where id = ?", answer.json(), answer.request());
    }
  }

  private void write(Run run) throws SQLException {
    query.update(
        "insert into run values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (workflow, run_id)"
            + " do update set key = excluded.key, logical_date = excluded.logical_date, periodic ="
            + " excluded.periodic, state = excluded.state, open = excluded.open, backfill ="
            + " excluded.backfill, ended = excluded.ended, data = excluded.data",
        run.workflow(),
        run.runId(),
        run.order(),
        run.orderKey().toEpochMilli(),
        millis(run.logicalDate()),
        run.type().isPeriodic() ? 1 : 0,
        run.state().word(),
        run.state().isTerminal() ? 0 : 1,
        run.backfill(),
        millis(run.endedAt()),
        Rows.json(run).compact());
  }

  private void writeAssets(Changes changes) throws SQLException {
    for (AssetEvent event : changes.events()) {
      query.update(
          "insert into asset_event values (?, ?, ?)",
          event.id(),
          event.asset().uri(),
          Rows.json(event).compact());
    }
    for (Changes.Queued change : changes.queued()) {
      query.update(
          change.waits()
              ? "insert or replace into waiting_event values (?, ?, ?)"
              : "delete from waiting_event where workflow = ? and trigger = ? and event = ?",
          change.workflow(),
          change.trigger(),
          change.event());
    }
    Set<String> grown = new LinkedHashSet<>();
    changes.events().forEach(event -> grown.add(event.asset().uri()));
    for (String uri : grown) {
      query.update(
          "delete from asset_event where uri = ?1 and id <= (select id from asset_event where uri ="
              + " ?1 order by id desc limit 1 offset ?2) and id not in (select event from"
              + " waiting_event)",
          uri,
          Ledger.KEPT);
    }
  }

  private void writeBackfills(Changes changes) throws SQLException {
    for (Backfill backfill : changes.backfills()) {
      query.update(
          "insert or replace into backfill values (?, ?, ?, ?)",
          backfill.id(),
          backfill.workflow(),
          backfill.state().isOpen() ? 1 : 0,
          Rows.json(backfill).compact());
    }
    for (BackfillItem item : changes.items()) {
      query.update(
          "insert or replace into backfill_item values (?, ?, ?, ?)",
          item.backfill(),
          item.ordinal(),
          item.state() == BackfillItem.State.PLANNED ? 1 : 0,
          Rows.json(item).compact());
    }
  }

  private void forget(Run run) throws SQLException {
    for (String table : new String[] {"run", "attempt", "missed_deadline"}) {
      query.update(
          "delete from " + table + " where workflow = ? and run_id = ?",
          run.workflow(),
          run.runId());
    }
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }
}
