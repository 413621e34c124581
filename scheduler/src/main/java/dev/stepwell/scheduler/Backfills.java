package dev.stepwell.scheduler;

import dev.stepwell.asl.json.Json;
import dev.stepwell.scheduler.Backfill.Reprocess;
import dev.stepwell.scheduler.BackfillPlan.Action;
import dev.stepwell.scheduler.time.DataInterval;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans backfills and carries them out. Dates get their runs one by one as there is room, not in
 * batches, so that a cancelled backfill leaves nothing waiting behind.
 */
final class Backfills {

  private final Board board;
  private final Ticks ticks;

  Backfills(Board board, Ticks ticks) {
    this.board = board;
    this.ticks = ticks;
  }

  /**
   * What a backfill would do.
   *
   * @throws SchedulerException if there can be no such backfill; Airflow's reasons
   */
  BackfillPlan plan(Entry entry, BackfillRequest request) {
    WorkflowSpec spec = board.spec(entry);
    RunTrigger.OnTime trigger = trigger(spec);
    Instant now = board.now();
    if (request.from().isAfter(now)) {
      throw refused(request, "both its dates are in the future; nothing is past yet to fill");
    }
    boolean dependsOnPast = spec.settings().dependsOnPast();
    if (dependsOnPast && request.reverse()) {
      throw refused(
          request, "its runs depend on the past, so the newest cannot come first; drop reverse");
    }
    if (dependsOnPast && request.reprocess() == Reprocess.NONE) {
      throw refused(
          request,
          "its runs depend on the past, and a failed one that is left alone would hold back all"
              + " after it; reprocess failed or completed");
    }
    @Nullable Json input = request.input();
    List<String> problems = input == null ? List.of() : spec.inputCheck().apply(input);
    if (!problems.isEmpty()) {
      throw refused(request, "its input is wrong: " + String.join("; ", problems));
    }
    return BackfillPlanner.plan(
        request,
        trigger.timetable(),
        now,
        date -> board.at(entry.name(), date).map(Backfills::existing));
  }

  private static BackfillPlanner.Existing existing(Run run) {
    return new BackfillPlanner.Existing(run.runId(), run.state());
  }

  private static RunTrigger.OnTime trigger(WorkflowSpec spec) {
    return spec.periodic()
        .orElseThrow(
            () ->
                new SchedulerException(
                    "workflow '"
                        + spec.name()
                        + "' has no timetable whose ticks come back, so there is no past to"
                        + " backfill; start single runs with trigger"));
  }

  private static SchedulerException refused(BackfillRequest request, String why) {
    return new SchedulerException(
        "workflow '"
            + request.workflow()
            + "' cannot be backfilled from "
            + request.from()
            + " to "
            + request.to()
            + ": "
            + why);
  }

  /**
   * Begins a backfill.
   *
   * @throws SchedulerException if there can be no such backfill, or one is on
   */
  Backfill begin(Entry entry, BackfillPlan plan) {
    BackfillRequest request = plan.request();
    entry
        .backfill()
        .ifPresent(
            on -> {
              throw refused(
                  request,
                  "its backfill "
                      + on.id()
                      + " is "
                      + on.state().name().toLowerCase(Locale.ROOT)
                      + "; wait for it or cancel it");
            });
    Backfill backfill =
        new Backfill(
            board.nextBackfill(),
            entry.name(),
            request.from(),
            request.to(),
            request.reprocess(),
            request.maxActiveRuns(),
            request.reverse(),
            request.input(),
            Backfill.State.ACTIVE,
            board.now(),
            null);
    entry.backfill(backfill);
    board.changes().backfill(backfill);
    int ordinal = 0;
    for (BackfillPlan.Entry each : plan.entries()) {
      BackfillItem item =
          new BackfillItem(
              backfill.id(),
              ordinal++,
              each.tick(),
              each.logicalDate(),
              BackfillItem.State.PLANNED,
              "",
              "");
      if (each.action() == Action.SKIP) {
        item = item.skipped(each.reason());
      } else {
        entry.planned().add(item);
      }
      board.changes().item(item);
    }
    return backfill;
  }

  /** Makes runs of dates as there is room, and ends the backfill that has none left. */
  void make(Entry entry) {
    Optional<Backfill> on = entry.backfill();
    if (on.isEmpty()) {
      return;
    }
    Backfill backfill = on.get();
    WorkflowSpec spec = board.spec(entry);
    while (backfill.state() == Backfill.State.ACTIVE
        && !entry.planned().isEmpty()
        && entry.active(backfill, false) < backfill.maxActiveRuns()) {
      board.changes().item(make(entry, spec, backfill, entry.planned().remove()));
    }
    if (entry.planned().isEmpty() && entry.active(backfill, false) == 0) {
      board.changes().backfill(backfill.with(Backfill.State.COMPLETED, board.now()));
      entry.backfill(null);
    }
  }

  private BackfillItem make(Entry entry, WorkflowSpec spec, Backfill backfill, BackfillItem item) {
    RunTrigger.OnTime trigger = trigger(spec);
    DataInterval interval = trigger.timetable().interval(item.tick());
    @Nullable Json given = backfill.input();
    Json input = given == null ? trigger.input().of(item.tick(), interval) : given;
    Optional<Run> there = board.at(entry.name(), item.logicalDate());
    if (there.isPresent()) {
      Run run = there.get();
      BackfillPlanner.Existing standing = existing(run);
      if (BackfillPlanner.action(standing, backfill.reprocess()) != Action.CLEAR) {
        return item.skipped(BackfillPlanner.reason(standing, backfill.reprocess()));
      }
      board.put(run.reprocessed(backfill.id(), input, board.now()));
      return item.created(run.runId());
    }
    Run run =
        ticks.run(entry, trigger, item.tick(), interval, RunType.BACKFILL, backfill.id(), input);
    board.put(run);
    return item.created(run.runId());
  }

  /** Holds a backfill back, or lets it go on. */
  Backfill pause(Entry entry, long id, boolean paused) {
    Backfill backfill =
        on(entry, id).with(paused ? Backfill.State.PAUSED : Backfill.State.ACTIVE, null);
    entry.backfill(backfill);
    board.changes().backfill(backfill);
    return backfill;
  }

  /** Gives a backfill up: runs that wait fail, runs that are on go on, other dates have none. */
  Backfill cancel(Entry entry, long id, Starts starts) {
    Backfill backfill = on(entry, id).with(Backfill.State.CANCELLED, board.now());
    entry.planned().forEach(item -> board.changes().item(item.cancelled()));
    entry.planned().clear();
    List.copyOf(entry.open()).stream()
        .filter(run -> run.backfill() == id && run.state() == RunState.QUEUED)
        .forEach(run -> starts.stop(entry, run, "its backfill was cancelled"));
    board.changes().backfill(backfill);
    entry.backfill(null);
    return backfill;
  }

  private static Backfill on(Entry entry, long id) {
    return entry
        .backfill()
        .filter(each -> each.id() == id)
        .orElseThrow(
            () ->
                new SchedulerException(
                    "workflow '"
                        + entry.name()
                        + "' has no backfill "
                        + id
                        + " that is on; 'backfill list' shows all"));
  }
}
