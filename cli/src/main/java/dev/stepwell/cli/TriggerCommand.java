package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Make a run of a workflow now. */
@Command(
    name = "trigger",
    header = "Make a run of a workflow now.",
    description =
        "Without --input the run gets what the workflow's timetable makes of its date, or of now. It waits while the workflow is paused.")
final class TriggerCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  @Parameters(paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private String workflow = "";

  @Option(names = "--input", paramLabel = "JSON", description = "The run's input.")
  private @Nullable String input;

  @Option(
      names = "--logical-date",
      paramLabel = "MOMENT",
      description = "Its logical date; a workflow has one run of each.")
  private @Nullable String logicalDate;

  TriggerCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    JsonObject.Builder more = JsonObject.builder();
    if (input != null) {
      more.put("input", ScheduleOptions.input(input));
    }
    if (logicalDate != null) {
      more.put("logical_date", ScheduleOptions.moment("--logical-date", logicalDate).toString());
    }
    Json run = options.ask("trigger", workflow, more.build());
    options.print(
        run,
        () -> {
          options.say("queued %s", ScheduleOptions.cell((JsonObject) run, "run_id"));
          options.sayIfNotServed();
        });
    return ExitCode.OK;
  }
}
