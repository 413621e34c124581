package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.scheduler.RunState;
import dev.stepwell.scheduler.ledger.Rows;
import dev.stepwell.scheduler.ledger.RunFilter;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Show the runs of a workflow, or the attempts of one. */
@Command(
    name = "runs",
    header = "Show the runs of a workflow, or the attempts of one.",
    description = "The newest first. The execution's name leads on: ./stepwell history EXECUTION.")
final class RunsCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "WORKFLOW",
      description = "Its name; all workflows without it.")
  private @Nullable String workflow;

  @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "The run's id.")
  private @Nullable String run;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those that are queued, running, success or failed.")
  private @Nullable RunState state;

  @Option(names = "--most", paramLabel = "N", description = "How many (default: 25).")
  private int most = 25;

  RunsCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    if (workflow != null && run != null) {
      return attempts(workflow, run);
    }
    RunFilter filter =
        new RunFilter(workflow, state == null ? Set.of() : Set.of(state), null, null, 0, most);
    JsonArray runs =
        options.scheduler().read(ledger -> ledger.runs(filter)).stream()
            .<Json>map(Rows::json)
            .collect(JsonArray.collector());
    options.print(
        runs,
        () -> {
          options.table(
              runs,
              "No runs yet. ./stepwell serve makes them when they are due, ./stepwell trigger now.",
              "workflow",
              "run_id",
              "state",
              "attempt>",
              "start_date",
              "end_date",
              "execution",
              "error",
              "note");
        });
    return ExitCode.OK;
  }

  private int attempts(String of, String runId) {
    JsonArray attempts =
        options.scheduler().read(ledger -> ledger.attempts(of, runId)).stream()
            .<Json>map(Rows::json)
            .collect(JsonArray.collector());
    options.print(
        attempts,
        () ->
            options.table(
                attempts,
                "No attempt of " + runId + " has begun.",
                "number>",
                "state",
                "start_date",
                "end_date",
                "execution",
                "rerun",
                "error"));
    return ExitCode.OK;
  }
}
