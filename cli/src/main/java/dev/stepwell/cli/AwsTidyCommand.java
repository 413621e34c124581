package dev.stepwell.cli;

import dev.stepwell.aws.cloud.CloudRun;
import dev.stepwell.aws.cloud.Machine;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes the state machines that ran steps again. */
@Command(
    name = "tidy",
    header = "Delete the state machines that 'clear' made on AWS and that have ended.",
    description =
        "Their histories go with them; the stack's table of runs keeps what became of them. Those that can still be redriven are left.")
final class AwsTidyCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      defaultValue = "14",
      description =
          "Whose last execution ended so many days ago (default: 14, as long as one can be redriven).")
  private int days = 14;

  @Option(names = "--dry-run", description = "Show which would be deleted.")
  private boolean dryRun;

  AwsTidyCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    if (days < 0) {
      throw UserException.usage(
          "--older-than must be 0 or more days, not %d.\nSay 14, or leave it out.".formatted(days));
    }
    PrintWriter out = workplace.screen().out();
    Instant before = workplace.clock().instant().minus(Duration.ofDays(days));
    try (StepFunctions client = aws.connect()) {
      for (Machine machine : client.machines(this::isRerun)) {
        if (hasEnded(client.runs(machine, Integer.MAX_VALUE), before)) {
          if (!dryRun) {
            client.delete(machine);
          }
          out.println((dryRun ? "would delete " : "deleted ") + machine.name());
        }
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private boolean isRerun(String machine) {
    return workplace.catalogues().get().workflows().stream()
        .map(workflow -> aws.deployedName(workflow.name()) + AwsClearCommand.RERUN)
        .anyMatch(machine::startsWith);
  }

  private static boolean hasEnded(List<CloudRun> runs, Instant before) {
    return runs.stream().allMatch(run -> run.stopped() != null && !run.stopped().isAfter(before));
  }
}
