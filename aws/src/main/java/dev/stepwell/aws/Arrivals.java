package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.CompiledTrigger;
import dev.stepwell.dsl.CompiledTrigger.ObjectCreated;
import java.time.Duration;
import java.util.List;

/**
 * The way of new objects that are to start one execution each: a rule, a queue, and a function that
 * starts executions named after the objects. What the function cannot start after some tries goes
 * to the queue of undelivered triggers.
 */
final class Arrivals {
  private static final String HANDLER = "dev.stepwell.lambdas.fanout.S3FanOut";

  private static final int MEMORY = 512;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  // As AWS advises for queues that a function reads; throttled batches come again meanwhile.
  private static final int VISIBILITY_SECONDS = 6 * (int) TIMEOUT.toSeconds();
  private static final int TRIES = 5;
  private static final int BATCH = 10;
  // The least that there is: a burst waits in the queue and not in front of StartExecution.
  private static final int AT_ONCE = 2;

  private final DeployedNames names;

  Arrivals(DeployedNames names) {
    this.names = names;
  }

  Mapping resources(List<Compiled> workflows) {
    Mapping all = Yaml.map();
    for (Compiled workflow : workflows) {
      for (CompiledTrigger trigger : workflow.triggers()) {
        if (trigger instanceof ObjectCreated object && object.exactlyOnce()) {
          all = all.withAll(resources(workflow, object));
        }
      }
    }
    return all;
  }

  private Mapping resources(Compiled workflow, ObjectCreated object) {
    String id = LogicalIds.of(workflow.name() + "-" + object.name(), "");
    String called = StateMachines.deployedName(workflow) + "-" + object.name();
    return Yaml.map()
        .with(id + "Rule", rule(id, object))
        .with(id + "Queue", queue(called))
        .with(
            id + "QueuePolicy",
            Triggers.policy(id + "Queue", "ArnEquals", Yaml.getAtt(id + "Rule.Arn")))
        .with(id + "Logs", Functions.logGroup(called))
        .with(id + "Function", function(id, called, workflow, object));
  }

  private Mapping rule(String id, ObjectCreated object) {
    return Yaml.map()
        .with("Type", "AWS::Events::Rule")
        .with(
            "Properties",
            Yaml.map()
                .with("State", Yaml.ref(Triggers.STATE))
                .with("EventPattern", names.json(object.pattern()))
                .with(
                    "Targets",
                    Yaml.list(
                        Yaml.map()
                            .with("Id", "queue")
                            .with("Arn", Yaml.getAtt(id + "Queue.Arn"))
                            .withAll(Triggers.delivered()))));
  }

  private static Mapping queue(String called) {
    return Yaml.map()
        .with("Type", "AWS::SQS::Queue")
        .with("DeletionPolicy", "Delete")
        .with("UpdateReplacePolicy", "Delete")
        .with(
            "Properties",
            Yaml.map()
                .with("QueueName", Yaml.sub(called))
                .with("SqsManagedSseEnabled", true)
                .with("VisibilityTimeout", VISIBILITY_SECONDS)
                .with(
                    "RedrivePolicy",
                    Yaml.map()
                        .with("deadLetterTargetArn", Yaml.getAtt(Triggers.QUEUE + ".Arn"))
                        .with("maxReceiveCount", TRIES)));
  }

  private Mapping function(String id, String called, Compiled workflow, ObjectCreated object) {
    String machine = "${" + StateMachines.id(workflow) + "}:" + StateMachines.ALIAS;
    return Functions.function(
        Functions.properties(called, HANDLER, MEMORY, TIMEOUT, id + "Logs")
            .with(
                "Environment",
                Yaml.map()
                    .with(
                        "Variables",
                        Yaml.map()
                            .with("STATE_MACHINE_ARN", Yaml.sub(machine))
                            .with("INPUT_TEMPLATE", names.text(object.inputTemplate()))))
            .with(
                "Policies",
                Yaml.list(
                    Statements.document(
                        List.of(
                            Statements.allow(List.of("states:StartExecution"), List.of(machine))))))
            .with(
                "Events",
                Yaml.map()
                    .with(
                        "Arrivals",
                        Yaml.map()
                            .with("Type", "SQS")
                            .with(
                                "Properties",
                                Yaml.map()
                                    .with("Queue", Yaml.getAtt(id + "Queue.Arn"))
                                    .with("BatchSize", BATCH)
                                    .with(
                                        "FunctionResponseTypes", List.of("ReportBatchItemFailures"))
                                    .with(
                                        "ScalingConfig",
                                        Yaml.map().with("MaximumConcurrency", AT_ONCE))))));
  }
}
