package dev.stepwell.cli;

import dev.stepwell.aws.cloud.CloudRun;
import dev.stepwell.aws.cloud.Machine;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.Table;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.run.Requests;
import dev.stepwell.cli.run.RunRequest;
import dev.stepwell.cli.schedule.DatesOnAws;
import dev.stepwell.scheduler.Backfill;
import dev.stepwell.scheduler.BackfillRequest;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a workflow on AWS for many days. */
@Command(
    name = "backfill",
    header = "Run a workflow on AWS for all days, or all dates of its timetable, of a range.",
    description = {
      "Each day's execution is called after workflow and day. So a day that was run is not run twice, and the same"
          + " command goes on where it was interrupted: it starts as many as --at-once allows beside those that run, and"
          + " says what is left.",
      "With --ticks the dates are those of the workflow's timetable, as './stepwell backfill' plans them, and each execution"
          + " gets what EventBridge would have given it.",
      "Exit code 1 if days are left or have failed."
    })
final class AwsBackfillCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(paramLabel = "WORKFLOW", description = "Its name.")
  private String workflow = "";

  @Option(names = "--from", paramLabel = "YYYY-MM-DD", required = true, description = "First day.")
  private LocalDate from = LocalDate.EPOCH;

  @Option(names = "--to", paramLabel = "YYYY-MM-DD", required = true, description = "Last day.")
  private LocalDate to = LocalDate.EPOCH;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many run at the same time (default: 4).")
  private int atOnce = 4;

  @Option(names = "--ticks", description = "Fill the dates of the workflow's timetable.")
  private boolean ticks;

  @Option(
      names = "--reprocess",
      paramLabel = "WHICH",
      description = "With --ticks: dates to run again: none (default), failed or completed.")
  private Backfill.Reprocess reprocess = Backfill.Reprocess.NONE;

  @Option(names = "--redrive", description = "Have days that failed go on.")
  private boolean redrive;

  @Option(names = "--dry-run", description = "Only say what would be done, and why.")
  private boolean dryRun;

  AwsBackfillCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  /** What becomes of one day. */
  private record Step(RunRequest request, Optional<CloudRun> run) {

    boolean isNew() {
      return run.isEmpty();
    }

    boolean has(String status) {
      return run.isPresent() && run.get().status().equals(status);
    }

    boolean hasFailed() {
      return run.isPresent() && !has("SUCCEEDED") && !runs();
    }

    boolean runs() {
      return has("RUNNING") || has("PENDING_REDRIVE");
    }
  }

  @Override
  public Integer call() {
    if (to.isBefore(from) || atOnce < 1) {
      throw UserException.usage(
          to.isBefore(from)
              ? "the last day, %s, is before the first, %s.\nGive --from the earlier one."
                  .formatted(to, from)
              : "--at-once must be at least 1, not " + atOnce + ".");
    }
    if (ticks) {
      return ticks();
    }
    List<String> days = from.datesUntil(to.plusDays(1)).map(LocalDate::toString).toList();
    List<RunRequest> requests = Requests.of(workplace.workflow(workflow)).forDays(days);
    PrintWriter out = workplace.screen().out();
    Table table = Table.of("lll", "");
    int left = 0;
    try (StepFunctions client = aws.connect()) {
      Machine machine = aws.machine(client, workflow);
      List<Step> steps = new ArrayList<>();
      requests.forEach(request -> steps.add(new Step(request, client.run(machine, name(request)))));
      int room = atOnce - (int) steps.stream().filter(Step::runs).count();
      for (Step step : steps) {
        boolean begins = step.isNew() || (redrive && step.hasFailed());
        if (begins && room > 0) {
          room--;
          table.row(step.request().title(), begin(client, machine, step), name(step.request()));
        } else {
          left += begins || step.hasFailed() ? 1 : 0;
          table.row(step.request().title(), begins ? "left" : "skipped", why(step, begins));
        }
      }
    }
    table.lines().forEach(out::println);
    if (left > 0) {
      out.println();
      out.println("Not all is done; give the same command again when there is room.");
    }
    out.flush();
    return left == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private int ticks() {
    BackfillRequest request =
        new BackfillRequest(
            workplace.workflow(workflow).name(),
            from.atStartOfDay(ZoneOffset.UTC).toInstant(),
            to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1),
            reprocess,
            atOnce,
            false,
            null);
    DatesOnAws dates = new DatesOnAws(workplace.catalogues().get(), workflow);
    Table table = Table.of("lll", "");
    int left;
    try (StepFunctions client = aws.connect()) {
      left =
          new AwsTickBackfill(client, aws.machine(client, workflow), dates)
              .run(request, workplace.clock().instant(), dryRun, table);
    }
    table.lines().forEach(workplace.screen().out()::println);
    if (left > 0) {
      workplace.screen().out().println();
      workplace
          .screen()
          .out()
          .println("Not all is done; give the same command again when there is room.");
    }
    workplace.screen().out().flush();
    return left == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String name(RunRequest request) {
    return request.stem() + "-backfill";
  }

  private String begin(StepFunctions client, Machine machine, Step step) {
    if (step.isNew()) {
      if (!dryRun) {
        client.start(machine, name(step.request()), step.request().input());
      }
      return dryRun ? "to start" : "started";
    }
    if (!dryRun) {
      client.redrive(step.run().orElseThrow().arn());
    }
    return dryRun ? "to redrive" : "redriven";
  }

  private String why(Step step, boolean begins) {
    if (begins) {
      return atOnce + " run already";
    }
    String status =
        step.run().map(run -> run.status().toLowerCase(Locale.ROOT).replace('_', ' ')).orElse("");
    return step.hasFailed()
        ? status
            + " with "
            + step.run().map(CloudRun::error).orElse("no error")
            + "; --redrive goes on"
        : status + " as " + name(step.request());
  }
}
