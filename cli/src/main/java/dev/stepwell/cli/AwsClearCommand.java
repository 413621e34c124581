package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.resume.ResumeDefinition;
import dev.stepwell.aws.cloud.CloudRun;
import dev.stepwell.aws.cloud.Machine;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.output.Words;
import dev.stepwell.cli.schedule.Rerun;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.scheduler.RunIds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs steps of an ended execution on AWS again. */
@Command(
    name = "clear",
    header = "Run an ended execution on AWS again from a step, with what is deployed now.",
    description = {
      "Unlike redrive it takes any step, also of an execution that succeeded, and the definition that is deployed now. The"
          + " steps that are not run again give what they gave before.",
      "The steps run in a state machine of their own beside the workflow's, with its role; './stepwell aws tidy' deletes it later."
    })
final class AwsClearCommand implements Callable<Integer> {

  /** What the name of a machine has that runs steps again, after the workflow's. */
  static final String RERUN = "-rerun-";

  private static final int HASHED = 8;

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(paramLabel = "RUN", description = "Name or ARN of the execution.")
  private String name = "";

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description = "Run this step again and all that waits for it; may be given several times.")
  private List<String> steps = new ArrayList<>();

  @Option(
      names = "--failed",
      description =
          "Run the steps again that failed, and what follows; of a Map only the items that were not done.")
  private boolean failed;

  @Option(names = "--dry-run", description = "Show which steps would run again.")
  private boolean dryRun;

  AwsClearCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    if (failed == !steps.isEmpty()) {
      throw UserException.usage(
          "which steps are to run again?\nName them with --step, or take those that failed with"
              + " --failed.");
    }
    try (StepFunctions client = aws.connect()) {
      CloudRun run = aws.run(client, name, workplace.catalogues().get().workflows());
      if (run.stopped() == null) {
        throw UserException.failure(
            "'%s' has not ended.\nStop it first, or wait for its end.".formatted(run.name()));
      }
      Workflow<?> workflow = workflow(run);
      Machine machine = aws.machine(client, workflow.name());
      Rerun rerun = new Rerun(workflow.compile(), client.history(run.arn()));
      Set<String> again = rerun.downstream(failed ? rerun.failed() : new LinkedHashSet<>(steps));
      ResumeDefinition resume = rerun.definition(machine.definition(), again, failed, run.name());
      workplace.screen().out().println("again: " + String.join(", ", again));
      resume
          .keptItems()
          .forEach(
              (map, items) ->
                  workplace
                      .screen()
                      .out()
                      .printf("%s: %s kept%n", map, Words.count(items, "item")));
      if (!dryRun) {
        workplace.screen().out().println(start(client, machine, run, again, resume));
      }
    }
    workplace.screen().out().flush();
    return ExitCode.OK;
  }

  /** The workflow of an execution, also of one that ran steps again. */
  private Workflow<?> workflow(CloudRun run) {
    String[] parts = run.arn().split(":", -1);
    String machine = parts[parts.length - 2];
    return workplace.catalogues().get().workflows().stream()
        .filter(
            each ->
                machine.equals(aws.deployedName(each.name()))
                    || machine.startsWith(aws.deployedName(each.name()) + RERUN))
        .findFirst()
        .orElseThrow(
            () ->
                UserException.usage(
                    "the state machine '%s' is none of this project's workflows.\nName the stack's prefix with --prefix."
                        .formatted(machine)));
  }

  private static String start(
      StepFunctions client,
      Machine machine,
      CloudRun run,
      Set<String> again,
      ResumeDefinition resume) {
    String hash = RunIds.hash(run.arn() + again).substring(0, HASHED);
    // A name of its own: what UpdateStateMachine changes may be seen by later starts only.
    String called =
        machine.name().substring(0, Math.min(machine.name().length(), 64)) + RERUN + hash;
    if (client.machine(called).isEmpty()) {
      client.create(called, resume.definition(), machine.roleArn());
    }
    Machine made = client.machine(called).orElseThrow();
    @Nullable String input = run.input();
    return client.start(
        made,
        run.name().substring(0, Math.min(run.name().length(), 71)) + "-" + hash,
        (JsonObject) Json.parse(input == null ? "{}" : input));
  }
}
