package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/** A run of a Glue workflow, which is a set of jobs and crawlers with triggers between them. */
public final class GlueWorkflow extends Task<Glue.WorkflowRun> {

  private static final int EIGHT_HOURS = 8 * 3600;
  private static final String FAILED_ACTIONS = "COMPLETED with failed actions";

  private static final String BAD =
      "$sum([$run.Statistics.[FailedActions, TimeoutActions, StoppedActions, ErroredActions]])";

  private final String name;
  private final Expr.Fields properties;

  GlueWorkflow(String name, Expr.Fields properties) {
    super(
        "Glue workflow " + name,
        work(name, properties),
        parts ->
            new Glue.WorkflowRun(new Text(parts.part("runId")), new Num(parts.part("actions"))));
    this.name = name;
    this.properties = properties;
  }

  /** With this run property, which jobs of the workflow can read. */
  public GlueWorkflow property(String property, Value<?> value) {
    if (property.isEmpty() || property.length() > 255) {
      throw InvalidWorkflowException.here(
          "a run property of Glue workflow "
              + name
              + " has a name of 1 to 255 characters, but this one has "
              + property.length());
    }
    return new GlueWorkflow(name, properties.and(property, value.asText()));
  }

  /** With this constant run property. */
  public GlueWorkflow property(String property, String value) {
    return property(property, Text.of(value));
  }

  private static Work work(String name, Expr.Fields properties) {
    Expr.Fields request = Expr.fields().and("Name", Text.of(name).expr());
    Call start =
        Glue.call(
                "startWorkflowRun",
                properties.members().isEmpty() ? request : request.and("RunProperties", properties),
                Permission.on(
                    Glue.HERE + "workflow/" + name, "glue:StartWorkflowRun", "glue:GetWorkflowRun"))
            .retrying(
                List.of(
                    new RetryRule(List.of(Glue.CONCURRENT_RUNS.name()), 30, 10, 2, 300, true),
                    RetryRule.service(Glue.NOTHING_DONE)));
    Polling polling =
        new Polling(
            Glue.call(
                "getWorkflowRun",
                request
                    .and("RunId", new Expr.Local("run"))
                    .and("IncludeGraph", new Expr.Constant(Json.of(false)))),
            status(),
            reason(),
            List.of("RUNNING", "STOPPING"),
            List.of("COMPLETED"),
            List.of("STOPPED", "ERROR", FAILED_ACTIONS),
            "Glue.WorkflowRun",
            15,
            60,
            EIGHT_HOURS);
    return new Work.Polled(
        start,
        List.of("RunId"),
        polling,
        Outputs.of(
            Expr.fields()
                .and("runId", Expr.result("Run", "WorkflowRunId"))
                .and("actions", Expr.resultOr(Json.of(0), "Run", "Statistics", "TotalActions"))));
  }

  /** Glue has no status for a run that completed with failed actions, only the count of them. */
  private static Expr status() {
    return Expr.call(
        "($run := {0}; $run.Status = 'COMPLETED' and " + BAD + " > 0 ? {1} : $run.Status)",
        Expr.result("Run"),
        Expr.text(FAILED_ACTIONS));
  }

  private static Expr reason() {
    return Expr.call(
        "($run := {0}; $bad := "
            + BAD
            + "; $exists($run.ErrorMessage) ? $run.ErrorMessage :"
            + " $bad > 0 ? $bad & ' of ' & $run.Statistics.TotalActions : '')",
        Expr.result("Run"));
  }
}
