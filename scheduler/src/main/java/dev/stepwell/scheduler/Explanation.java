package dev.stepwell.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says why runs do not start or end now, from the very rules that decide it. */
final class Explanation {

  private final Board board;
  private final Ticks ticks;
  private final Assets assets;
  private final Starts starts;
  private final TaskGate gate;
  private final boolean started;

  Explanation(
      Board board, Ticks ticks, Assets assets, Starts starts, TaskGate gate, boolean started) {
    this.board = board;
    this.ticks = ticks;
    this.assets = assets;
    this.starts = starts;
    this.gate = gate;
    this.started = started;
  }

  List<Reason> of(Entry entry) {
    List<Reason> reasons = new ArrayList<>();
    WorkflowSpec spec = board.spec(entry);
    notStarted().ifPresent(reasons::add);
    if (entry.state().paused()) {
      boolean failing =
          spec.settings().maxConsecutiveFailed() > 0
              && entry.state().failedInARow() >= spec.settings().maxConsecutiveFailed();
      reasons.add(
          new Reason(
              "paused",
              failing
                  ? "the workflow was paused after "
                      + entry.state().failedInARow()
                      + " failed runs in a row; unpause it when the reason is gone"
                  : "the workflow is paused; unpause it"));
    }
    if (spec.triggers().isEmpty()) {
      reasons.add(new Reason("no_trigger", "nothing starts it but somebody: use trigger"));
    }
    for (Map.Entry<String, Instant> blocked : entry.blocked().entrySet()) {
      reasons.add(
          new Reason(
              "max_active_runs",
              "the tick "
                  + blocked.getValue()
                  + " of '"
                  + blocked.getKey()
                  + "' is due and waits: "
                  + entry.active(false)
                  + " of max_active_runs "
                  + spec.settings().maxActiveRuns()
                  + " are open"));
    }
    for (RunTrigger.OnTime trigger : spec.timed()) {
      if (!entry.blocked().containsKey(trigger.name())) {
        reasons.add(upcoming(entry, spec, trigger));
      }
    }
    for (RunTrigger.OnAssets trigger : spec.onAssets()) {
      assets.obstacle(entry, trigger).ifPresent(reasons::add);
    }
    entry.open().stream()
        .filter(run -> run.state() == RunState.QUEUED)
        .sorted(Comparator.comparing(Run::orderKey))
        .forEach(
            run ->
                starts
                    .obstacle(entry, spec, run)
                    .ifPresent(
                        why ->
                            reasons.add(
                                new Reason(why.code(), run.runId() + " waits: " + why.text()))));
    return reasons;
  }

  private Optional<Reason> notStarted() {
    return started
        ? Optional.empty()
        : Reason.of("not_serving", "no scheduler is at work; './stepwell serve' starts one");
  }

  private Reason upcoming(Entry entry, WorkflowSpec spec, RunTrigger.OnTime trigger) {
    Optional<Instant> next = ticks.next(entry, spec, trigger);
    if (next.isEmpty()) {
      return new Reason(
          "no_more_ticks",
          "'"
              + trigger.name()
              + "' ("
              + trigger.timetable().description()
              + ") has no tick any more"
              + (spec.endDate() == null ? "" : "; its end_date is " + spec.endDate()));
    }
    Instant due = Ticks.due(spec, next.get());
    return due.isAfter(board.now())
        ? new Reason(
            "not_due",
            "the next tick of '"
                + trigger.name()
                + "' ("
                + trigger.timetable().description()
                + ") is "
                + next.get()
                + (due.equals(next.get()) ? "" : ", delayed by jitter to " + due))
        : new Reason("due", "the tick " + next.get() + " of '" + trigger.name() + "' is due");
  }

  List<Reason> of(Entry entry, Run run) {
    List<Reason> reasons = new ArrayList<>();
    switch (run.state()) {
      case QUEUED -> {
        notStarted().ifPresent(reasons::add);
        starts.obstacle(entry, board.spec(entry), run).ifPresent(reasons::add);
      }
      case RUNNING -> {
        notStarted().ifPresent(reasons::add);
        for (StepSpec step : gate.held(entry.name())) {
          reasons.add(held(entry, step));
        }
        if (reasons.isEmpty()) {
          reasons.add(new Reason("running", "execution " + run.execution() + " is on"));
        }
      }
      case SUCCESS, FAILED ->
          reasons.add(
              new Reason(
                  "ended",
                  "it ended with "
                      + run.state().word()
                      + (run.error() == null ? "" : ": " + run.error())
                      + (run.note().isEmpty() ? "" : " (" + run.note() + ")")));
    }
    return reasons;
  }

  private Reason held(Entry entry, StepSpec step) {
    Pool pool = board.pool(step.pool());
    if (pool == null) {
      return new Reason(
          "pool",
          "step '"
              + step.id()
              + "' waits for pool '"
              + step.pool()
              + "', which there is not; make it with pools set");
    }
    TaskGate.Usage usage = gate.usage(step.pool());
    boolean full = usage.slots() + step.slots() > pool.slots();
    return full
        ? new Reason(
            "pool",
            "step '"
                + step.id()
                + "' waits for "
                + step.slots()
                + " of pool '"
                + step.pool()
                + "', where "
                + usage.slots()
                + " of "
                + pool.slots()
                + " slots are taken")
        : new Reason(
            "max_active_tasks",
            "step '"
                + step.id()
                + "' waits: "
                + gate.atWork(entry.name())
                + " tasks of the workflow are at work");
  }
}
