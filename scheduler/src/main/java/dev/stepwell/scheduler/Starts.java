package dev.stepwell.scheduler;

import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionAlreadyExistsException;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.StateMachineHandle;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Starts the executions of runs whose turn has come, and takes up how they end. An attempt's
 * execution has a name that follows from the attempt, so that starting it again after a crash finds
 * the one that is there.
 */
final class Starts {

  /** The error of runs that were stopped by somebody or by a rule. */
  static final String STOPPED = "Stepwell.Stopped";

  private final Board board;
  private final Reruns reruns;
  private final Ends ends;
  private final Runnable changed;

  /**
   * Starts of runs.
   *
   * @param changed is told that there is something to decide outside a pass
   */
  Starts(Board board, Reruns reruns, Ends ends, Runnable changed) {
    this.board = board;
    this.reruns = reruns;
    this.ends = ends;
    this.changed = changed;
  }

  /** Starts the queued runs of a workflow for which there is room. */
  void start(Entry entry) {
    WorkflowSpec spec = board.spec(entry);
    List<Run> queued =
        entry.open().stream()
            .filter(run -> run.state() == RunState.QUEUED)
            .sorted(order(entry))
            .toList();
    for (Run run : queued) {
      if (obstacle(entry, spec, run).isEmpty()) {
        begin(entry, run);
      }
    }
  }

  /** Older dates first, and in a backfill its own order. */
  private static Comparator<Run> order(Entry entry) {
    Comparator<Run> byDate = Comparator.comparing(Run::orderKey).thenComparing(Run::order);
    boolean reverse = entry.backfill().filter(Backfill::reverse).isPresent();
    Comparator<Run> backfilled = reverse ? Comparator.comparing(Run::orderKey).reversed() : byDate;
    return (one, other) ->
        one.type() == RunType.BACKFILL && other.type() == RunType.BACKFILL
            ? backfilled.compare(one, other)
            : byDate.compare(one, other);
  }

  /** Why a queued run does not start now; empty if it may. */
  Optional<Reason> obstacle(Entry entry, WorkflowSpec spec, Run run) {
    if (run.type() == RunType.BACKFILL) {
      Optional<Backfill> backfill = backfill(entry, run);
      if (backfill.isPresent()) {
        if (backfill.get().state() == Backfill.State.PAUSED) {
          return Reason.of("backfill_paused", "its backfill %d is paused", run.backfill());
        }
        long on = entry.active(backfill.get(), true);
        if (on >= backfill.get().maxActiveRuns()) {
          return Reason.of(
              "max_active_runs",
              "%d of the backfill's %d runs at once are on",
              on,
              backfill.get().maxActiveRuns());
        }
      }
    } else {
      if (entry.state().paused()) {
        return Reason.of("paused", "the workflow is paused");
      }
      long on = entry.active(true);
      if (on >= spec.settings().maxActiveRuns()) {
        return Reason.of(
            "max_active_runs",
            "%d of max_active_runs %d are on",
            on,
            spec.settings().maxActiveRuns());
      }
    }
    return spec.settings().dependsOnPast() ? past(run) : Optional.empty();
  }

  /** The backfill of a run, whose limit holds also for runs that are cleared when it is over. */
  private Optional<Backfill> backfill(Entry entry, Run run) {
    Optional<Backfill> open = entry.backfill().filter(each -> each.id() == run.backfill());
    return open.isPresent()
        ? open
        : board.ledger().backfills(entry.name()).stream()
            .filter(each -> each.id() == run.backfill())
            .findFirst();
  }

  private Optional<Reason> past(Run run) {
    return board
        .before(run)
        .filter(before -> before.state() != RunState.SUCCESS)
        .flatMap(
            before ->
                Reason.of(
                    "depends_on_past",
                    "it waits for the success of the run before it, %s, which is %s",
                    before.runId(),
                    before.state().word()));
  }

  private void begin(Entry entry, Run run) {
    String name = RunIds.execution(entry.name(), run.runId(), run.attempt() + 1);
    Run started = run.started(name, board.now());
    board.put(started);
    board.changes().attempt(Attempt.begun(started, board.now()));
    board.afterwards(() -> launch(entry, started));
  }

  /** Starts the execution of a running run, or takes it up where it is. */
  void launch(Entry entry, Run run) {
    if (entry.open(run.runId()).filter(run::equals).isEmpty()) {
      return;
    }
    try {
      CompletableFuture<Void> unused =
          execution(entry, run)
              .done()
              .thenAccept(
                  done -> board.engine().eventLoop().execute(() -> ended(entry, run, done)));
    } catch (RuntimeException e) {
      // Nothing was started: an input that is too large, or a rerun that cannot be made.
      board.engine().eventLoop().execute(() -> refused(entry, run, e));
    }
  }

  private Execution execution(Entry entry, Run run) {
    Optional<Execution> known = known(run);
    if (known.isPresent()) {
      return known.get();
    }
    StateMachineHandle machine =
        run.rerun().isEmpty() ? entry.machine() : reruns.machine(entry, run);
    try {
      return board.engine().start(machine, run.execution(), run.input());
    } catch (ExecutionAlreadyExistsException e) {
      return machine.execution(run.execution()).orElseThrow(() -> e);
    }
  }

  /** The execution of a run's attempt, if the engine has it. */
  private Optional<Execution> known(Run run) {
    return board
        .engine()
        .stateMachine(run.machine())
        .flatMap(machine -> machine.execution(run.execution()));
  }

  private void refused(Entry entry, Run run, RuntimeException why) {
    if (isCurrent(entry, run)) {
      ends.end(entry, run, RunState.FAILED, String.valueOf(why.getMessage()), "", null);
      changed.run();
    }
  }

  private void ended(Entry entry, Run run, Execution execution) {
    if (!isCurrent(entry, run)) {
      return;
    }
    boolean succeeded = execution.status() == ExecutionStatus.SUCCEEDED;
    String error = succeeded ? null : execution.error().orElse(execution.status().name());
    ends.end(entry, run, succeeded ? RunState.SUCCESS : RunState.FAILED, error, "", execution);
    changed.run();
  }

  private static boolean isCurrent(Entry entry, Run run) {
    return entry
        .open(run.runId())
        .filter(now -> now.state() == RunState.RUNNING)
        .filter(now -> now.execution().equals(run.execution()))
        .isPresent();
  }

  /** Ends a run that has not ended, and its execution. */
  void stop(Entry entry, Run run, String note) {
    end(entry, run, RunState.FAILED, STOPPED, note);
  }

  /** Ends a run as somebody says that it ended, and its execution. */
  void end(Entry entry, Run run, RunState how, @Nullable String error, String note) {
    ends.end(entry, run, how, error, note, null);
    if (run.state() == RunState.RUNNING) {
      board.afterwards(
          () -> known(run).ifPresent(found -> board.engine().stop(found, STOPPED, note)));
    }
  }

  /** The steps whose failure ended a run. */
  Set<String> failedSteps(Entry entry, Run run) {
    return reruns.failedSteps(entry, run);
  }

  /** Has an ended run run again: these steps, or all of it; of Maps perhaps only what failed. */
  void clear(Run run, Set<String> steps, boolean onlyFailed) {
    board.put(run.cleared(steps, onlyFailed, board.now()));
  }
}
