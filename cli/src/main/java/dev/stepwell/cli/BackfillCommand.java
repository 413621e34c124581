package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.scheduler.ledger.Rows;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fill a part of the past with runs. */
@Command(
    name = "backfill",
    header = "Fill a part of the past with runs.",
    description = {
      "Of the dates of the workflow's timetable from one to another, those that have no run get one. With --dry-run"
          + " nothing is changed: each date is shown with what would become of it, and why.",
      "",
      "backfill list, pause ID, resume ID and cancel ID are about those that there are."
    })
final class BackfillCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  @Parameters(
      index = "0",
      paramLabel = "WORKFLOW|ACTION",
      description = "The workflow, or list, pause, resume or cancel.")
  private String workflow = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "The backfill.")
  private @Nullable Long id;

  @Option(names = "--from", paramLabel = "MOMENT", description = "The first logical date.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "MOMENT", description = "The last, itself included.")
  private @Nullable String to;

  @Option(
      names = "--reprocess",
      paramLabel = "WHICH",
      description = "Dates to run again that have a run: none (default), failed or completed.")
  private String reprocess = "none";

  @Option(names = "--max-active-runs", paramLabel = "N", description = "At once (default: 10).")
  private int maxActiveRuns = 10;

  @Option(names = "--reverse", description = "The newest date first.")
  private boolean reverse;

  @Option(names = "--input", paramLabel = "JSON", description = "The runs' input.")
  private @Nullable String input;

  @Option(names = "--dry-run", description = "Show what would be done.")
  private boolean dryRun;

  BackfillCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    if (workflow.equals("list")) {
      list();
    } else if (Set.of("pause", "resume", "cancel").contains(workflow)) {
      change();
    } else {
      make();
    }
    return ExitCode.OK;
  }

  private void list() {
    JsonArray all =
        options.scheduler().read(ledger -> ledger.backfills(null)).stream()
            .<Json>map(Rows::json)
            .collect(JsonArray.collector());
    options.print(
        all,
        () ->
            options.table(
                all,
                "No backfills yet.",
                "id>",
                "workflow",
                "from_date",
                "to_date",
                "reprocess_behavior",
                "state",
                "created_at",
                "completed_at"));
  }

  private void change() {
    if (id == null) {
      throw UserException.usage(
          "backfill " + workflow + " needs the backfill's number; 'backfill list' shows all");
    }
    Json changed = options.ask("backfill-" + workflow, null, JsonObject.of("id", Json.of(id)));
    options.print(
        changed,
        () ->
            options.say(
                "backfill %s is %s",
                String.valueOf(id),
                ScheduleOptions.cell((JsonObject) changed, "state").toLowerCase(Locale.ROOT)));
  }

  private void make() {
    if (from == null || to == null) {
      throw UserException.usage(
          "a backfill goes from a date to a date: give --from and --to, for example --from 2026-01-01"
              + " --to 2026-01-31");
    }
    if (!Set.of("none", "failed", "completed").contains(reprocess)) {
      throw UserException.usage(
          "--reprocess takes none, failed or completed, not '" + reprocess + "'");
    }
    JsonObject.Builder request =
        JsonObject.builder()
            .put("from_date", ScheduleOptions.moment("--from", from).toString())
            .put("to_date", last(to).toString())
            .put("reprocess_behavior", reprocess)
            .put("max_active_runs", maxActiveRuns);
    if (reverse) {
      request.put("reverse", true);
    }
    if (input != null) {
      request.put("input", ScheduleOptions.input(input));
    }
    if (dryRun) {
      Json plan = options.ask("backfill-plan", workflow, request.build());
      options.print(plan, () -> tell(plan));
      return;
    }
    JsonObject answer = (JsonObject) options.ask("backfill", workflow, request.build());
    JsonObject begun = answer.object("backfill");
    options.print(
        begun,
        () -> {
          tell(answer.array("plan"));
          options.say("");
          options.say("backfill %s began", ScheduleOptions.cell(begun, "id"));
          options.sayIfNotServed();
        });
  }

  /** A date means all of its day. */
  private static Instant last(String text) {
    Instant moment = ScheduleOptions.moment("--to", text);
    return text.length() == 10 ? moment.plusSeconds(24 * 3600 - 1) : moment;
  }

  private void tell(Json plan) {
    options.table(
        plan,
        "The timetable of " + workflow + " has no date in this range that is past.",
        "logical_date",
        "action",
        "reason");
  }
}
