package dev.stepwell.scheduler;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.resume.RecordedStates;
import dev.stepwell.asl.resume.ResumeDefinition;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.StateMachineHandle;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the state machines of attempts that run some steps again: the newest definition, in which
 * what is finished gives what the attempt before recorded.
 */
final class Reruns {

  private static final String SUFFIX = "-rerun";

  private final Board board;

  Reruns(Board board) {
    this.board = board;
  }

  /** The name of the state machine that such attempts of a workflow run. */
  static String machine(String workflow) {
    return workflow + SUFFIX;
  }

  /** The workflow whose attempts a state machine runs. */
  static String workflow(String machine) {
    return machine.endsWith(SUFFIX)
        ? machine.substring(0, machine.length() - SUFFIX.length())
        : machine;
  }

  /**
   * The state machine for an attempt that runs some steps again.
   *
   * @throws IllegalArgumentException if there is none; the message says why
   */
  StateMachineHandle machine(Entry entry, Run run) {
    Execution before = before(entry, run.runId(), run.attempt() - 1);
    ResumeDefinition resume =
        board
            .spec(entry)
            .rerun(
                (JsonObject) Json.parse(entry.machine().definition()),
                recorded(before),
                run.rerun(),
                run.onlyFailed(),
                before.name());
    return board.engine().create(machine(entry.name()), resume.definition().compact());
  }

  /** The steps that failed in the last attempt of a run. */
  Set<String> failedSteps(Entry entry, Run run) {
    if (run.attempt() == 0) {
      return Set.of();
    }
    return board.spec(entry).failed(recorded(before(entry, run.runId(), run.attempt())));
  }

  private Execution before(Entry entry, String runId, int attempt) {
    String name = RunIds.execution(entry.name(), runId, attempt);
    for (String machine : List.of(entry.name(), machine(entry.name()))) {
      Optional<Execution> found =
          board.engine().stateMachine(machine).flatMap(each -> each.execution(name));
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new IllegalArgumentException(
        "the execution '"
            + name
            + "' is no longer kept, so its outputs cannot be used again; clear all of run '"
            + runId
            + "'");
  }

  /** What the states of an execution gave. */
  static RecordedStates recorded(Execution execution) {
    return RecordedStates.of(execution.history().stream().map(HistoryEvent::json).toList());
  }
}
