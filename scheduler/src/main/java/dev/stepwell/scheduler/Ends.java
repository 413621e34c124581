package dev.stepwell.scheduler;

import dev.stepwell.asl.resume.RecordedStates;
import dev.stepwell.engine.Execution;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from the end of a run: its attempt's, failures in a row, assets, retention. */
final class Ends {

  /** How many ended runs are looked through for those that are no longer kept, at most. */
  private static final int SWEPT = 100;

  private final Board board;
  private final Assets assets;

  Ends(Board board, Assets assets) {
    this.board = board;
    this.assets = assets;
  }

  void end(
      Entry entry,
      Run run,
      RunState how,
      @Nullable String error,
      String note,
      @Nullable Execution execution) {
    Instant now = board.now();
    board.put(run.ended(how, now, error, note));
    board.touch(entry);
    if (run.state() == RunState.RUNNING) {
      board.changes().attempt(Attempt.ended(run, how, now, error));
    }
    failures(entry, how);
    if (execution != null) {
      entry.spec().ifPresent(spec -> tellUpdates(run, spec, execution));
    }
    sweep(entry);
  }

  /** Tells of what steps that succeeded updated, also in an execution that failed elsewhere. */
  private void tellUpdates(Run run, WorkflowSpec spec, Execution execution) {
    List<StepSpec> updating =
        spec.steps().stream().filter(step -> !step.outlets().isEmpty()).toList();
    if (updating.isEmpty()) {
      return;
    }
    RecordedStates recorded = Reruns.recorded(execution);
    updating.stream()
        .filter(step -> recorded.succeeded(step.states()))
        .forEach(step -> assets.updatedBy(run, step));
  }

  /** Pauses a workflow that fails again and again, if it says so. */
  private void failures(Entry entry, RunState how) {
    int most = entry.spec().map(spec -> spec.settings().maxConsecutiveFailed()).orElse(0);
    int failed = how == RunState.SUCCESS ? 0 : entry.state().failedInARow() + 1;
    if (failed == entry.state().failedInARow()) {
      return;
    }
    WorkflowState state = entry.state().withFailedInARow(failed);
    board.update(entry, most > 0 && failed >= most ? state.withPaused(true) : state);
  }

  private void sweep(Entry entry) {
    RunSettings settings = entry.spec().map(WorkflowSpec::settings).orElse(RunSettings.DEFAULT);
    boolean keepsAll = settings.keepFor() == null && settings.keepRuns() == Integer.MAX_VALUE;
    if (keepsAll || entry.countEnd() % SWEPT != 0) {
      return;
    }
    Instant before = settings.keepFor() == null ? null : board.now().minus(settings.keepFor());
    for (Run run : board.ledger().beyond(entry.name(), before, settings.keepRuns(), SWEPT)) {
      if (entry.open(run.runId()).isEmpty()) {
        board.changes().forget(run);
      }
    }
  }
}
