package dev.stepwell.cli;

import dev.stepwell.aws.SamTemplate;
import dev.stepwell.aws.cloud.CloudTrigger;
import dev.stepwell.aws.cloud.CloudTriggers;
import dev.stepwell.aws.cloud.Machine;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.dsl.CompiledTrigger;
import dev.stepwell.dsl.Workflow;
import java.util.ArrayList;
import java.util.List;

/** The triggers of workflows on AWS, switched on and off. */
final class AwsTriggers {

  private final AwsOptions aws;

  AwsTriggers(AwsOptions aws) {
    this.aws = aws;
  }

  /** What starts a workflow, which must be deployed. */
  List<CloudTrigger> of(Workflow<?> workflow) {
    try (CloudTriggers client = CloudTriggers.at(aws.connection())) {
      return of(client, workflow);
    }
  }

  private List<CloudTrigger> of(CloudTriggers client, Workflow<?> workflow) {
    String machine = machine(workflow.name()).arn();
    List<String> targets = new ArrayList<>();
    targets.add(machine);
    targets.add(machine + ":" + SamTemplate.ALIAS);
    for (CompiledTrigger trigger : workflow.compile().triggers()) {
      if (trigger instanceof CompiledTrigger.ObjectCreated object && object.exactlyOnce()) {
        targets.add(SamTemplate.arrivals(machine, object.name()));
      }
    }
    return client.of(targets);
  }

  private Machine machine(String workflow) {
    try (StepFunctions client = aws.connect()) {
      return aws.machine(client, workflow);
    }
  }

  /**
   * Switches all triggers of a workflow; gives those that were not so already.
   *
   * @throws UserException if it has none
   */
  List<CloudTrigger> enable(Workflow<?> workflow, boolean enabled) {
    try (CloudTriggers client = CloudTriggers.at(aws.connection())) {
      List<CloudTrigger> all = of(client, workflow);
      if (all.isEmpty()) {
        throw UserException.failure(
            "nothing on AWS starts '%s'.\nIt has no schedule and no rule there; whoever starts it by hand is not held back."
                .formatted(workflow.name()));
      }
      List<CloudTrigger> others =
          all.stream().filter(trigger -> trigger.enabled() != enabled).toList();
      others.forEach(trigger -> client.enable(trigger, enabled));
      return others;
    }
  }
}
