package dev.stepwell.cli;

import dev.stepwell.aws.cloud.CloudTrigger;
import dev.stepwell.cli.output.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has the triggers of a workflow on AWS start nothing. */
@Command(
    name = "pause",
    header = "Have schedules and events start no more runs of a workflow on AWS.",
    description = {
      "Runs that are on go on, and runs can be started by hand. What happens meanwhile is not caught up: EventBridge forgets"
          + " it. A deployment leaves it paused as long as the template's State of the trigger does not change."
    })
final class AwsPauseCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private String workflow = "";

  AwsPauseCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    List<CloudTrigger> paused = new AwsTriggers(aws).enable(workplace.workflow(workflow), false);
    paused.forEach(each -> workplace.screen().out().println("disabled " + each.name()));
    workplace.screen().out().println("paused " + workflow);
    workplace.screen().out().flush();
    return ExitCode.OK;
  }
}
