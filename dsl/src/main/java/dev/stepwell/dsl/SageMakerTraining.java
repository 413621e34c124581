package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Expr;
import java.time.Duration;
import java.util.regex.Pattern;

/** A training job. */
public final class SageMakerTraining extends Task<SageMaker.TrainingRun> {

  private static final Pattern CHANNEL = Pattern.compile("[A-Za-z0-9.\\-_]{1,64}");
  private static final int DAY = 86_400;

  private final Text role;
  private final Expr.Fields request;
  private final int seconds;

  private SageMakerTraining(Text role, Expr.Fields request, int seconds) {
    super(
        "SageMaker training",
        SageMaker.work(
            "Training",
            request,
            SageMaker.taskSeconds(seconds),
            role,
            "StepFunctionsGetEventsForSageMakerTrainingJobsRule",
            Expr.fields()
                .and("jobName", Expr.result("TrainingJobName"))
                .and("modelArtifacts", Expr.result("ModelArtifacts", "S3ModelArtifacts"))
                .and("seconds", Expr.resultOr(Json.of(0), "TrainingTimeInSeconds"))),
        parts ->
            new SageMaker.TrainingRun(
                new Text(parts.part("jobName")),
                new Text(parts.part("modelArtifacts")),
                new Num(parts.part("seconds"))));
    this.role = role;
    this.request = request;
    this.seconds = seconds;
  }

  static SageMakerTraining of(String prefix, Text role, Text image, Text output) {
    return new SageMakerTraining(
            role,
            Expr.fields()
                .and("TrainingJobName", SageMaker.name(prefix))
                .and("RoleArn", role.expr())
                .and(
                    "AlgorithmSpecification",
                    Expr.fields()
                        .and("TrainingImage", image.expr())
                        .and("TrainingInputMode", Expr.text("File")))
                .and("OutputDataConfig", Expr.fields().and("S3OutputPath", output.expr())),
            DAY)
        .atMost(Duration.ofDays(1))
        .instances("ml.m5.xlarge", 1, 30);
  }

  /** On these instances; by default one ml.m5.xlarge with 30 GB. */
  public SageMakerTraining instances(String type, int count, int gigabytes) {
    Expr.Fields resources =
        Expr.fields()
            .and("InstanceType", SageMaker.instanceType(type))
            .and(
                "InstanceCount",
                Accepted.number(
                    "number of instances of the training job", count, 1, 10_000, "choose another"))
            .and(
                "VolumeSizeInGB",
                Accepted.number(
                    "disk of the training job in GB", gigabytes, 1, 65_536, "choose another"));
    return with(Members.put(request, resources, "ResourceConfig"));
  }

  /** With the data of a channel: every object under {@code s3://..}, on every instance. */
  public SageMakerTraining channel(String name, Text input) {
    Accepted.text(
        "channel of the training job",
        name,
        CHANNEL,
        "has 1 to 64 letters, digits and . - _; rename it");
    Expr channel =
        Members.put(
            Members.put(
                Members.put(
                    Expr.fields().and("ChannelName", Expr.text(name)),
                    Expr.text("S3Prefix"),
                    "DataSource",
                    "S3DataSource",
                    "S3DataType"),
                input.expr(),
                "DataSource",
                "S3DataSource",
                "S3Uri"),
            Expr.text("FullyReplicated"),
            "DataSource",
            "S3DataSource",
            "S3DataDistributionType");
    return with(Members.add(request, channel, "InputDataConfig"));
  }

  /**
   * With a parameter of the algorithm; SageMaker takes texts, numbers go in as JSON spells them.
   */
  public SageMakerTraining hyperparameter(String name, Value<?> value) {
    return with(Members.put(request, value.asText(), "HyperParameters", name));
  }

  /** With a variable of the container's environment. */
  public SageMakerTraining env(String variable, Value<?> value) {
    return with(Members.put(request, value.asText(), "Environment", variable));
  }

  /** On spot instances; waits for them and trains for as long as {@link #atMost} says. */
  public SageMakerTraining spot() {
    Expr limit = Expr.number(seconds);
    return with(
        Members.put(
            Members.put(request, new Expr.Constant(Json.of(true)), "EnableManagedSpotTraining"),
            limit,
            "StoppingCondition",
            "MaxWaitTimeInSeconds"));
  }

  /** Stopped by SageMaker after so long; 1 minute to 28 days, 1 day by default. */
  public SageMakerTraining atMost(Duration limit) {
    Expr most = Accepted.time("time of the training job", limit, 1, 60, 28 * 86_400);
    Expr.Fields other = Members.put(request, most, "StoppingCondition", "MaxRuntimeInSeconds");
    if (request.has("EnableManagedSpotTraining")) {
      other = Members.put(other, most, "StoppingCondition", "MaxWaitTimeInSeconds");
    }
    return new SageMakerTraining(role, other, (int) limit.toSeconds());
  }

  private SageMakerTraining with(Expr.Fields other) {
    return new SageMakerTraining(role, other, seconds);
  }
}
