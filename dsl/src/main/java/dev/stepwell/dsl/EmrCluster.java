package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** An EMR cluster to start. */
public final class EmrCluster extends Task<Emr.Cluster> {

  private static final Pattern RELEASE = Pattern.compile("emr-\\d+\\.\\d+\\.\\d+(-latest)?");
  private static final Set<String> TYPED =
      Set.of(
          "Name",
          "ReleaseLabel",
          "Applications",
          "Instances",
          "ServiceRole",
          "JobFlowRole",
          "LogUri",
          "Configurations",
          "BootstrapActions",
          "StepConcurrencyLevel",
          "AutoTerminationPolicy",
          "Tags");
  private static final int HOUR = 3600;

  private final String name;
  private final Expr.Fields request;
  private final Text serviceRole;
  private final Text instanceRole;

  private EmrCluster(String name, Expr.Fields request, Text serviceRole, Text instanceRole) {
    super(
        "EMR cluster " + name,
        work(request, serviceRole, instanceRole),
        parts -> new Emr.Cluster(new Text(parts.part("clusterId"))));
    this.name = name;
    this.request = request;
    this.serviceRole = serviceRole;
    this.instanceRole = instanceRole;
  }

  static EmrCluster of(String name, String release, String instanceType) {
    Accepted.text("name of the EMR cluster", name, Emr.NAME, Emr.NAME_RULE);
    Accepted.text(
        "release of EMR cluster " + name,
        release,
        RELEASE,
        "is a release such as emr-7.2.0; clusters without a release label are of the past");
    Text serviceRole = Text.deployed("EmrServiceRole");
    Text instanceRole = Text.deployed("EmrInstanceRole");
    Expr.Fields request =
        Expr.fields()
            .and("Name", Text.of(name).expr())
            .and("ReleaseLabel", Expr.text(release))
            .and(
                "Instances",
                Expr.fields()
                    .and("KeepJobFlowAliveWhenNoSteps", new Expr.Constant(Json.of(true)))
                    .and("TerminationProtected", new Expr.Constant(Json.of(false)))
                    .and(
                        "InstanceGroups",
                        new Expr.Elements(List.of(group("MASTER", instanceType, 1, false)))))
            .and("ServiceRole", serviceRole.expr())
            .and("JobFlowRole", instanceRole.expr());
    return new EmrCluster(
        name,
        Members.put(request, Emr.idle(Duration.ofHours(1)), "AutoTerminationPolicy", "IdleTimeout"),
        serviceRole,
        instanceRole);
  }

  /** With these applications of the release, such as {@code Spark}. */
  public EmrCluster applications(String... names) {
    Expr.Fields more = request;
    for (String application : names) {
      more =
          Members.add(more, Expr.fields().and("Name", Text.of(application).expr()), "Applications");
    }
    return with(more);
  }

  /** With core nodes, which hold HDFS. */
  public EmrCluster core(String instanceType, int count) {
    return nodes("CORE", instanceType, count, false);
  }

  /** With task nodes on spot instances, which may be taken away. */
  public EmrCluster spot(String instanceType, int count) {
    return nodes("TASK", instanceType, count, true);
  }

  /** In this subnet. */
  public EmrCluster subnet(Text id) {
    return with(Members.put(request, id.expr(), "Instances", "Ec2SubnetId"));
  }

  /**
   * With these roles; the instance profile is named like the role of its instances, as the console
   * makes it. Default <code>${EmrServiceRole}</code> and <code>${EmrInstanceRole}</code>.
   *
   * @param service the name of EMR's own role
   * @param instances the name of the instances' role and of its profile
   */
  public EmrCluster roles(Text service, Text instances) {
    Expr.Fields more = Members.put(request, service.expr(), "ServiceRole");
    return new EmrCluster(
        name, Members.put(more, instances.expr(), "JobFlowRole"), service, instances);
  }

  /** With logs kept under {@code s3://..}. */
  public EmrCluster logs(Text uri) {
    return with(Members.put(request, uri.expr(), "LogUri"));
  }

  /** With properties of a classification, such as {@code spark-defaults}. */
  public EmrCluster configuration(String classification, Map<String, String> properties) {
    Expr.Fields values = Expr.fields();
    for (String key : properties.keySet().stream().sorted().toList()) {
      values = values.and(key, Text.of(properties.getOrDefault(key, "")).expr());
    }
    Expr.Fields entry =
        Expr.fields()
            .and("Classification", Text.of(classification).expr())
            .and("Properties", values);
    return with(Members.add(request, entry, "Configurations"));
  }

  /** With a script that every node runs before it starts to work. */
  public EmrCluster bootstrap(String action, Text script, Text... args) {
    Expr.Fields entry =
        Expr.fields()
            .and("Name", Text.of(action).expr())
            .and(
                "ScriptBootstrapAction",
                Expr.fields().and("Path", script.expr()).and("Args", Members.texts(args)));
    return with(Members.add(request, entry, "BootstrapActions"));
  }

  /** With so many steps at the same time; 1 by default. */
  public EmrCluster stepsAtOnce(int count) {
    Expr most =
        Accepted.number(
            "number of steps at once of EMR cluster " + name, count, 1, 256, "choose fewer");
    return with(Members.put(request, most, "StepConcurrencyLevel"));
  }

  /** Ends by itself after so long without work: 1 minute to 7 days; 1 hour by default. */
  public EmrCluster idle(Duration limit) {
    return with(Members.put(request, Emr.idle(limit), "AutoTerminationPolicy", "IdleTimeout"));
  }

  /** With a tag. */
  public EmrCluster tag(String key, String value) {
    Expr.Fields tag =
        Expr.fields().and("Key", Text.of(key).expr()).and("Value", Text.of(value).expr());
    return with(Members.add(request, tag, "Tags"));
  }

  /**
   * With a member of {@code RunJobFlow} that has no method here, such as {@code
   * ManagedScalingPolicy}.
   */
  @RawAsl
  public EmrCluster with(String member, Args value) {
    check(member);
    return with(Members.put(request, value.fields(), member));
  }

  /** The same for a member that is no object, such as {@code SecurityConfiguration}. */
  @RawAsl
  public EmrCluster with(String member, Value<?> value) {
    check(member);
    return with(Members.put(request, value.expr(), member));
  }

  private void check(String member) {
    if (member.equals("Steps")) {
      throw InvalidWorkflowException.here(
          "EMR cluster "
              + name
              + " is given Steps, which Step Functions does not take when it makes a cluster; run"
              + " them with Emr.step(..) or Emr.spark(..) once it is there");
    }
    if (TYPED.contains(member)) {
      throw InvalidWorkflowException.here(
          "EMR cluster "
              + name
              + " is given "
              + member
              + " as a raw member, but the task sets it itself; use its own method, or patch the"
              + " state");
    }
  }

  private EmrCluster nodes(String role, String instanceType, int count, boolean spot) {
    Accepted.number(
        "number of " + role + " nodes of EMR cluster " + name, count, 1, 4_000, "choose another");
    return with(
        Members.add(
            request, group(role, instanceType, count, spot), "Instances", "InstanceGroups"));
  }

  private static Expr group(String role, String instanceType, int count, boolean spot) {
    return Expr.fields()
        .and("InstanceRole", Expr.text(role))
        .and("InstanceType", Text.of(instanceType).expr())
        .and("InstanceCount", Expr.number(count))
        .and("Market", Expr.text(spot ? "SPOT" : "ON_DEMAND"));
  }

  private EmrCluster with(Expr.Fields other) {
    return new EmrCluster(name, other, serviceRole, instanceRole);
  }

  private static Work work(Expr.Fields request, Text serviceRole, Text instanceRole) {
    List<Permission> permissions = new ArrayList<>();
    permissions.add(Permission.on("*", "elasticmapreduce:RunJobFlow"));
    if (request.has("Tags")) {
      permissions.add(Permission.on(Emr.CLUSTERS + "*", "elasticmapreduce:AddTags"));
    }
    permissions.add(
        Permission.on(
            Emr.CLUSTERS + "*",
            "elasticmapreduce:DescribeCluster",
            "elasticmapreduce:TerminateJobFlows"));
    permissions.add(Permission.passRole(Arns.role(serviceRole), "elasticmapreduce.amazonaws.com"));
    permissions.add(Permission.passRole(Arns.role(instanceRole), "ec2.amazonaws.com"));
    permissions.add(
        Permission.on(
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role"
                    + "/elasticmapreduce.amazonaws.com*/AWSServiceRoleForEMRCleanup*",
                "iam:CreateServiceLinkedRole")
            .where("iam:AWSServiceName", "elasticmapreduce.amazonaws.com*"));
    permissions.add(Permission.managedRule("StepFunctionsGetEventForEMRRunJobFlowRule"));
    Call call =
        new Call("elasticmapreduce:createCluster.sync", request, HOUR, Emr.RETRIES, permissions);
    return new Work.Job(
        call,
        Told.text("WAITING", Told.at("Cluster", "Status", "State"), Told.at("Status", "State")),
        Told.text(
            "",
            Told.at("Cluster", "Status", "StateChangeReason", "Message"),
            Told.at("Status", "StateChangeReason", "Message")),
        List.of("WAITING", "RUNNING"),
        List.of("TERMINATING", "TERMINATED", "TERMINATED_WITH_ERRORS"),
        "Emr.Cluster",
        Outputs.of(
            Expr.fields()
                .and(
                    "clusterId",
                    Told.first(Told.at("ClusterId"), Told.at("Cluster", "Id"), Told.at("Id")))));
  }
}
