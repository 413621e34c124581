package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.scheduler.RunState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Say that a run succeeded or failed. */
@Command(
    name = "mark",
    header = "Say that a run succeeded or failed.",
    description = "A run that is on is stopped.")
final class MarkCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  @Parameters(index = "0", paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private String workflow = "";

  @Parameters(index = "1", paramLabel = "RUN", description = "The run's id; 'runs' shows all.")
  private String run = "";

  @Parameters(index = "2", paramLabel = "STATE", description = "success or failed.")
  private RunState state = RunState.FAILED;

  MarkCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    Json marked =
        options.ask(
            "mark",
            workflow,
            JsonObject.of("run_id", Json.of(run), "state", Json.of(state.word())));
    options.print(marked, () -> options.say("marked %s %s", run, state.word()));
    return ExitCode.OK;
  }
}
