package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import java.util.Set;

/** A job run. */
public final class GlueJob extends Task<Glue.JobRun> {

  private static final Set<String> RESERVED = Set.of("--conf", "--debug", "--mode", "--JOB_NAME");
  private static final int SECONDS = 8 * 3600 + 900;

  private final String name;
  private final Expr.Fields arguments;

  GlueJob(String name, Expr.Fields arguments) {
    super("Glue job " + name, work(name, arguments), GlueJob::run);
    this.name = name;
    this.arguments = arguments;
  }

  /**
   * With this argument.
   *
   * @param argument starts with {@code --}; not one of those that Glue keeps for itself
   */
  public GlueJob arg(String argument, Value<?> value) {
    if (!argument.startsWith("--") || RESERVED.contains(argument)) {
      throw InvalidWorkflowException.here(
          "the argument '"
              + argument
              + "' of Glue job "
              + name
              + (RESERVED.contains(argument)
                  ? " belongs to Glue itself; use another name"
                  : " does not start with --, so the job would not see it; write --" + argument));
    }
    return new GlueJob(name, arguments.and(argument, value.asText()));
  }

  /** With this constant argument. */
  public GlueJob arg(String argument, String value) {
    return arg(argument, Text.of(value));
  }

  private static Work work(String name, Expr.Fields arguments) {
    Expr.Fields request = Expr.fields().and("JobName", Text.of(name).expr());
    Call call =
        new Call(
            "glue:startJobRun.sync",
            arguments.members().isEmpty() ? request : request.and("Arguments", arguments),
            SECONDS,
            List.of(
                new RetryRule(List.of(Glue.CONCURRENT_RUNS.name()), 30, 10, 2, 300, true),
                RetryRule.service(
                    "Glue.AWSGlueException",
                    "Glue.InternalServiceException",
                    "Glue.OperationTimeoutException",
                    "Glue.ResourceNumberLimitExceededException")),
            List.of(
                Permission.on(
                    Glue.HERE + "job/" + name,
                    "glue:StartJobRun",
                    "glue:GetJobRun",
                    "glue:GetJobRuns",
                    "glue:BatchStopJobRun")));
    return new Work.Job(
        call,
        List.of("JobRunState"),
        List.of("ErrorMessage"),
        List.of("SUCCEEDED"),
        List.of("FAILED", "ERROR", "TIMEOUT", "STOPPED", "EXPIRED"),
        "Glue.JobRun",
        Outputs.of(
            Expr.fields()
                .and("jobRunId", Expr.result("Id"))
                .and("state", Expr.result("JobRunState"))
                .and("executionSeconds", Expr.resultOr(Json.of(0), "ExecutionTime"))));
  }

  private static Glue.JobRun run(Parts parts) {
    return new Glue.JobRun(
        new Text(parts.part("jobRunId")),
        new Text(parts.part("state")),
        new Num(parts.part("executionSeconds")));
  }
}
