package dev.stepwell.cli;

import dev.stepwell.aws.cloud.Machine;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.run.Requests;
import dev.stepwell.cli.run.RunRequest;
import dev.stepwell.dsl.Workflow;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a workflow on AWS. */
@Command(
    name = "start",
    header = "Start a workflow on AWS.",
    description = {
      "Takes days and input as './stepwell run' does, and prints the execution's ARN.",
      "Without --name, an execution is called after workflow, day and time."
    })
final class AwsStartCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(paramLabel = "WORKFLOW", description = "Its name.")
  private String workflow = "";

  @ArgGroup(exclusive = true)
  private @Nullable Which which;

  /** At most one of the two. */
  private static final class Which {
    @Option(
        names = "--day",
        paramLabel = "YYYY-MM-DD",
        description = "This day; may be given several times.")
    private @Nullable List<String> days;

    @Option(names = "--input", paramLabel = "JSON", description = "This input.")
    private @Nullable String input;
  }

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the execution; one that exists is not started again.")
  private @Nullable String name;

  AwsStartCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    PrintWriter out = workplace.screen().out();
    List<RunRequest> requests = requests(workplace.workflow(workflow));
    if (name != null && requests.size() > 1) {
      throw UserException.usage(
          "one --name cannot be that of %d executions.\nLeave --name out, or give one --day."
              .formatted(requests.size()));
    }
    try (StepFunctions client = aws.connect()) {
      Machine machine = aws.machine(client, workflow);
      for (RunRequest request : requests) {
        String called =
            name == null
                ? request.stem() + "-" + workplace.clock().instant().getEpochSecond()
                : name;
        out.println(client.start(machine, called, request.input()));
        out.flush();
      }
    }
    return ExitCode.OK;
  }

  private List<RunRequest> requests(Workflow<?> chosen) {
    Requests requests = Requests.of(chosen);
    if (which != null && which.days != null) {
      return requests.forDays(which.days);
    }
    return List.of(requests.forInput(which == null || which.input == null ? "{}" : which.input));
  }
}
