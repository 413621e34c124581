package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;

/** A transform job. */
public final class SageMakerTransform extends Task<SageMaker.JobRun> {

  private static final int DAY = 86_400;

  private final Expr.Fields request;

  private SageMakerTransform(Expr.Fields request) {
    super(
        "SageMaker transform",
        SageMaker.work(
            "Transform",
            request,
            DAY,
            null,
            "StepFunctionsGetEventsForSageMakerTransformJobsRule",
            Expr.fields()
                .and("jobName", Expr.result("TransformJobName"))
                .and("jobArn", Expr.result("TransformJobArn"))),
        parts ->
            new SageMaker.JobRun(new Text(parts.part("jobName")), new Text(parts.part("jobArn"))));
    this.request = request;
  }

  static SageMakerTransform of(String prefix, Text model, Text input, Text output) {
    Expr.Fields source =
        Expr.fields().and("S3DataType", Expr.text("S3Prefix")).and("S3Uri", input.expr());
    return new SageMakerTransform(
            Expr.fields()
                .and("TransformJobName", SageMaker.name(prefix))
                .and("ModelName", model.expr())
                .and(
                    "TransformInput",
                    Expr.fields().and("DataSource", Expr.fields().and("S3DataSource", source)))
                .and("TransformOutput", Expr.fields().and("S3OutputPath", output.expr())))
        .instances("ml.m5.xlarge", 1);
  }

  /** On these instances; by default one ml.m5.xlarge. */
  public SageMakerTransform instances(String type, int count) {
    Expr.Fields resources =
        Expr.fields()
            .and("InstanceType", SageMaker.instanceType(type))
            .and(
                "InstanceCount",
                Accepted.number(
                    "number of instances of the transform job", count, 1, 100, "choose fewer"));
    return new SageMakerTransform(Members.put(request, resources, "TransformResources"));
  }

  /** Of objects of this media type, such as {@code text/csv}. */
  public SageMakerTransform contentType(String type) {
    return new SageMakerTransform(
        Members.put(request, Text.of(type).expr(), "TransformInput", "ContentType"));
  }

  /** Line by line: every line is a record, and its answer is a line. */
  public SageMakerTransform byLine() {
    Expr.Fields split = Members.put(request, Expr.text("Line"), "TransformInput", "SplitType");
    return new SageMakerTransform(
        Members.put(split, Expr.text("Line"), "TransformOutput", "AssembleWith"));
  }

  /** With as many records in a request to the model as fit in. */
  public SageMakerTransform batched() {
    return new SageMakerTransform(Members.put(request, Expr.text("MultiRecord"), "BatchStrategy"));
  }
}
