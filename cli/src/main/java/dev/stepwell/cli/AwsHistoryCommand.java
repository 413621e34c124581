package dev.stepwell.cli;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.aws.cloud.CloudRun;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.cli.output.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the events of one execution on AWS. */
@Command(name = "history", header = "Show the events of one run on AWS, as of a local run.")
final class AwsHistoryCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(paramLabel = "RUN", description = "Name or ARN of the execution.")
  private String name = "";

  @Option(
      names = "--json",
      description = "Print JSON, one event a line in the shape of GetExecutionHistory.")
  private boolean asJson;

  AwsHistoryCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    PrintWriter out = workplace.screen().out();
    try (StepFunctions client = aws.connect()) {
      CloudRun run = aws.run(client, name, workplace.catalogues().get().workflows());
      List<JsonObject> events = client.history(run.arn());
      if (asJson) {
        events.forEach(event -> out.println(event.compact()));
      } else {
        out.println(workplace.screen().ink().strong(run.name()));
        out.println("  status    " + AwsRunsCommand.status(run, workplace.screen().ink()));
        out.println("  input     " + run.input());
        out.println();
        EventLines.of(events, workplace.screen()).forEach(out::println);
      }
    }
    out.flush();
    return ExitCode.OK;
  }
}
