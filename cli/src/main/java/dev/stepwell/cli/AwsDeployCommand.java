package dev.stepwell.cli;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.aws.cloud.DeployedValues;
import dev.stepwell.aws.cloud.Machine;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.aws.diff.DefinitionDiff;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.output.Words;
import dev.stepwell.dsl.Compiled;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives machines that are deployed the definitions that the workflows compile to. */
@Command(
    name = "deploy",
    header = "Give deployed state machines the definitions of the workflows, and nothing else.",
    description = {
      "The names that a definition takes from the stack are read from the definition that is deployed. What needs other"
          + " rights, resources or triggers needs the whole stack: sam deploy.",
      "A definition that is the same is left alone. Executions that run keep the one that they began with."
    })
final class AwsDeployCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(arity = "0..*", paramLabel = "WORKFLOW", description = "Which (default: all).")
  private @Nullable List<String> names;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "What a name of the definition is, where the deployed one does not tell.")
  private @Nullable Map<String, String> values;

  @Option(
      names = "--role",
      paramLabel = "ARN",
      description = "Makes machines that are not there, with this role.")
  private @Nullable String role;

  AwsDeployCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    PrintWriter out = workplace.screen().out();
    List<Compiled> all = AwsWorkflows.compiled(workplace, names);
    try (StepFunctions client = aws.connect()) {
      for (Compiled each : all) {
        out.println(each.name() + "  " + deploy(client, each));
        out.flush();
      }
    }
    return ExitCode.OK;
  }

  private String deploy(StepFunctions client, Compiled compiled) {
    String name = aws.deployedName(compiled.name());
    Optional<Machine> there = client.machine(name);
    Map<String, String> known = new HashMap<>();
    there.ifPresent(
        machine -> known.putAll(DeployedValues.of(compiled.definition(), machine.definition())));
    if (values != null) {
      known.putAll(values);
    }
    if (there.isEmpty() && role == null) {
      throw UserException.failure(
          "there is no state machine '%s'.\nDeploy the whole stack with sam deploy, or make the machine with --role ARN."
              .formatted(name));
    }
    JsonObject definition = DeployedValues.fill(compiled.definition(), known);
    if (there.isEmpty()) {
      return "created " + client.create(name, definition, String.valueOf(role));
    }
    int changes = DefinitionDiff.of(there.get().definition(), definition).size();
    if (changes == 0) {
      return "is the same";
    }
    client.update(there.get(), definition);
    return "updated, " + Words.count(changes, "change");
  }
}
