package dev.stepwell.scheduler;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.scheduler.ledger.RunFilter;
import dev.stepwell.scheduler.time.DataInterval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people and events do with runs. Wrong requests are refused before anything changes. For the
 * event loop only.
 */
final class RunActions {

  private final Board board;
  private final Starts starts;

  RunActions(Board board, Starts starts) {
    this.board = board;
    this.starts = starts;
  }

  Run trigger(String workflow, @Nullable Instant logicalDate, @Nullable Json input) {
    Entry entry = board.entry(workflow);
    WorkflowSpec spec = board.spec(entry);
    Instant now = board.now();
    if (logicalDate != null) {
      Optional<Run> there = board.at(workflow, logicalDate);
      if (there.isPresent()) {
        throw new SchedulerException(
            "workflow '"
                + workflow
                + "' has a run of the logical date "
                + logicalDate
                + ": "
                + there.get().runId()
                + "; clear that one, or give another date");
      }
    }
    Instant moment = logicalDate == null ? now : logicalDate;
    Optional<RunTrigger.OnTime> timed = spec.timed().stream().findFirst();
    Json given = input;
    if (given == null) {
      given =
          timed
              .map(each -> each.input().of(moment, each.timetable().manual(moment)))
              .orElse(JsonObject.EMPTY);
    }
    List<String> problems = spec.inputCheck().apply(given);
    if (!problems.isEmpty()) {
      throw new SchedulerException(
          "the input of a run of '" + workflow + "' is wrong: " + String.join("; ", problems));
    }
    @Nullable DataInterval interval =
        logicalDate == null
            ? null
            : timed
                .map(each -> each.timetable().manual(logicalDate))
                .orElse(DataInterval.at(logicalDate));
    String partition =
        logicalDate == null
            ? ""
            : timed.map(each -> each.partition().apply(logicalDate)).orElse("");
    Run run = newRun(entry, RunType.MANUAL, moment, logicalDate, interval, "", partition, given);
    board.put(run);
    board.touch(entry);
    return run;
  }

  Run event(String workflow, String trigger, Json input) {
    Entry entry = board.entry(workflow);
    board.spec(entry);
    Run run = newRun(entry, RunType.ASSET_TRIGGERED, board.now(), null, null, trigger, "", input);
    board.put(run);
    board.touch(entry);
    return run;
  }

  private Run newRun(
      Entry entry,
      RunType type,
      Instant moment,
      @Nullable Instant logicalDate,
      @Nullable DataInterval interval,
      String trigger,
      String partition,
      Json input) {
    return Run.queued(
        entry.name(),
        board.freeId(entry.name(), RunIds.of(type, moment)),
        type,
        logicalDate,
        interval,
        board.now(),
        board.nextOrder(),
        trigger,
        partition,
        0,
        input,
        board.now());
  }

  /**
   * A run as it stands.
   *
   * @throws SchedulerException if there is none
   */
  Run known(String workflow, String runId) {
    board.entry(workflow);
    return board
        .run(workflow, runId)
        .orElseThrow(
            () ->
                new SchedulerException(
                    "workflow '"
                        + workflow
                        + "' has no run '"
                        + runId
                        + "'; 'runs "
                        + workflow
                        + "' lists them"));
  }

  private Run ended(String workflow, String runId, String verb) {
    Run run = known(workflow, runId);
    if (!run.state().isTerminal()) {
      throw new SchedulerException(
          "run '"
              + runId
              + "' of '"
              + workflow
              + "' is "
              + run.state().word()
              + " and cannot be "
              + verb
              + "; stop it first, or wait until it has ended");
    }
    return run;
  }

  private Run open(String workflow, String runId) {
    Run run = known(workflow, runId);
    if (run.state().isTerminal()) {
      throw new SchedulerException(
          "run '"
              + runId
              + "' of '"
              + workflow
              + "' has ended with "
              + run.state().word()
              + "; there is nothing to stop");
    }
    return run;
  }

  List<Run> clear(ClearRequest request) {
    Entry entry = board.entry(request.workflow());
    WorkflowSpec spec = board.spec(entry);
    Run run = ended(request.workflow(), request.runId(), "cleared");
    Set<String> unknown = spec.lacking(request.steps());
    if (!unknown.isEmpty()) {
      throw new SchedulerException(
          "workflow '"
              + spec.name()
              + "' has no step "
              + unknown
              + "; its steps are "
              + spec.steps().stream().map(StepSpec::id).toList());
    }
    if (!request.steps().isEmpty() && run.attempt() == 0) {
      throw new SchedulerException(
          "run '" + run.runId() + "' of '" + spec.name() + "' never began; clear all of it");
    }
    Map<Run, Set<String>> steps = new LinkedHashMap<>();
    for (Run each : meant(request, run)) {
      Set<String> again = request.onlyFailed() ? starts.failedSteps(entry, each) : request.steps();
      if (!request.onlyFailed() || !again.isEmpty()) {
        steps.put(each, again);
      }
    }
    if (!steps.containsKey(run)) {
      throw new SchedulerException(
          "run '"
              + run.runId()
              + "' of '"
              + spec.name()
              + "' is "
              + run.state().word()
              + " and has no step that failed; name the steps to run again, or clear all of it");
    }
    List<Run> cleared = new ArrayList<>();
    steps.forEach(
        (each, again) -> {
          Set<String> more = request.upstream() ? spec.withUpstream(again) : again;
          // One that never began has nothing that could be used again.
          starts.clear(
              each,
              each.attempt() == 0 ? Set.of() : spec.withDownstream(more),
              request.onlyFailed());
          cleared.add(known(spec.name(), each.runId()));
        });
    board.touch(entry);
    return cleared;
  }

  /** The runs that a request is about, the oldest first; of others only those that have ended. */
  private List<Run> meant(ClearRequest request, Run run) {
    if (!request.past() && !request.future()) {
      return List.of(run);
    }
    RunFilter filter =
        new RunFilter(
            run.workflow(),
            Set.of(RunState.SUCCESS, RunState.FAILED),
            request.past() ? null : run.orderKey(),
            request.future() ? null : run.orderKey(),
            0,
            Integer.MAX_VALUE);
    List<Run> runs = new ArrayList<>();
    for (Run each : board.ledger().runs(filter)) {
      // The ledger does not know yet what this pass has changed.
      Run now = known(each.workflow(), each.runId());
      if (now.state().isTerminal()
          && (now.runId().equals(run.runId()) || !now.orderKey().equals(run.orderKey()))) {
        runs.add(now);
      }
    }
    Collections.reverse(runs);
    return runs;
  }

  Run mark(String workflow, String runId, RunState how) {
    Entry entry = board.entry(workflow);
    if (!how.isTerminal()) {
      throw new SchedulerException(
          "a run is marked success or failed, not " + how.word() + "; clear it to run it again");
    }
    Run run = known(workflow, runId);
    String note = "marked " + how.word();
    if (run.state().isTerminal()) {
      board.put(run.ended(how, board.now(), null, note));
    } else {
      starts.end(entry, run, how, null, note);
    }
    board.touch(entry);
    return known(workflow, runId);
  }

  Run stop(String workflow, String runId) {
    Entry entry = board.entry(workflow);
    starts.stop(entry, open(workflow, runId), "stopped");
    board.touch(entry);
    return known(workflow, runId);
  }
}
