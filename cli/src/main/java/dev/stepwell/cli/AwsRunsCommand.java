package dev.stepwell.cli;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.aws.RunLedger;
import dev.stepwell.aws.cloud.CloudLedger;
import dev.stepwell.aws.cloud.CloudLedger.Row;
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
@Command(
    name = "runs",
    header = "List the runs of a workflow on AWS, the latest first.",
    description = {
      "Step Functions forgets an execution 90 days after its end; the stack's table of runs keeps what became of it for"
          + " RunLedgerDays (400), and is asked with --ledger."
    })
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

  @Option(
      names = "--ledger",
      description = "Ask the stack's table of runs instead of Step Functions.")
  private boolean ledger;

  @Option(names = "--json", description = "Print JSON, one run a line.")
  private boolean asJson;

  AwsRunsCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    PrintWriter out = workplace.screen().out();
    String known = workplace.workflow(workflow).name();
    List<Row> runs = ledger ? kept(known) : present(known);
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

  private List<Row> present(String known) {
    try (StepFunctions client = aws.connect()) {
      return client.runs(aws.machine(client, known), Math.max(1, most)).stream()
          .map(run -> new Row(run, null))
          .toList();
    }
  }

  private List<Row> kept(String known) {
    try (CloudLedger client = CloudLedger.at(aws.connection())) {
      return client.runs(
          aws.deployedName(RunLedger.NAME), aws.deployedName(known), Math.max(1, most));
    }
  }

  private Table table(List<Row> rows) {
    Ink ink = workplace.screen().ink();
    Table table = Table.of("llllr", "");
    boolean ticks = rows.stream().anyMatch(row -> row.tick() != null);
    table.row(
        ink.faint("run"),
        ink.faint("status"),
        ticks ? ink.faint("tick") : "",
        ink.faint("started"),
        ink.faint("time"));
    for (Row row : rows) {
      CloudRun run = row.run();
      Instant until = run.stopped() == null ? workplace.clock().instant() : run.stopped();
      table.row(
          run.name(),
          status(run, ink),
          row.tick() == null ? "" : row.tick(),
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

  private static JsonObject json(Row row) {
    CloudRun run = row.run();
    JsonObject.Builder json =
        JsonObject.builder()
            .put("name", run.name())
            .put("arn", run.arn())
            .put("status", run.status())
            .put("started", run.started().toString());
    if (run.stopped() != null) {
      json.put("stopped", run.stopped().toString());
    }
    return json.putIfPresent("tick", row.tick()).putIfPresent("error", run.error()).build();
  }
}
