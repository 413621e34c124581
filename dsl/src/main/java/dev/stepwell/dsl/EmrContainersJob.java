package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import java.util.regex.Pattern;

/** A Spark job of EMR on EKS. */
public final class EmrContainersJob extends Task<EmrContainers.JobRun> {

  private static final Pattern ID = Pattern.compile("[0-9a-z]{1,64}");
  private static final Pattern NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,64}");
  private static final Pattern RELEASE = Pattern.compile("[.\\-_/A-Za-z0-9]{1,64}");
  private static final int DAY = 86_400;

  private final Text clusterId;
  private final Text role;
  private final Expr.Fields request;
  private final Expr.Fields properties;

  private EmrContainersJob(Text clusterId, Text role, Expr.Fields request, Expr.Fields properties) {
    super(
        "EMR on EKS job",
        work(
            clusterId,
            role,
            properties.members().isEmpty() ? request : SparkConf.property(request, properties)),
        parts ->
            new EmrContainers.JobRun(
                new Text(parts.part("jobRunId")), new Text(parts.part("state"))));
    this.clusterId = clusterId;
    this.role = role;
    this.request = request;
    this.properties = properties;
  }

  static EmrContainersJob of(Text clusterId, Text role, String release, Text entryPoint) {
    Accepted.text(
        "virtual cluster of the EMR on EKS job",
        clusterId,
        ID,
        "is an id of small letters and digits; take it from the virtual cluster, its name will not"
            + " do");
    Accepted.text(
        "release of the EMR on EKS job", release, RELEASE, "is a label such as emr-7.2.0-latest");
    return new EmrContainersJob(
        clusterId,
        role,
        Expr.fields()
            .and("VirtualClusterId", clusterId.expr())
            .and("ExecutionRoleArn", role.expr())
            .and("ReleaseLabel", Expr.text(release))
            .and(
                "JobDriver",
                Expr.fields()
                    .and(
                        "SparkSubmitJobDriver",
                        Expr.fields().and("EntryPoint", entryPoint.expr()))),
        Expr.fields());
  }

  /** With this name: 1 to 64 letters, digits and {@code . - _ / #}. */
  public EmrContainersJob name(String name) {
    Accepted.text(
        "name of the EMR on EKS job",
        name,
        NAME,
        "has 1 to 64 letters, digits and . - _ / #; rename it");
    return with(Members.put(request, Expr.text(name), "Name"));
  }

  /** With one more argument; numbers and the like as JSON spells them. */
  public EmrContainersJob arg(Value<?> value) {
    return with(
        Members.add(
            request, value.asText(), "JobDriver", "SparkSubmitJobDriver", "EntryPointArguments"));
  }

  /** With one more constant argument. */
  public EmrContainersJob arg(String value) {
    return arg(Text.of(value));
  }

  /** With the class to start, for a jar that does not say it. */
  public EmrContainersJob mainClass(String className) {
    return with(
        Members.put(
            request,
            SparkConf.mainClass("the EMR on EKS job", className),
            "JobDriver",
            "SparkSubmitJobDriver",
            "SparkSubmitParameters"));
  }

  /** With a property of Spark, such as {@code spark.executor.instances}. */
  public EmrContainersJob conf(String property, Value<?> value) {
    return new EmrContainersJob(
        clusterId, role, request, Members.put(properties, value.asText(), property));
  }

  /** With logs kept under {@code s3://..}. */
  public EmrContainersJob logs(Text uri) {
    return with(
        Members.put(
            request,
            uri.expr(),
            "ConfigurationOverrides",
            "MonitoringConfiguration",
            "S3MonitoringConfiguration",
            "LogUri"));
  }

  private EmrContainersJob with(Expr.Fields other) {
    return new EmrContainersJob(clusterId, role, other, properties);
  }

  private static Work work(Text clusterId, Text role, Expr.Fields request) {
    String cluster = EmrContainers.CLUSTERS + Arns.of(clusterId);
    Call call =
        new Call(
            "emr-containers:startJobRun.sync",
            request,
            DAY,
            EmrContainers.RETRIES,
            List.of(
                Permission.on(cluster, "emr-containers:StartJobRun")
                    .where("emr-containers:ExecutionRoleArn", Arns.role(role)),
                Permission.on(
                    cluster + "/jobruns/*",
                    "emr-containers:DescribeJobRun",
                    "emr-containers:CancelJobRun")));
    Expr state = Told.text("COMPLETED", Told.at("JobRun", "State"), Told.at("State"));
    Expr reason =
        Told.text(
            "",
            Told.at("JobRun", "StateDetails"),
            Told.at("JobRun", "FailureReason"),
            Told.at("StateDetails"),
            Told.at("FailureReason"));
    return new Work.Job(
        call,
        state,
        reason,
        List.of("COMPLETED"),
        List.of("FAILED", "CANCELLED", "CANCEL_PENDING"),
        "EmrContainers.JobRun",
        Outputs.of(
            Expr.fields()
                .and("jobRunId", Told.text("", Told.at("JobRun", "Id"), Told.at("Id")))
                .and("state", state)));
  }
}
