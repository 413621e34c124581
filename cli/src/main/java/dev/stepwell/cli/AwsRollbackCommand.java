package dev.stepwell.cli;

import dev.stepwell.aws.cloud.Machine;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an earlier version of a workflow live. */
@Command(
    name = "rollback",
    header = "Have an earlier version of a workflow on AWS be live again.",
    description = {
      "Triggers and commands start what the alias 'live' names, and each deployment makes a version. Only the definition goes"
          + " back: rights and other resources stay. Executions that run keep the definition that they began with. The next"
          + " deployment that changes the workflow is live again."
    })
final class AwsRollbackCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private String workflow = "";

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "This version (default: the one before that which is live).")
  private @Nullable Integer version;

  @Option(names = "--list", description = "List the versions, and change nothing.")
  private boolean list;

  AwsRollbackCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    PrintWriter out = workplace.screen().out();
    String known = workplace.workflow(workflow).name();
    try (StepFunctions client = aws.connect()) {
      Machine machine = aws.machine(client, known);
      Machine.Alias live = machine.live();
      if (live == null) {
        throw UserException.failure(
            "the state machine '%s' has no alias 'live', so that its newest definition is started.\nDeploy the stack once more, which makes the alias."
                .formatted(machine.name()));
      }
      if (list) {
        print(client.versions(machine), live, out);
        return ExitCode.OK;
      }
      int to = version == null ? before(client.versions(machine), live) : version;
      client.route(live, machine, to);
      out.printf("%s  live is version %d, was %d%n", known, to, live.version());
      out.flush();
    }
    return ExitCode.OK;
  }

  private static void print(
      NavigableMap<Integer, Instant> versions, Machine.Alias live, PrintWriter out) {
    versions
        .descendingMap()
        .forEach(
            (number, made) ->
                out.printf("%d  %s%s%n", number, made, number == live.version() ? "  live" : ""));
    out.flush();
  }

  private static int before(NavigableMap<Integer, Instant> versions, Machine.Alias live) {
    Integer before = versions.lowerKey(live.version());
    if (before == null) {
      throw UserException.failure(
          "there is no version before %d, which is live.\nDeploy what is to run instead."
              .formatted(live.version()));
    }
    return before;
  }
}
