package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.aws.cloud.CloudRun;
import dev.stepwell.aws.cloud.DeployedValues;
import dev.stepwell.aws.cloud.Machine;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.aws.diff.Change;
import dev.stepwell.aws.diff.DefinitionDiff;
import dev.stepwell.cli.output.ExitCode;
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

/** Shows what deploying would change. */
@Command(
    name = "diff",
    header = "Show what differs between the workflows and what is deployed.",
    description = {
      "State by state: what is added, removed and changed. The order of members and comments are no difference."
          + " Executions that run keep the definition that they began with; they are listed.",
      "",
      "Then the stack: what each role may do, triggers, and every other resource, as the template that was deployed last"
          + " has them. If workflows are named, only what belongs to their machines. What somebody changed by hand is for"
          + " CloudFormation's drift detection.",
      "",
      "Exit code 1 if anything differs."
    })
final class AwsDiffCommand implements Callable<Integer> {

  private static final int LISTED = 1000;

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
      names = "--stack",
      paramLabel = "NAME",
      description = "The stack's name (default: the prefix).")
  private @Nullable String stack;

  @Option(names = "--json", description = "Print JSON, one machine a line, then the stack.")
  private boolean asJson;

  AwsDiffCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    boolean same = true;
    List<Compiled> all = AwsWorkflows.compiled(workplace, names);
    try (StepFunctions client = aws.connect()) {
      for (Compiled each : all) {
        Optional<Machine> machine = client.machine(aws.deployedName(each.name()));
        List<Change> changes = machine.map(there -> changes(each, there)).orElse(List.of());
        List<CloudRun> open =
            machine.isPresent() && !changes.isEmpty()
                ? client.runs(machine.get(), LISTED).stream()
                    .filter(run -> run.status().equals("RUNNING"))
                    .toList()
                : List.of();
        if (asJson) {
          workplace
              .screen()
              .out()
              .println(json(each, machine.isPresent(), changes, open).compact());
        } else {
          print(each, machine.isPresent(), changes, open);
        }
        same &= machine.isPresent() && changes.isEmpty();
      }
    }
    same &= new StackDiff(workplace, aws, stack, asJson).print(all, names != null);
    workplace.screen().out().flush();
    return same ? ExitCode.OK : ExitCode.FAILED;
  }

  private List<Change> changes(Compiled compiled, Machine machine) {
    Map<String, String> known =
        new HashMap<>(DeployedValues.of(compiled.definition(), machine.definition()));
    if (values != null) {
      known.putAll(values);
    }
    compiled.deployedNames().forEach(name -> known.putIfAbsent(name, "${" + name + "}"));
    return DefinitionDiff.of(
        machine.definition(), DeployedValues.fill(compiled.definition(), known));
  }

  private void print(Compiled compiled, boolean there, List<Change> changes, List<CloudRun> open) {
    PrintWriter out = workplace.screen().out();
    if (!there) {
      out.println(compiled.name() + "  is not deployed");
      return;
    }
    out.println(
        compiled.name()
            + "  "
            + (changes.isEmpty() ? "is the same" : Words.count(changes.size(), "change")));
    changes.forEach(change -> out.println("  " + change.text()));
    if (!open.isEmpty()) {
      out.println(
          "  "
              + Words.count(open.size(), "execution")
              + " will end with the definition that is deployed now:");
      open.forEach(run -> out.println("    " + run.name()));
    }
  }

  private static JsonObject json(
      Compiled compiled, boolean there, List<Change> changes, List<CloudRun> open) {
    return JsonObject.builder()
        .put("workflow", compiled.name())
        .put("deployed", there)
        .put("changes", JsonArray.of(changes.stream().map(AwsDiffCommand::json).toList()))
        .put(
            "openExecutions",
            JsonArray.of(open.stream().<Json>map(run -> Json.of(run.name())).toList()))
        .build();
  }

  private static JsonObject json(Change change) {
    return JsonObject.builder()
        .put("state", change.state())
        .put("part", change.part())
        .put("before", change.before() == null ? JsonNull.NULL : change.before())
        .put("after", change.after() == null ? JsonNull.NULL : change.after())
        .build();
  }
}
