package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Show when a workflow runs next. */
@Command(
    name = "next",
    header = "Show when a workflow runs next.",
    description =
        "The ticks of its timetables from the last that was decided about, as the scheduler will have them.")
final class NextCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  @Parameters(paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private String workflow = "";

  @Option(names = "--most", paramLabel = "N", description = "How many (default: 5).")
  private int most = 5;

  NextCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    Json next = options.ask("next", workflow, JsonObject.of("most", Json.of(most)));
    options.print(
        next,
        () ->
            options.table(
                next,
                workflow + " has no tick to come; it is started by hand or by events.",
                "tick",
                "due",
                "trigger",
                "timetable"));
    return ExitCode.OK;
  }
}
