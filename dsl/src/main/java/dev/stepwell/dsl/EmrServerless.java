package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/**
 * Amazon EMR Serverless: Spark and Hive jobs on an application that is there already. Step
 * Functions makes the client token of each call itself and takes none from the definition. Sources:
 * the service's API model; the Step Functions developer guide, "EMR Serverless integration".
 */
public final class EmrServerless {

  /** A job run has ended badly or was cancelled, but its task had not failed. */
  public static final ErrorName JOB_RUN_FAILED = ErrorName.of("EmrServerless.JobRunFailed");

  /** An application did not come to the state that was asked for, but its task had not failed. */
  public static final ErrorName APPLICATION_FAILED =
      ErrorName.of("EmrServerless.ApplicationFailed");

  /**
   * Throttling and what the service does not model. How Step Functions spells the name of this
   * service in errors is not published, so that both spellings that its rule allows are retried.
   */
  static final List<RetryRule> RETRIES =
      List.of(
          RetryRule.service(
              "EmrServerless.AWSEMRServerlessException",
              "EMRServerless.AWSEMRServerlessException"));

  static final String APPLICATIONS = Arns.here("emr-serverless") + "/applications/";
  private static final int HALF_AN_HOUR = 1800;

  private EmrServerless() {}

  /**
   * A job run that has ended well.
   *
   * @param jobRunId its id; empty if the service does not say it
   * @param state SUCCESS
   * @param executionSeconds how long it ran
   */
  public record JobRun(Text jobRunId, Text state, Num executionSeconds) {}

  /** What starting and stopping an application gives: nothing. */
  public record Application() {}

  /**
   * Runs a Spark job and waits for its end. Time-out 12 hours and a quarter: the service's own
   * limit of a run, and the way to it.
   *
   * @param applicationId the application's id
   * @param role the ARN of the role that the job has
   * @param entryPoint {@code s3://..}, a jar or a Python file
   */
  public static EmrServerlessJob spark(Text applicationId, Text role, Text entryPoint) {
    return EmrServerlessJob.of(
        applicationId, role, "SparkSubmit", Expr.fields().and("EntryPoint", entryPoint.expr()));
  }

  /**
   * Runs a Hive query and waits for its end; time-out as with {@link #spark}.
   *
   * @param query {@code s3://..}, the file with the query
   */
  public static EmrServerlessJob hive(Text applicationId, Text role, Text query) {
    return EmrServerlessJob.of(
        applicationId, role, "Hive", Expr.fields().and("Query", query.expr()));
  }

  /**
   * Starts an application ahead of its jobs and waits until it has started; time-out 30 minutes.
   */
  public static Task<Application> start(Text applicationId) {
    return application("start", applicationId, List.of("STARTED"));
  }

  /** Stops an application and waits until it has stopped; time-out 30 minutes. */
  public static Task<Application> stop(Text applicationId) {
    return application("stop", applicationId, List.of("STOPPED"));
  }

  private static Task<Application> application(String verb, Text id, List<String> done) {
    String upper = Character.toUpperCase(verb.charAt(0)) + verb.substring(1);
    Call call =
        new Call(
            "emr-serverless:" + verb + "Application.sync",
            Expr.fields().and("ApplicationId", id.expr()),
            HALF_AN_HOUR,
            RETRIES,
            List.of(
                Permission.on(
                    APPLICATIONS + Arns.of(id),
                    "emr-serverless:" + upper + "Application",
                    "emr-serverless:GetApplication"),
                Permission.managedRule("StepFunctionsGetEventsForEMRServerlessApplicationRule")));
    List<String> states =
        List.of("CREATING", "CREATED", "STARTING", "STARTED", "STOPPING", "STOPPED", "TERMINATED");
    return new Task<>(
        "EMR Serverless " + verb,
        new Work.Job(
            call,
            Told.text(done.get(0), Told.at("Application", "State"), Told.at("State")),
            Told.text("", Told.at("Application", "StateDetails"), Told.at("StateDetails")),
            done,
            states.stream().filter(state -> !done.contains(state)).toList(),
            "EmrServerless.Application",
            Outputs.of(Expr.fields())),
        parts -> new Application());
  }
}
