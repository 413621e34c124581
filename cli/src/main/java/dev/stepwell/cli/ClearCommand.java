package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Run an ended run again, all of it or from a step. */
@Command(
    name = "clear",
    header = "Run an ended run again, all of it or from a step.",
    description = {
      "A new attempt of the same run: same input and date, the newest definition. With --step or --failed the other steps are not"
          + " run again; what they gave is used again.",
    })
final class ClearCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  @Parameters(index = "0", paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private String workflow = "";

  @Parameters(index = "1", paramLabel = "RUN", description = "The run's id; 'runs' shows all.")
  private String run = "";

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description = "Run this step again and all that waits for it; may be given several times.")
  private List<String> steps = new ArrayList<>();

  @Option(names = "--failed", description = "Run the steps again that failed, and what follows.")
  private boolean failed;

  ClearCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    if (failed && !steps.isEmpty()) {
      throw UserException.usage("--failed and --step exclude each other; give one of them");
    }
    JsonArray given = steps.stream().<Json>map(Json::of).collect(JsonArray.collector());
    Json cleared =
        options.ask(
            failed ? "clear-failed" : "clear",
            workflow,
            JsonObject.of("run_id", Json.of(run), "steps", given));
    options.print(
        cleared,
        () -> {
          Set<String> rerun =
              ((JsonObject) cleared)
                  .array("rerun").stream()
                      .map(each -> each.compact().replace("\"", ""))
                      .collect(Collectors.toCollection(TreeSet::new));
          options.say(
              "cleared %s: %s", run, rerun.isEmpty() ? "all steps" : String.join(", ", rerun));
          options.sayIfNotServed();
        });
    return ExitCode.OK;
  }
}
