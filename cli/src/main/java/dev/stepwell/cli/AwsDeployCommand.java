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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deploys the stack, or gives machines that are deployed the definitions of the workflows. */
@Command(
    name = "deploy",
    header = "Deploy the whole stack with SAM, or definitions alone.",
    description = {
      "Runs 'sam deploy' on the template, which must be what the workflows compile to; the functions' jar must be built"
          + " (mvn package). The first time, 'sam deploy --guided' asks for what it needs and remembers it.",
      "",
      "With --definitions-only, deployed state machines get the definitions of the workflows, and nothing else changes. The"
          + " names that a definition takes from the stack are read from the definition that is deployed. A definition"
          + " that is the same is left alone. Executions that run keep the one that they began with."
    })
final class AwsDeployCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(arity = "0..*", paramLabel = "WORKFLOW", description = "Which (default: all).")
  private @Nullable List<String> names;

  @Option(names = "--definitions-only", description = "Change nothing but definitions.")
  private boolean definitionsOnly;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the template; NamePrefix is --prefix.")
  private @Nullable Map<String, String> parameters;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "The stack's name (default: the prefix).")
  private @Nullable String stack;

  @Option(
      names = "--sam",
      paramLabel = "FILE",
      hidden = true,
      description = "The SAM command line.")
  private String sam = "sam";

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
    return definitionsOnly ? definitions() : stack();
  }

  private int stack() {
    if (names != null || values != null || role != null || aws.isElsewhere()) {
      throw UserException.usage(
          "single workflows, --set, --role and --endpoint are about definitions, and SAM deploys the whole stack.\nAdd --definitions-only, or leave them out.");
    }
    Integer current = new CompileCommand(workplace).check();
    if (current != ExitCode.OK) {
      return current;
    }
    Map<String, String> all = new LinkedHashMap<>();
    all.put("NamePrefix", aws.prefix());
    if (parameters != null) {
      all.putAll(parameters);
    }
    int code =
        new SamStack(sam, workplace.folder().root())
            .deploy(
                stack == null ? aws.prefix() : stack, aws.where(), all, workplace.screen().out());
    return code == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private int definitions() {
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
