package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/** AWS Glue DataBrew: recipe and profile jobs. */
public final class DataBrew {

  /** The job runs already. */
  public static final ErrorName CONFLICT = ErrorName.of("DataBrew.ConflictException");

  /** There is no job of that name. */
  public static final ErrorName NOT_FOUND = ErrorName.of("DataBrew.ResourceNotFoundException");

  /** A job run ended in another state than SUCCEEDED without failing its task. */
  public static final ErrorName JOB_RUN_FAILED = ErrorName.of("DataBrew.JobRunFailed");

  /** 48 hours, the longest that a job may run by default, and a quarter for its start. */
  private static final int SECONDS = 48 * 3600 + 900;

  private static final int LONGEST_NAME = 240;

  private DataBrew() {}

  /**
   * What a job run gives.
   *
   * @param runId the run's id
   * @param executionSeconds how long it computed
   */
  public record JobRun(Text runId, Num executionSeconds) {}

  /**
   * Runs a job and waits for its end; any state but SUCCEEDED is a failure. A job that runs already
   * is waited for and then run, for an hour and a half at most. Time-out 48 hours and a quarter.
   * DataBrew has no token for a run; the requests that are retried are those after which it is sure
   * that no run was started.
   *
   * @param name 1 to 240 characters
   */
  public static Task<JobRun> job(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw InvalidWorkflowException.here(
          "a DataBrew job has a name of 1 to 240 characters, but this one has " + name.length());
    }
    String arn = "arn:${AWS::Partition}:databrew:${AWS::Region}:${AWS::AccountId}:job/" + name;
    Call call =
        new Call(
            "databrew:startJobRun.sync",
            Expr.fields().and("Name", Text.of(name).expr()),
            SECONDS,
            List.of(
                new RetryRule(List.of(CONFLICT.name()), 60, 20, 1.5, 300, true),
                RetryRule.service(
                    "DataBrew.AWSGlueDataBrewException", "DataBrew.ServiceQuotaExceededException")),
            List.of(
                Permission.on(
                    arn, "databrew:StartJobRun", "databrew:ListJobRuns", "databrew:StopJobRun")));
    return new Task<>(
        "DataBrew job " + name,
        new Work.Job(
            call,
            List.of("State"),
            List.of("ErrorMessage"),
            List.of("SUCCEEDED"),
            List.of("FAILED", "STOPPED", "TIMEOUT"),
            "DataBrew.JobRun",
            Outputs.of(
                Expr.fields()
                    .and("runId", Expr.result("RunId"))
                    .and("executionSeconds", Expr.resultOr(Json.of(0), "ExecutionTime")))),
        parts ->
            new JobRun(new Text(parts.part("runId")), new Num(parts.part("executionSeconds"))));
  }
}
