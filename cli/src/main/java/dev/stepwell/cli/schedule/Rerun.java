package dev.stepwell.cli.schedule;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.resume.RecordedStates;
import dev.stepwell.asl.resume.ResumeDefinition;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.scheduler.StepSpec;
import dev.stepwell.scheduler.WorkflowSpec;
import java.util.List;
import java.util.Set;

/** Which steps of a workflow run again, for executions that no scheduler of ours started. */
public final class Rerun {

  private final WorkflowSpec workflow;
  private final RecordedStates recorded;

  /** Reruns of an execution with this history. */
  public Rerun(Compiled workflow, List<JsonObject> history) {
    this.workflow =
        WorkflowSpec.of(workflow.name(), workflow.asl())
            .steps(Steps.of(workflow).toArray(StepSpec[]::new));
    this.recorded = RecordedStates.of(history);
  }

  /**
   * The steps that failed.
   *
   * @throws UserException if none did
   */
  public Set<String> failed() {
    Set<String> failed = workflow.failed(recorded);
    if (failed.isEmpty()) {
      throw UserException.usage(
          "no step of this run failed.\nName the steps to run again with --step.");
    }
    return failed;
  }

  /**
   * The steps that run again if these do.
   *
   * @throws UserException if the workflow lacks one of them
   */
  public Set<String> downstream(Set<String> steps) {
    Set<String> unknown = workflow.lacking(steps);
    if (!unknown.isEmpty()) {
      List<String> known = workflow.steps().stream().map(StepSpec::id).toList();
      throw UserException.usage(
          "workflow '%s' has no step %s.\nIts steps are %s."
              .formatted(workflow.name(), unknown, String.join(", ", known)));
    }
    return workflow.withDownstream(steps);
  }

  /**
   * The definition that runs these steps again.
   *
   * @param deployed the definition that is to go on
   * @param steps the steps, with all that waits for them
   * @param onlyFailed whether of Maps among them the items are kept that were done
   * @param origin the name of the earlier execution
   * @throws UserException if there is none; says why
   */
  public ResumeDefinition definition(
      JsonObject deployed, Set<String> steps, boolean onlyFailed, String origin) {
    try {
      return workflow.rerun(deployed, recorded, steps, onlyFailed, origin);
    } catch (IllegalArgumentException e) {
      throw UserException.failure(String.valueOf(e.getMessage()));
    }
  }
}
