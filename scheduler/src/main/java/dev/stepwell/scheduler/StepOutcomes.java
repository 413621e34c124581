package dev.stepwell.scheduler;

import dev.stepwell.engine.EventDetails;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.HistoryEvent;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of the states of an execution, read from its history. */
final class StepOutcomes {

  private final Set<String> left = new HashSet<>();
  private final Set<String> failed = new HashSet<>();

  private StepOutcomes(List<HistoryEvent> history) {
    Map<Integer, String> states = new HashMap<>();
    for (HistoryEvent event : history) {
      String state = states.getOrDefault(event.previousEventId(), "");
      String type = event.type().word();
      if (event.details() instanceof EventDetails.StateEntered entered) {
        state = entered.name();
        failed.remove(state);
      } else if (event.details() instanceof EventDetails.StateExited exited) {
        state = exited.name();
        left.add(state);
      } else if (type.endsWith("Scheduled")) {
        // A retry: the failure before it does not count.
        failed.remove(state);
      } else if (type.endsWith("Failed") || type.endsWith("TimedOut")) {
        failed.add(state);
      }
      states.put(event.id(), state);
    }
  }

  /**
   * The steps that update assets and succeeded, also in an execution that failed elsewhere. A step
   * succeeded if one of its states was left and none failed last, even if the failure was caught.
   */
  static List<StepSpec> updating(WorkflowSpec spec, Execution execution) {
    if (spec.steps().stream().allMatch(step -> step.outlets().isEmpty())) {
      return List.of();
    }
    StepOutcomes outcomes = new StepOutcomes(execution.history());
    return spec.steps().stream()
        .filter(step -> !step.outlets().isEmpty() && outcomes.succeeded(step))
        .toList();
  }

  private boolean succeeded(StepSpec step) {
    return !Collections.disjoint(step.states(), left)
        && Collections.disjoint(step.states(), failed);
  }
}
