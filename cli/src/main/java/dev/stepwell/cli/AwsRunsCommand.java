package dev.stepwell.cli;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.aws.cloud.CloudRun;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.Ink;
import dev.stepwell.cli.output.Table;
import dev.stepwell.cli.output.Words;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the executions of a workflow on AWS. */
@Command(name = "runs", header = "List the runs of a workflow on AWS, the latest first.")
final class AwsRunsCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(paramLabel = "WORKFLOW", description = "Its name.")
  private String workflow = "";

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most (default: 20).")
  private int most = 20;

  @Option(names = "--json", description = "Print JSON, one run a line.")
  private boolean asJson;

  AwsRunsCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    PrintWriter out = workplace.screen().out();
    String known = workplace.workflow(workflow).name();
    List<CloudRun> runs;
    try (StepFunctions client = aws.connect()) {
      runs = client.runs(aws.machine(client, known), Math.max(1, most));
    }
    if (asJson) {
      runs.forEach(run -> out.println(json(run).compact()));
    } else if (runs.isEmpty()) {
      out.println("No runs yet. Start one with ./stepwell aws start " + workflow + ".");
    } else {
      table(runs).lines().forEach(out::println);
    }
    out.flush();
    return ExitCode.OK;
  }

  private Table table(List<CloudRun> runs) {
    Ink ink = workplace.screen().ink();
    Table table = Table.of("lllr", "");
    table.row(ink.faint("run"), ink.faint("status"), ink.faint("started"), ink.faint("time"));
    for (CloudRun run : runs) {
      Instant until = run.stopped() == null ? workplace.clock().instant() : run.stopped();
      table.row(
          run.name(),
          status(run, ink),
          TIME.format(run.started()),
          Words.duration(Duration.between(run.started(), until)));
    }
    return table;
  }

  static String status(CloudRun run, Ink ink) {
    String word = run.status().toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (run.status()) {
      case "SUCCEEDED" -> ink.good(word);
      case "RUNNING", "PENDING_REDRIVE" -> word;
      default -> ink.bad(word);
    };
  }

  private static JsonObject json(CloudRun run) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("name", run.name())
            .put("arn", run.arn())
            .put("status", run.status())
            .put("started", run.started().toString());
    return (run.stopped() == null ? json : json.put("stopped", run.stopped().toString())).build();
  }
}
