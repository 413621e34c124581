package dev.stepwell.cli.schedule;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.scheduler.BackfillPlan;
import dev.stepwell.scheduler.BackfillPlanner;
import dev.stepwell.scheduler.BackfillRequest;
import dev.stepwell.scheduler.RunIds;
import dev.stepwell.scheduler.RunTrigger;
import dev.stepwell.scheduler.RunType;
import dev.stepwell.scheduler.SchedulerException;
import dev.stepwell.scheduler.WorkflowSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The dates of a workflow's timetable as executions on AWS: the same plan, names and inputs. */
public final class DatesOnAws {

  private final WorkflowSpec workflow;
  private final RunTrigger.OnTime trigger;

  /**
   * The dates of a workflow.
   *
   * @throws UserException if it has no timetable whose ticks come back
   */
  public DatesOnAws(Catalogue catalogue, String name) {
    this.workflow =
        new WorkflowSpecs(catalogue)
            .all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    this.trigger =
        workflow
            .periodic()
            .orElseThrow(
                () ->
                    UserException.usage(
                        "workflow '%s' has no timetable whose ticks come back.\nLeave --ticks out to fill days of its input."
                            .formatted(name)));
  }

  /**
   * What a backfill would do.
   *
   * @param existing the execution of a logical date, if there is one
   */
  public BackfillPlan plan(
      BackfillRequest request,
      Instant now,
      Function<Instant, Optional<BackfillPlanner.Existing>> existing) {
    try {
      return BackfillPlanner.plan(request, trigger.timetable(), now, existing);
    } catch (SchedulerException e) {
      throw UserException.failure(String.valueOf(e.getMessage()));
    }
  }

  /** The name of a date's execution; each attempt has one of its own. */
  public String execution(Instant logicalDate, int attempt) {
    return RunIds.execution(workflow.name(), RunIds.of(RunType.BACKFILL, logicalDate), attempt);
  }

  /** The input that EventBridge Scheduler would give the execution of a date. */
  public JsonObject input(BackfillPlan.Entry entry) {
    return (JsonObject) trigger.input().of(entry.tick(), entry.interval());
  }
}
