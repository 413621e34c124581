package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Have a paused workflow go on. */
@Command(
    name = "unpause",
    header = "Have a paused workflow go on.",
    description = "What becomes of ticks in between, its rule for missed ones says.")
final class UnpauseCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  @Parameters(paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private String workflow = "";

  UnpauseCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    Json answer = options.ask("unpause", workflow, JsonObject.EMPTY);
    options.print(answer, () -> options.say("unpaused %s", workflow));
    return ExitCode.OK;
  }
}
