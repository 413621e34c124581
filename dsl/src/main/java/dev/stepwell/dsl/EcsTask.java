package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A task of ECS. */
public final class EcsTask extends Task<Ecs.TaskRun> {

  private static final int DAY = 86_400;
  private static final String ECS = Arns.here("ecs");
  private static final String DEFINITIONS = ECS + "task-definition/";
  private static final String[] VPC = {"NetworkConfiguration", "AwsvpcConfiguration"};

  private final Text definition;
  private final List<Text> roles;
  private final Expr.Fields request;
  private final Map<String, Expr.Fields> containers;

  private EcsTask(
      Text definition, List<Text> roles, Expr.Fields request, Map<String, Expr.Fields> containers) {
    super(
        "ECS task",
        work(definition, roles, withOverrides(request, containers)),
        parts ->
            new Ecs.TaskRun(
                new Text(parts.part("taskArn")),
                new Num(parts.part("exitCode")),
                new Text(parts.part("stoppedReason"))));
    this.definition = definition;
    this.roles = List.copyOf(roles);
    this.request = request;
    this.containers = containers;
  }

  static EcsTask of(Text cluster, Text definition) {
    return new EcsTask(
        definition,
        List.of(Text.deployed("EcsTaskRoleArn"), Text.deployed("EcsExecutionRoleArn")),
        Expr.fields().and("Cluster", cluster.expr()).and("TaskDefinition", definition.expr()),
        Map.of());
  }

  /** On Fargate, in these subnets. */
  public EcsTask fargate(Text... subnets) {
    place("Fargate");
    return with(
        Members.put(
            request.and("LaunchType", Expr.text("FARGATE")),
            Members.texts(subnets),
            VPC[0],
            VPC[1],
            "Subnets"));
  }

  /** On the cluster's own computers. */
  public EcsTask ec2() {
    place("EC2");
    return with(request.and("LaunchType", Expr.text("EC2")));
  }

  /** With a capacity provider of the cluster, such as {@code FARGATE_SPOT}. */
  public EcsTask capacityProvider(String provider, int weight) {
    if (request.has("LaunchType")) {
      place("the capacity provider " + provider);
    }
    Expr entry =
        Expr.fields()
            .and("CapacityProvider", Text.of(provider).expr())
            .and(
                "Weight",
                Accepted.number(
                    "weight of capacity provider " + provider, weight, 0, 1_000, "choose less"));
    return with(Members.add(request, entry, "CapacityProviderStrategy"));
  }

  /** In these subnets, for a task with a network of its own that is not said to be on Fargate. */
  public EcsTask subnets(Text... ids) {
    return with(Members.put(request, Members.texts(ids), VPC[0], VPC[1], "Subnets"));
  }

  /** With these security groups. */
  public EcsTask securityGroups(Text... ids) {
    return with(Members.put(request, Members.texts(ids), VPC[0], VPC[1], "SecurityGroups"));
  }

  /** With a public address, which a task in a public subnet needs to load its image. */
  public EcsTask publicAddress() {
    return with(Members.put(request, Expr.text("ENABLED"), VPC[0], VPC[1], "AssignPublicIp"));
  }

  /** With this command for a container, in the place of the definition's. */
  public EcsTask command(String container, Text... words) {
    return override(container, Members.put(of(container), Members.texts(words), "Command"));
  }

  /** With a variable of a container's environment. */
  public EcsTask env(String container, String variable, Value<?> value) {
    Expr entry = Expr.fields().and("Name", Text.of(variable).expr()).and("Value", value.asText());
    return override(container, Members.add(of(container), entry, "Environment"));
  }

  /** With a tag group name, which ECS shows and placement can ask for. */
  public EcsTask group(String name) {
    return with(Members.put(request, Text.of(name).expr(), "Group"));
  }

  /**
   * With the roles that the task definition names, which Step Functions must be allowed to hand
   * over; they cannot be changed here. Default <code>${EcsTaskRoleArn}</code> and <code>
   * ${EcsExecutionRoleArn}</code>.
   */
  public EcsTask roles(Text task, Text execution) {
    return new EcsTask(definition, List.of(task, execution), request, containers);
  }

  private void place(String what) {
    if (request.has("LaunchType") || request.has("CapacityProviderStrategy")) {
      throw InvalidWorkflowException.here(
          "an ECS task is placed on "
              + what
              + " and somewhere else too; say fargate, ec2 or capacityProvider, one of them");
    }
  }

  private Expr.Fields of(String container) {
    return containers.getOrDefault(container, Expr.fields().and("Name", Text.of(container).expr()));
  }

  private EcsTask override(String container, Expr.Fields values) {
    Map<String, Expr.Fields> more = new LinkedHashMap<>(containers);
    more.put(container, values);
    return new EcsTask(definition, roles, request, more);
  }

  private EcsTask with(Expr.Fields other) {
    return new EcsTask(definition, roles, other, containers);
  }

  private static Expr.Fields withOverrides(
      Expr.Fields request, Map<String, Expr.Fields> containers) {
    return containers.isEmpty()
        ? request
        : Members.put(
            request,
            new Expr.Elements(new ArrayList<>(containers.values())),
            "Overrides",
            "ContainerOverrides");
  }

  private static Work work(Text definition, List<Text> roles, Expr.Fields request) {
    String known = Arns.of(definition, DEFINITIONS);
    boolean anyRevision =
        known.startsWith(DEFINITIONS) && known.indexOf(':', DEFINITIONS.length()) < 0;
    Call call =
        new Call(
            "ecs:runTask.sync",
            request,
            DAY,
            Ecs.RETRIES,
            List.of(
                Permission.on(anyRevision ? known + ":*" : known, "ecs:RunTask"),
                Permission.on(ECS + "task/*", "ecs:DescribeTasks", "ecs:StopTask"),
                new Permission(
                    List.of("iam:PassRole"),
                    roles.stream().map(Arns::role).distinct().toList(),
                    "ecs-tasks.amazonaws.com"),
                Permission.managedRule("StepFunctionsGetEventsForECSTaskRule")));
    return new Work.Request(
        call,
        Outputs.of(
            Expr.fields()
                .and("taskArn", Expr.result("TaskArn"))
                .and("exitCode", Expr.call("$max([{0}, 0])", Expr.result("Containers", "ExitCode")))
                .and("stoppedReason", Expr.resultOr(Json.of(""), "StoppedReason"))));
  }
}
