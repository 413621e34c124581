package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Resource.Warehouse;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.model.Grant;
import dev.stepwell.dsl.model.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** State machines, each with a log and a role of its own that may do what its steps do. */
final class StateMachines {
  /** What triggers and commands start; it names the version that was deployed last. */
  static final String ALIAS = "live";

  private static final String ANY_WORKGROUP = ":workgroup/*";

  private static final List<String> LOG_DELIVERY =
      List.of(
          "logs:CreateLogDelivery",
          "logs:GetLogDelivery",
          "logs:UpdateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:DescribeResourcePolicies",
          "logs:DescribeLogGroups");

  private final DeployedNames names;
  private final List<String> workgroups;
  private final Set<String> machines;

  StateMachines(DeployedNames names, Resources resources, List<Compiled> workflows) {
    this.names = names;
    this.machines = workflows.stream().map(Compiled::name).collect(Collectors.toSet());
    this.workgroups =
        resources.all(Warehouse.class).stream()
            .map(StateMachines::workgroupParameter)
            .map(parameter -> "${" + parameter + "}")
            .toList();
  }

  /** A workgroup's ARN has a generated id, so that nobody can make it up from the name. */
  static String workgroupParameter(Warehouse warehouse) {
    return LogicalIds.of(warehouse.workgroup(), "WorkgroupArn");
  }

  static String id(Compiled workflow) {
    return LogicalIds.of(workflow.name(), "StateMachine");
  }

  Mapping resources(List<Compiled> workflows) {
    Mapping all = Yaml.map();
    for (Compiled workflow : workflows) {
      all =
          all.with(logs(workflow), LogGroups.of("/aws/vendedlogs/states/" + deployedName(workflow)))
              .with(id(workflow), machine(workflow));
    }
    return all;
  }

  private static String logs(Compiled workflow) {
    return LogicalIds.of(workflow.name(), "Logs");
  }

  static String deployedName(Compiled workflow) {
    return "${NamePrefix}-" + workflow.name();
  }

  private Mapping machine(Compiled workflow) {
    Mapping properties =
        Yaml.map()
            .with("Name", Yaml.sub(deployedName(workflow)))
            .with("Type", "STANDARD")
            .with("AutoPublishAlias", ALIAS)
            .with("UseAliasAsEventTarget", true)
            .with("DefinitionUri", "generated-asl/" + workflow.name() + ".asl.json");
    Mapping substitutions = Yaml.map();
    for (String name : workflow.deployedNames()) {
      substitutions = substitutions.with(name, names.value(name));
    }
    if (!substitutions.isEmpty()) {
      properties = properties.with("DefinitionSubstitutions", substitutions);
    }
    properties =
        properties
            .with("Logging", logging(logs(workflow), "ALL", true))
            .with("Tracing", Yaml.map().with("Enabled", true))
            .with("Policies", Yaml.list(policy(workflow)));
    Mapping events = new Triggers(names).events(workflow.triggers());
    if (!events.isEmpty()) {
      properties = properties.with("Events", events);
    }
    return Yaml.map().with("Type", "AWS::Serverless::StateMachine").with("Properties", properties);
  }

  /**
   * Logging into a group.
   *
   * @param group its logical id
   * @param level {@code ALL}, {@code ERROR}, ...
   * @param data whether inputs and outputs are logged too
   */
  static Mapping logging(String group, String level, boolean data) {
    return Yaml.map()
        .with("Level", level)
        .with("IncludeExecutionData", data)
        .with(
            "Destinations",
            Yaml.list(
                Yaml.map()
                    .with(
                        "CloudWatchLogsLogGroup",
                        Yaml.map().with("LogGroupArn", Yaml.getAtt(group + ".Arn")))));
  }

  /** One statement for the same actions, in the order of the steps, which the comments name. */
  private Mapping policy(Compiled workflow) {
    Map<Actions, Reach> reaches = new LinkedHashMap<>();
    for (Grant grant : workflow.iam()) {
      Permission permission = grant.permission();
      Reach reach =
          reaches.computeIfAbsent(
              new Actions(permission.actions(), permission.conditions()), actions -> new Reach());
      permission.resources().forEach(pattern -> reach.resources.addAll(narrowed(pattern)));
      reach.steps.addAll(grant.steps());
    }
    var statements = new ArrayList<Yaml>();
    reaches.forEach(
        (actions, reach) ->
            statements.add(
                new Yaml.Commented(
                    String.join(", ", reach.steps),
                    allowed(actions, List.copyOf(reach.resources)))));
    statements.add(ownLog());
    return Statements.document(statements);
  }

  /**
   * A machine's ARN is made of its name, not asked for by reference: a role that refers to the
   * machine which refers to the role would be a cycle.
   */
  private static final Pattern OWN = Pattern.compile("(.*:(?:stateMachine|execution):)\\*(.*)");

  private List<String> narrowed(String pattern) {
    Matcher own = OWN.matcher(pattern);
    if (own.matches() && machines.contains(own.group(2).replaceFirst("/.*", ""))) {
      return List.of(own.group(1) + "${NamePrefix}-" + own.group(2));
    }
    return pattern.endsWith(ANY_WORKGROUP) && !workgroups.isEmpty()
        ? workgroups
        : List.of(names.inPolicy(pattern));
  }

  static Yaml ownLog() {
    return new Yaml.Commented(
        "the machine's own log", Statements.allow(LOG_DELIVERY, List.of("*")));
  }

  /** What is allowed where, and for whom. */
  private static final class Reach {
    final Set<String> resources = new LinkedHashSet<>();
    final Set<String> steps = new LinkedHashSet<>();
  }

  private record Actions(List<String> names, Map<String, String> conditions) {}

  private Mapping allowed(Actions actions, List<String> resources) {
    if (actions.conditions().isEmpty()) {
      return Statements.allow(actions.names(), resources);
    }
    Mapping equal = Yaml.map();
    Mapping like = Yaml.map();
    for (Map.Entry<String, String> condition : actions.conditions().entrySet()) {
      String value = condition.getValue();
      Yaml text = names.text(value);
      if (value.contains("*") || value.contains("?")) {
        like = like.with(condition.getKey(), text);
      } else {
        equal = equal.with(condition.getKey(), text);
      }
    }
    Mapping conditions = Yaml.map();
    conditions = equal.isEmpty() ? conditions : conditions.with("StringEquals", equal);
    conditions = like.isEmpty() ? conditions : conditions.with("StringLike", like);
    return Statements.allowIf(actions.names(), resources, conditions);
  }
}
