package dev.stepwell.cli;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.aws.cloud.CloudRun;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.aws.diff.Divergence;
import dev.stepwell.aws.diff.HistoryDiff;
import dev.stepwell.cli.files.RunFiles;
import dev.stepwell.cli.files.StoredRun;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares a local run with one on AWS. */
@Command(
    name = "compare",
    header = "Find where a run on AWS and a local one first go different ways.",
    description = {
      "Compared is what happened in each branch and iteration: states, how tasks ended, errors, outputs. Times, ids,"
          + " ARNs and the order between branches are no difference.",
      "Exit code 1 if they differ."
    })
final class AwsCompareCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(index = "0", paramLabel = "LOCAL", description = "Name of the local run.")
  private String local = "";

  @Parameters(index = "1", paramLabel = "RUN", description = "Name or ARN of the execution.")
  private String name = "";

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where local runs are recorded (default: .stepwell).")
  private @Nullable Path stateDir;

  AwsCompareCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    RunFiles runs = new RunFiles(workplace.project(stateDir));
    StoredRun here =
        runs.find(local)
            .orElseThrow(
                () ->
                    UserException.usage(
                        "there is no local run '%s'.\nList all with ./stepwell history."
                            .formatted(local)));
    List<JsonObject> there;
    try (StepFunctions client = aws.connect()) {
      CloudRun run = aws.run(client, name, workplace.catalogues().get().workflows());
      there = client.history(run.arn());
    }
    Optional<Divergence> found = HistoryDiff.of(runs.history(here), there);
    PrintWriter out = workplace.screen().out();
    if (found.isEmpty()) {
      out.println("Both did the same.");
    } else {
      print(found.get(), out);
    }
    out.flush();
    return found.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(Divergence found, PrintWriter out) {
    out.println((found.lane().isEmpty() ? "" : "In " + found.lane() + ": ") + found.reason() + ".");
    out.println("here    " + line(found.first()));
    out.println("on AWS  " + line(found.second()));
  }

  private String line(@Nullable JsonObject event) {
    return event == null
        ? "nothing more"
        : String.join("", EventLines.of(List.of(event), workplace.screen())).strip();
  }
}
