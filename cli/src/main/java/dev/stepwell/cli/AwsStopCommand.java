package dev.stepwell.cli;

import dev.stepwell.aws.cloud.CloudRun;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops an execution on AWS. */
@Command(
    name = "stop",
    header = "Stop a run on AWS.",
    description =
        "The execution ends as ABORTED; its teardowns run in an execution of their own, if it has any.")
final class AwsStopCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(paramLabel = "RUN", description = "Name or ARN of the execution.")
  private String name = "";

  @Option(
      names = "--cause",
      paramLabel = "TEXT",
      defaultValue = "stopped by hand",
      description = "Why, for its history (default: stopped by hand).")
  private String cause = "stopped by hand";

  AwsStopCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    try (StepFunctions client = aws.connect()) {
      CloudRun run = aws.run(client, name, workplace.catalogues().get().workflows());
      client.stop(run.arn(), cause);
      workplace.screen().out().println("stopped " + run.name());
    }
    workplace.screen().out().flush();
    return ExitCode.OK;
  }
}
