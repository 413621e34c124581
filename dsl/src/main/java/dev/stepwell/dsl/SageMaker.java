package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Amazon SageMaker: jobs that train, transform and process. A job's name is unique in account and
 * region, so it is the token: it is made of the prefix given here and a hash of the execution, the
 * step and, where the author's retries run the job again, the number of the try. A retried call
 * cannot start a job twice, and a retried job has a name of its own. Sources: SageMaker's API
 * model; the Step Functions developer guide, "SageMaker integration".
 */
public final class SageMaker {

  /** The account has no room for the instances of the job. */
  public static final ErrorName RESOURCE_LIMIT =
      ErrorName.of("SageMaker.ResourceLimitExceededException");

  /**
   * There is a job of that name already: an earlier call got through though its answer was lost.
   */
  public static final ErrorName RESOURCE_IN_USE = ErrorName.of("SageMaker.ResourceInUseException");

  /** A training job has ended badly or was stopped, but its task had not failed. */
  public static final ErrorName TRAINING_FAILED = ErrorName.of("SageMaker.TrainingJobFailed");

  /** A transform job has ended badly or was stopped, but its task had not failed. */
  public static final ErrorName TRANSFORM_FAILED = ErrorName.of("SageMaker.TransformJobFailed");

  /** A processing job has ended badly or was stopped, but its task had not failed. */
  public static final ErrorName PROCESSING_FAILED = ErrorName.of("SageMaker.ProcessingJobFailed");

  static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}");
  static final Pattern INSTANCE = Pattern.compile("ml\\.[a-z0-9-]+\\.[a-z0-9]+");

  private static final List<RetryRule> RETRIES =
      List.of(
          new RetryRule(List.of(RESOURCE_LIMIT.name()), 60, 10, 2, 600, true),
          RetryRule.service("SageMaker.AmazonSageMakerException", "SageMaker.SdkClientException"));
  private static final int QUARTER_HOUR = 900;

  private SageMaker() {}

  /**
   * A training job that has ended well.
   *
   * @param jobName its name
   * @param modelArtifacts where the model is, {@code s3://..}
   * @param seconds how long it trained; 0 if SageMaker does not say it
   */
  public record TrainingRun(Text jobName, Text modelArtifacts, Num seconds) {}

  /**
   * A transform or processing job that has ended well.
   *
   * @param jobName its name
   * @param jobArn its ARN
   */
  public record JobRun(Text jobName, Text jobArn) {}

  /**
   * Trains a model and waits for it. It runs for a day at most unless said otherwise; the task's
   * time-out is a quarter of an hour more.
   *
   * @param prefix of the job's name: 1 to 32 letters, digits and {@code -}
   * @param role the ARN of the role that the job has
   * @param image the container image of the algorithm
   * @param output where the model goes, {@code s3://..}
   */
  public static SageMakerTraining training(String prefix, Text role, Text image, Text output) {
    return SageMakerTraining.of(prefix, role, image, output);
  }

  /**
   * Lets a model judge the objects under a prefix and waits for it; time-out 1 day.
   *
   * @param prefix of the job's name: 1 to 32 letters, digits and {@code -}
   * @param model the model's name
   * @param input {@code s3://..}, every object that begins so
   * @param output where the answers go, {@code s3://..}
   */
  public static SageMakerTransform transform(String prefix, Text model, Text input, Text output) {
    return SageMakerTransform.of(prefix, model, input, output);
  }

  /**
   * Runs a container over data in S3 and waits for it. It runs for a day at most unless said
   * otherwise; the task's time-out is a quarter of an hour more.
   *
   * @param prefix of the job's name: 1 to 32 letters, digits and {@code -}
   * @param role the ARN of the role that the job has
   * @param image the container image
   */
  public static SageMakerProcessing processing(String prefix, Text role, Text image) {
    return SageMakerProcessing.of(prefix, role, image);
  }

  /** The name of a job: the prefix and 30 digits that are the same for every call of one run. */
  static Expr name(String prefix) {
    Accepted.text(
        "prefix of the SageMaker job",
        prefix,
        PREFIX,
        "has 1 to 32 letters, digits and dashes between them, because 31 characters are"
            + " added; shorten it");
    return Expr.join(
        List.of(
            Expr.text(prefix + "-"),
            Expr.call("$substring($hash({0}, 'SHA-256'), 0, 30)", new Expr.Run())));
  }

  static Expr instanceType(String type) {
    Accepted.text(
        "instance type of the SageMaker job",
        type,
        INSTANCE,
        "is a type such as ml.m5.xlarge; take one of SageMaker's");
    return Expr.text(type);
  }

  /** The end of a job's time is SageMaker's; the task's comes a little later. */
  static int taskSeconds(int jobSeconds) {
    return jobSeconds + QUARTER_HOUR;
  }

  static Work work(
      String kind,
      Expr.Fields request,
      int seconds,
      @Nullable Text role,
      String rule,
      Expr.Fields outputs) {
    String action = "create" + kind + "Job";
    String arn = Arns.here("sagemaker") + kind.toLowerCase(Locale.ROOT) + "-job/*";
    List<Permission> permissions = new ArrayList<>();
    permissions.add(
        Permission.on(
            arn,
            "sagemaker:Create" + kind + "Job",
            "sagemaker:Describe" + kind + "Job",
            "sagemaker:Stop" + kind + "Job",
            "sagemaker:ListTags",
            "sagemaker:AddTags"));
    if (role != null) {
      permissions.add(Permission.passRole(Arns.role(role), "sagemaker.amazonaws.com"));
    }
    if (!rule.isEmpty()) {
      permissions.add(Permission.managedRule(rule));
    }
    return new Work.Job(
        new Call("sagemaker:" + action + ".sync", request, seconds, RETRIES, permissions),
        List.of(kind + "JobStatus"),
        List.of("FailureReason"),
        List.of("Completed"),
        List.of("Failed", "Stopped", "Stopping", "Deleting"),
        "SageMaker." + kind + "Job",
        Outputs.of(outputs));
  }
}
