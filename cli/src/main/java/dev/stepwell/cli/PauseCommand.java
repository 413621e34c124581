package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Have a workflow start no more runs. */
@Command(
    name = "pause",
    header = "Have a workflow start no more runs.",
    description = "Runs that are on go on. Runs that somebody triggers wait.")
final class PauseCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  @Parameters(paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private String workflow = "";

  PauseCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    Json answer = options.ask("pause", workflow, JsonObject.EMPTY);
    options.print(answer, () -> options.say("paused %s", workflow));
    return ExitCode.OK;
  }
}
