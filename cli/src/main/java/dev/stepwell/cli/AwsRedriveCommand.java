package dev.stepwell.cli;

import dev.stepwell.aws.cloud.CloudRun;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has an execution on AWS go on. */
@Command(
    name = "redrive",
    header = "Have a failed run on AWS go on from the steps that were not successful.",
    description =
        "The same execution with the definition that it began with; within 14 days of its end.")
final class AwsRedriveCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(paramLabel = "RUN", description = "Name or ARN of the execution.")
  private String name = "";

  AwsRedriveCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    try (StepFunctions client = aws.connect()) {
      CloudRun run = aws.run(client, name, workplace.catalogues().get().workflows());
      client.redrive(run.arn());
      workplace.screen().out().println(run.name() + " goes on");
    }
    workplace.screen().out().flush();
    return ExitCode.OK;
  }
}
