package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.aws.yaml.YamlWriter;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.CompiledTrigger.ExecutionLost;
import dev.stepwell.dsl.CompiledTrigger.ObjectCreated;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resource.Bucket;
import dev.stepwell.dsl.Resource.Crawler;
import dev.stepwell.dsl.Resource.DeliveryStream;
import dev.stepwell.dsl.Resource.Function;
import dev.stepwell.dsl.Resource.Job;
import dev.stepwell.dsl.Resource.Ruleset;
import dev.stepwell.dsl.Resource.Topic;
import dev.stepwell.dsl.Resource.Warehouse;
import dev.stepwell.dsl.Resources;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The SAM template of a project: its workflows as state machines with triggers, and what they need.
 * The same input gives the same text.
 */
public final class SamTemplate {
  private static final String GLUE_ROLE = "GlueRole";

  private static final String HEADER =
      """
      Generated from the workflows; change those and generate again.

        mvn package                                       makes the jar of the functions
        sam deploy --guided --capabilities CAPABILITY_IAM

      Leave sam build out: the jar is built already. Afterwards do what the outputs say.""";

  private static final int LONGEST_DESCRIPTION = 1024;

  private final List<Compiled> workflows;
  private final Resources resources;
  private final Buckets buckets;
  private final boolean glue;
  private final boolean scripts;
  private final DeployedNames names;

  private SamTemplate(List<Compiled> workflows, Resources resources) {
    this.workflows = List.copyOf(workflows);
    this.resources = resources;
    this.buckets = new Buckets(resources, startingBuckets(workflows));
    this.scripts = !resources.all(Job.class).isEmpty();
    this.glue =
        scripts
            || !resources.all(Crawler.class).isEmpty()
            || !resources.all(Ruleset.class).isEmpty();
    this.names =
        new DeployedNames(resources, roles(), workflows.stream().map(StateMachines::id).toList());
  }

  /**
   * The template as text.
   *
   * @param workflows in the order in which they are to appear; their definitions are expected in
   *     {@code generated-asl/<name>.asl.json}, relative to the template
   * @throws IllegalArgumentException if a name does not fit into AWS's limits
   */
  public static String of(List<Compiled> workflows, Resources resources) {
    return new SamTemplate(workflows, resources).text();
  }

  /** The alias of each machine that triggers and commands start. */
  public static final String ALIAS = StateMachines.ALIAS;

  /** The logical id of a workflow's machine in the template. */
  public static String logicalId(Compiled workflow) {
    return StateMachines.id(workflow);
  }

  /**
   * The ARN of the queue through which objects start a machine exactly once.
   *
   * @param machineArn the deployed machine's
   * @param trigger the trigger's name
   */
  public static String arrivals(String machineArn, String trigger) {
    return machineArn.replace(":states:", ":sqs:").replace(":stateMachine:", ":") + "-" + trigger;
  }

  private String text() {
    Mapping declared = declared();
    Mapping template =
        Yaml.map()
            .with("AWSTemplateFormatVersion", "2010-09-09", HEADER)
            .with("Transform", "AWS::Serverless-2016-10-31")
            .with("Description", description())
            .with("Parameters", parameters());
    template = alarmed() ? template.with("Conditions", Alarms.conditions()) : template;
    template = template.with("Resources", declared);
    return YamlWriter.write(template.with("Outputs", outputs()));
  }

  private String description() {
    String all = workflows.stream().map(Compiled::name).collect(Collectors.joining(", "));
    String text = "Workflows: " + all;
    return text.substring(0, Math.min(LONGEST_DESCRIPTION, text.length()));
  }

  private Mapping declared() {
    Mapping all = new StateMachines(names, resources, workflows).resources(workflows);
    if (!workflows.isEmpty()) {
      all =
          all.withAll(RunLedger.resources(workflows, resources))
              .withAll(Triggers.queue())
              .withAll(new Arrivals(names).resources(workflows))
              .withAll(Alarms.resources(workflows));
    }
    all =
        all.withAll(Functions.resources(resources))
            .withAll(buckets.resources(scripts))
            .withAll(Topics.resources(resources))
            .withAll(Messaging.resources(resources))
            .withAll(DeliveryStreams.resources(resources))
            .withAll(Alarms.resources(resources));
    if (glue) {
      all =
          all.withAll(new GlueResources(resources, GLUE_ROLE).resources())
              .with(GLUE_ROLE, Roles.glue(resources, buckets, scripts));
    }
    for (String role : copyRoles()) {
      all = all.with(role, Roles.copy(buckets));
    }
    return all;
  }

  private boolean alarmed() {
    return !workflows.isEmpty() || !resources.all(DeliveryStream.class).isEmpty();
  }

  private boolean started() {
    return workflows.stream()
        .flatMap(workflow -> workflow.triggers().stream())
        .anyMatch(trigger -> !(trigger instanceof ExecutionLost));
  }

  /** After the resources, whose placeholders may ask for more. */
  private Mapping parameters() {
    Mapping all =
        Yaml.map()
            .with(
                "NamePrefix",
                Yaml.map()
                    .with("Type", "String")
                    .with("Default", "stepwell")
                    .with("AllowedPattern", "[a-z][a-z0-9-]{1,20}")
                    .with(
                        "Description",
                        "Begins the names of state machines, buckets, topics and functions"));
    if (started()) {
      all = all.with(Triggers.STATE, Triggers.parameter());
    }
    if (!workflows.isEmpty()
        || !resources.all(Function.class).isEmpty()
        || !resources.all(DeliveryStream.class).isEmpty()) {
      all = all.with(LogGroups.RETENTION, LogGroups.parameter());
    }
    if (!workflows.isEmpty()) {
      all = all.with(RunLedger.DAYS, RunLedger.parameter());
    }
    if (alarmed()) {
      all = all.with(Alarms.TOPIC, Alarms.parameter());
    }
    for (Warehouse warehouse : resources.all(Warehouse.class)) {
      all =
          all.with(
              StateMachines.workgroupParameter(warehouse),
              Yaml.map()
                  .with("Type", "String")
                  .with(
                      "AllowedPattern",
                      "arn:[a-z0-9-]+:redshift-serverless:[a-z0-9-]+:[0-9]{12}:workgroup/.+")
                  .with(
                      "Description",
                      "ARN of the Redshift Serverless workgroup '" + warehouse.workgroup() + "'"));
    }
    for (String name : names.parameters()) {
      all =
          all.with(
              name,
              Yaml.map()
                  .with("Type", "String")
                  .with("Description", "A name that the workflows use and no resource here has"));
    }
    return all;
  }

  private Mapping outputs() {
    Mapping all = Yaml.map();
    for (Compiled workflow : workflows) {
      String id = StateMachines.id(workflow);
      all = all.with(id + "Arn", output("Starts " + workflow.name(), id));
    }
    for (Bucket bucket : resources.all(Bucket.class)) {
      all = all.with(Buckets.id(bucket) + "Name", output(bucket.name(), Buckets.id(bucket)));
    }
    for (Topic topic : resources.all(Topic.class)) {
      all = all.with(Topics.id(topic) + "Arn", output("Subscribe to this", Topics.id(topic)));
    }
    for (Function function : resources.all(Function.class)) {
      all =
          all.with(
              Functions.id(function) + "Arn", output(function.name(), Functions.alias(function)));
    }
    for (DeliveryStream stream : resources.all(DeliveryStream.class)) {
      all =
          all.with(
              DeliveryStreams.id(stream) + "Name",
              output("Put records into this", DeliveryStreams.id(stream)));
    }
    for (String role : copyRoles()) {
      all =
          all.with(
              role + "Arn",
              Yaml.map()
                  .with("Description", "Attach this role to the warehouse's namespace")
                  .with("Value", Yaml.getAtt(role + ".Arn")));
    }
    return scripts
        ? all.with(
            "UploadScripts",
            Yaml.map()
                .with("Description", "Run this in the project after each change of a script")
                .with(
                    "Value",
                    Yaml.sub(
                        "aws s3 sync workflows/src/main/resources s3://${"
                            + Buckets.SCRIPTS
                            + "} --exclude '*' --include '*.sql' --include '*.py'")))
        : all;
  }

  private static Mapping output(String description, String reference) {
    return Yaml.map().with("Description", description).with("Value", Yaml.ref(reference));
  }

  private List<String> roles() {
    var roles = new ArrayList<>(copyRoles());
    if (glue) {
      roles.add(GLUE_ROLE);
    }
    return roles;
  }

  private Set<String> copyRoles() {
    var roles = new LinkedHashSet<String>();
    for (Warehouse warehouse : resources.all(Warehouse.class)) {
      roles.add(LogicalIds.of(warehouse.copyRole(), "Role"));
    }
    return roles;
  }

  private static Set<String> startingBuckets(List<Compiled> workflows) {
    return workflows.stream()
        .flatMap(workflow -> workflow.triggers().stream())
        .filter(ObjectCreated.class::isInstance)
        .map(trigger -> Resource.bucketName(((ObjectCreated) trigger).bucket()))
        .collect(Collectors.toSet());
  }
}
