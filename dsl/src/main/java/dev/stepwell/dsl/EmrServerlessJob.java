package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Work;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** A job of an EMR Serverless application. */
public final class EmrServerlessJob extends Task<EmrServerless.JobRun> {

  private static final Pattern ID = Pattern.compile("[0-9a-z]{1,64}");
  private static final Pattern NAME = Pattern.compile("(?=.*\\S).{1,256}");
  private static final int TWELVE_HOURS = 12 * 3600;
  private static final int WAY = 900;

  private final Text applicationId;
  private final Text role;
  private final String driver;
  private final Expr.Fields request;
  private final Expr.Fields properties;
  private final int seconds;

  private EmrServerlessJob(
      Text applicationId,
      Text role,
      String driver,
      Expr.Fields request,
      Expr.Fields properties,
      int seconds) {
    super(
        "EMR Serverless job",
        work(
            applicationId,
            role,
            properties.members().isEmpty() ? request : SparkConf.property(request, properties),
            seconds),
        parts ->
            new EmrServerless.JobRun(
                new Text(parts.part("jobRunId")),
                new Text(parts.part("state")),
                new Num(parts.part("executionSeconds"))));
    this.applicationId = applicationId;
    this.role = role;
    this.driver = driver;
    this.request = request;
    this.properties = properties;
    this.seconds = seconds;
  }

  static EmrServerlessJob of(Text applicationId, Text role, String driver, Expr.Fields what) {
    Accepted.text(
        "application of the EMR Serverless job",
        applicationId,
        ID,
        "is an id of small letters and digits; take it from the application, its name will not do");
    return new EmrServerlessJob(
        applicationId,
        role,
        driver,
        Expr.fields()
            .and("ApplicationId", applicationId.expr())
            .and("ExecutionRoleArn", role.expr())
            .and("JobDriver", Expr.fields().and(driver, what)),
        Expr.fields(),
        TWELVE_HOURS);
  }

  /** With this name, 1 to 256 characters. */
  public EmrServerlessJob name(String name) {
    Accepted.text(
        "name of the EMR Serverless job", name, NAME, "has 1 to 256 characters; rename it");
    return with(Members.put(request, Text.of(name).expr(), "Name"));
  }

  /** With one more argument of the Spark program; numbers and the like as JSON spells them. */
  public EmrServerlessJob arg(Value<?> value) {
    return with(
        Members.add(
            request, value.asText(), "JobDriver", ofSpark("an argument"), "EntryPointArguments"));
  }

  /** With one more constant argument of the Spark program. */
  public EmrServerlessJob arg(String value) {
    return arg(Text.of(value));
  }

  /** With the class to start, for a jar that does not say it. */
  public EmrServerlessJob mainClass(String className) {
    return with(
        Members.put(
            request,
            SparkConf.mainClass("the EMR Serverless job", className),
            "JobDriver",
            ofSpark("a main class"),
            "SparkSubmitParameters"));
  }

  /** With a property of Spark, such as {@code spark.executor.cores}. */
  public EmrServerlessJob conf(String property, Value<?> value) {
    ofSpark("a property of Spark");
    return new EmrServerlessJob(
        applicationId,
        role,
        driver,
        request,
        Members.put(properties, value.asText(), property),
        seconds);
  }

  /** With logs kept under {@code s3://..}. */
  public EmrServerlessJob logs(Text uri) {
    return with(
        Members.put(
            request,
            uri.expr(),
            "ConfigurationOverrides",
            "MonitoringConfiguration",
            "S3MonitoringConfiguration",
            "LogUri"));
  }

  /**
   * Is cancelled by the service after so long; 12 hours by default. The task's time-out is a
   * quarter of an hour more.
   *
   * @param limit whole minutes, at most 7 days
   */
  public EmrServerlessJob atMost(Duration limit) {
    Expr minutes = Accepted.time("time of the EMR Serverless job", limit, 60, 1, 7 * 24 * 60);
    return new EmrServerlessJob(
        applicationId,
        role,
        driver,
        Members.put(request, minutes, "ExecutionTimeoutMinutes"),
        properties,
        (int) limit.toSeconds());
  }

  /** With a tag. */
  public EmrServerlessJob tag(String key, String value) {
    return with(Members.put(request, Text.of(value).expr(), "Tags", key));
  }

  private String ofSpark(String what) {
    if (!driver.equals("SparkSubmit")) {
      throw InvalidWorkflowException.here(
          "a Hive job of EMR Serverless is given "
              + what
              + ", which only Spark jobs have; write it into the query's file");
    }
    return driver;
  }

  private EmrServerlessJob with(Expr.Fields other) {
    return new EmrServerlessJob(applicationId, role, driver, other, properties, seconds);
  }

  private static Work work(Text applicationId, Text role, Expr.Fields request, int seconds) {
    String application = EmrServerless.APPLICATIONS + Arns.of(applicationId);
    Permission start =
        Permission.on(
            application,
            request.has("Tags")
                ? new String[] {"emr-serverless:StartJobRun", "emr-serverless:TagResource"}
                : new String[] {"emr-serverless:StartJobRun"});
    Call call =
        new Call(
            "emr-serverless:startJobRun.sync",
            request,
            seconds + WAY,
            EmrServerless.RETRIES,
            List.of(
                start,
                Permission.on(
                    application + "/jobruns/*",
                    "emr-serverless:GetJobRun",
                    "emr-serverless:CancelJobRun"),
                Permission.passRole(Arns.role(role), "emr-serverless.amazonaws.com"),
                Permission.managedRule("StepFunctionsGetEventsForEMRServerlessJobRule")));
    Expr state = Told.text("SUCCESS", Told.at("JobRun", "State"), Told.at("State"));
    return new Work.Job(
        call,
        state,
        Told.text("", Told.at("JobRun", "StateDetails"), Told.at("StateDetails")),
        List.of("SUCCESS"),
        List.of("FAILED", "CANCELLED", "CANCELLING"),
        "EmrServerless.JobRun",
        Outputs.of(
            Expr.fields()
                .and("jobRunId", Told.text("", Told.at("JobRun", "JobRunId"), Told.at("JobRunId")))
                .and("state", state)
                .and(
                    "executionSeconds",
                    Told.number(
                        Told.at("JobRun", "TotalExecutionDurationSeconds"),
                        Told.at("TotalExecutionDurationSeconds")))));
  }
}
