package dev.stepwell.cli;

import dev.stepwell.aws.cloud.CloudTrigger;
import dev.stepwell.cli.output.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has the triggers of a workflow on AWS start runs again. */
@Command(
    name = "unpause",
    header = "Have schedules and events start runs of a workflow on AWS again.",
    description = "Dates that were missed are run with './stepwell aws backfill WORKFLOW --ticks'.")
final class AwsUnpauseCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private String workflow = "";

  AwsUnpauseCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    List<CloudTrigger> unpaused = new AwsTriggers(aws).enable(workplace.workflow(workflow), true);
    unpaused.forEach(each -> workplace.screen().out().println("enabled " + each.name()));
    workplace.screen().out().println("unpaused " + workflow);
    workplace.screen().out().flush();
    return ExitCode.OK;
  }
}
