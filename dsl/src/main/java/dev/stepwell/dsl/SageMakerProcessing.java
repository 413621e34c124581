package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import java.time.Duration;

/** A processing job. */
public final class SageMakerProcessing extends Task<SageMaker.JobRun> {

  private static final int DAY = 86_400;

  private final Text role;
  private final Expr.Fields request;
  private final int seconds;

  private SageMakerProcessing(Text role, Expr.Fields request, int seconds) {
    super(
        "SageMaker processing",
        SageMaker.work(
            "Processing",
            request,
            SageMaker.taskSeconds(seconds),
            role,
            "",
            Expr.fields()
                .and("jobName", Expr.result("ProcessingJobName"))
                .and("jobArn", Expr.result("ProcessingJobArn"))),
        parts ->
            new SageMaker.JobRun(new Text(parts.part("jobName")), new Text(parts.part("jobArn"))));
    this.role = role;
    this.request = request;
    this.seconds = seconds;
  }

  static SageMakerProcessing of(String prefix, Text role, Text image) {
    return new SageMakerProcessing(
            role,
            Expr.fields()
                .and("ProcessingJobName", SageMaker.name(prefix))
                .and("RoleArn", role.expr())
                .and("AppSpecification", Expr.fields().and("ImageUri", image.expr())),
            DAY)
        .instances("ml.m5.xlarge", 1, 30)
        .atMost(Duration.ofDays(1));
  }

  /** On these instances; by default one ml.m5.xlarge with 30 GB. */
  public SageMakerProcessing instances(String type, int count, int gigabytes) {
    Expr.Fields cluster =
        Expr.fields()
            .and(
                "InstanceCount",
                Accepted.number(
                    "number of instances of the processing job", count, 1, 100, "choose fewer"))
            .and("InstanceType", SageMaker.instanceType(type))
            .and(
                "VolumeSizeInGB",
                Accepted.number(
                    "disk of the processing job in GB", gigabytes, 1, 16_384, "choose another"));
    return with(Members.put(request, cluster, "ProcessingResources", "ClusterConfig"));
  }

  /** With this program in the place of the image's. */
  public SageMakerProcessing entrypoint(String... words) {
    return with(
        Members.put(request, Members.texts(words), "AppSpecification", "ContainerEntrypoint"));
  }

  /** With one more argument; numbers and the like as JSON spells them. */
  public SageMakerProcessing arg(Value<?> value) {
    return with(Members.add(request, value.asText(), "AppSpecification", "ContainerArguments"));
  }

  /** With a variable of the container's environment. */
  public SageMakerProcessing env(String variable, Value<?> value) {
    return with(Members.put(request, value.asText(), "Environment", variable));
  }

  /**
   * With data that is there when the container starts.
   *
   * @param name unique among the inputs
   * @param source {@code s3://..}, every object that begins so
   * @param folder where the container finds it, under {@code /opt/ml/processing}
   */
  public SageMakerProcessing input(String name, Text source, String folder) {
    Expr.Fields s3 =
        Expr.fields()
            .and("S3Uri", source.expr())
            .and("LocalPath", Expr.text(folder(folder)))
            .and("S3DataType", Expr.text("S3Prefix"))
            .and("S3InputMode", Expr.text("File"));
    Expr entry = Expr.fields().and("InputName", Text.of(name).expr()).and("S3Input", s3);
    return with(Members.add(request, entry, "ProcessingInputs"));
  }

  /**
   * With data that the container leaves and that is kept when it ends.
   *
   * @param name unique among the outputs
   * @param folder where the container leaves it, under {@code /opt/ml/processing}
   * @param target {@code s3://..}
   */
  public SageMakerProcessing output(String name, String folder, Text target) {
    Expr.Fields s3 =
        Expr.fields()
            .and("S3Uri", target.expr())
            .and("LocalPath", Expr.text(folder(folder)))
            .and("S3UploadMode", Expr.text("EndOfJob"));
    Expr entry = Expr.fields().and("OutputName", Text.of(name).expr()).and("S3Output", s3);
    return with(Members.add(request, entry, "ProcessingOutputConfig", "Outputs"));
  }

  /** Stopped by SageMaker after so long; 1 minute to 9 days, 1 day by default. */
  public SageMakerProcessing atMost(Duration limit) {
    Expr most = Accepted.time("time of the processing job", limit, 1, 60, 777_600);
    return new SageMakerProcessing(
        role,
        Members.put(request, most, "StoppingCondition", "MaxRuntimeInSeconds"),
        (int) limit.toSeconds());
  }

  private static String folder(String folder) {
    if (!folder.startsWith("/opt/ml/processing/")) {
      throw InvalidWorkflowException.here(
          "the folder '"
              + folder
              + "' of a SageMaker processing job is not under /opt/ml/processing/, where SageMaker"
              + " puts and fetches data; move it there");
    }
    return folder;
  }

  private SageMakerProcessing with(Expr.Fields other) {
    return new SageMakerProcessing(role, other, seconds);
  }
}
