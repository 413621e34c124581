package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/** A step on an EMR cluster. */
public final class EmrStep extends Task<Emr.StepRun> {

  private static final int DAY = 86_400;

  private final String name;
  private final Text clusterId;
  private final Expr.Fields request;

  private EmrStep(String name, Text clusterId, Expr.Fields request) {
    super(
        "EMR step " + name,
        work(clusterId, request),
        parts -> new Emr.StepRun(new Text(parts.part("stepId")), new Text(parts.part("state"))));
    this.name = name;
    this.clusterId = clusterId;
    this.request = request;
  }

  static EmrStep of(Text clusterId, String name, Text jar) {
    Accepted.text("name of the EMR step", name, Emr.NAME, Emr.NAME_RULE);
    return new EmrStep(
        name,
        clusterId,
        Expr.fields()
            .and("ClusterId", clusterId.expr())
            .and(
                "Step",
                Expr.fields()
                    .and("Name", Text.of(name).expr())
                    .and("ActionOnFailure", Expr.text("CONTINUE"))
                    .and("HadoopJarStep", Expr.fields().and("Jar", jar.expr()))));
  }

  /** With one more argument; numbers and the like as JSON spells them. */
  public EmrStep arg(Value<?> value) {
    return with(Members.add(request, value.asText(), "Step", "HadoopJarStep", "Args"));
  }

  /** With more constant arguments. */
  public EmrStep args(String... values) {
    EmrStep step = this;
    for (String value : values) {
      step = step.arg(Text.of(value));
    }
    return step;
  }

  /** With the class to start, for a jar that does not say it. */
  public EmrStep mainClass(String className) {
    return with(
        Members.put(request, Text.of(className).expr(), "Step", "HadoopJarStep", "MainClass"));
  }

  /** With a role of its own for what it reads and writes; the cluster must allow such roles. */
  public EmrStep role(Text arn) {
    return with(Members.put(request, arn.expr(), "ExecutionRoleArn"));
  }

  private EmrStep with(Expr.Fields other) {
    return new EmrStep(name, clusterId, other);
  }

  private static Work work(Text clusterId, Expr.Fields request) {
    Call call =
        new Call(
            "elasticmapreduce:addStep.sync",
            request,
            DAY,
            Emr.RETRIES,
            List.of(
                Permission.on(
                    Emr.CLUSTERS + Arns.of(clusterId),
                    "elasticmapreduce:AddJobFlowSteps",
                    "elasticmapreduce:DescribeStep",
                    "elasticmapreduce:CancelSteps"),
                Permission.managedRule("StepFunctionsGetEventForEMRAddJobFlowStepsRule")));
    Expr state =
        Told.text("COMPLETED", Told.at("Step", "Status", "State"), Told.at("Status", "State"));
    return new Work.Job(
        call,
        state,
        Told.text(
            "",
            Told.at("Step", "Status", "FailureDetails", "Message"),
            Told.at("Status", "FailureDetails", "Message")),
        List.of("COMPLETED"),
        List.of("CANCELLED", "FAILED", "INTERRUPTED"),
        "Emr.Step",
        Outputs.of(
            Expr.fields()
                .and(
                    "stepId",
                    Told.text("", Told.at("Step", "Id"), Told.at("StepId"), Told.at("Id")))
                .and("state", state)));
  }
}
