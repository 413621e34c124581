package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import java.util.ArrayList;
import java.util.List;
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
          + " run again; what they gave is used again. With --past or --future the same happens to the ended runs before or"
          + " after it."
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

  @Option(
      names = "--failed",
      description =
          "Run the steps again that failed, and what follows; of a Map only the items that were not done.")
  private boolean failed;

  @Option(names = "--upstream", description = "Also run again what the steps wait for.")
  private boolean upstream;

  @Option(names = "--past", description = "Also the ended runs before it, by their dates.")
  private boolean past;

  @Option(names = "--future", description = "Also the ended runs after it.")
  private boolean future;

  ClearCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    if (failed && !steps.isEmpty()) {
      throw UserException.usage("--failed and --step exclude each other; give one of them");
    }
    if (upstream && steps.isEmpty() && !failed) {
      throw UserException.usage(
          "--upstream is about steps; name them with --step, or add --failed");
    }
    JsonObject request =
        JsonObject.builder()
            .put("run_id", run)
            .put("steps", steps.stream().<Json>map(Json::of).collect(JsonArray.collector()))
            .put("only_failed", failed)
            .put("upstream", upstream)
            .put("past", past)
            .put("future", future)
            .build();
    Json cleared = options.ask("clear", workflow, request);
    options.print(
        cleared,
        () -> {
          ((JsonArray) cleared).forEach(each -> say((JsonObject) each));
          options.sayIfNotServed();
        });
    return ExitCode.OK;
  }

  private void say(JsonObject cleared) {
    String again =
        cleared.array("rerun").stream()
            .map(step -> ((JsonString) step).value())
            .sorted()
            .collect(Collectors.joining(", "));
    options.say(
        "cleared %s: %s",
        ScheduleOptions.cell(cleared, "run_id"), again.isEmpty() ? "all steps" : again);
  }
}
