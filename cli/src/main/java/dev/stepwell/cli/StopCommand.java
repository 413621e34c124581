package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stop a run that has not ended. */
@Command(
    name = "stop",
    header = "Stop a run that has not ended.",
    description = "It is failed then, and can be cleared.")
final class StopCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  @Parameters(index = "0", paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private String workflow = "";

  @Parameters(index = "1", paramLabel = "RUN", description = "The run's id; 'runs' shows all.")
  private String run = "";

  StopCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    Json stopped = options.ask("stop", workflow, JsonObject.of("run_id", Json.of(run)));
    options.print(stopped, () -> options.say("stopped %s", run));
    return ExitCode.OK;
  }
}
