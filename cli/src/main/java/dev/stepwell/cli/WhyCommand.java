package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Say why a workflow does not start, or a run is not done. */
@Command(
    name = "why",
    header = "Say why a workflow does not start, or a run is not done.",
    description = "All reasons there are, from the rules that decide it.")
final class WhyCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  @Parameters(index = "0", paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private String workflow = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "The run's id.")
  private @Nullable String run;

  WhyCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    JsonObject more = run == null ? JsonObject.EMPTY : JsonObject.of("run_id", Json.of(run));
    Json reasons = options.ask("why", workflow, more);
    options.print(
        reasons, () -> options.table(reasons, "Nothing keeps it back.", "code", "reason"));
    return ExitCode.OK;
  }
}
