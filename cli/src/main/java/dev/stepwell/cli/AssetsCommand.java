package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.schedule.AssetUses;
import dev.stepwell.scheduler.ledger.Rows;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Show what was updated, or say that something was. */
@Command(
    name = "assets",
    header = "Show what was updated, or say that something was.",
    description =
        "Workflows that wait for an asset run when it was updated: by a step that names it, or by this command."
            + " list says who updates, reads and waits for what.")
final class AssetsCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      description = "list, update or purge; without it the last updates are shown.")
  private @Nullable String action;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The asset's URI, or the workflow whose waiting updates are forgotten.")
  private @Nullable String name;

  @Option(names = "--partition", paramLabel = "KEY", description = "Which part of it.")
  private String partition = "";

  @Option(names = "--most", paramLabel = "N", description = "How many (default: 25).")
  private int most = 25;

  AssetsCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    if (action == null) {
      JsonArray events =
          options.scheduler().read(ledger -> ledger.events(null, most)).stream()
              .<Json>map(Rows::json)
              .collect(JsonArray.collector());
      options.print(
          events,
          () ->
              options.table(
                  events,
                  "No updates yet.",
                  "id>",
                  "time",
                  "asset",
                  "partition_key",
                  "workflow",
                  "run_id",
                  "step"));
    } else if (action.equals("list") && name == null) {
      JsonArray uses = AssetUses.of(options.catalogue());
      options.print(
          uses,
          () ->
              options.table(
                  uses,
                  "No workflow names an asset.",
                  "asset",
                  "updated_by",
                  "read_by",
                  "waited_for_by"));
    } else if (action.equals("update") && name != null) {
      Json event =
          options.ask(
              "assets-update",
              null,
              JsonObject.of("uri", Json.of(name), "partition_key", Json.of(partition)));
      options.print(event, () -> options.say("updated %s", String.valueOf(name)));
    } else if (action.equals("purge") && name != null) {
      Json forgotten = options.ask("assets-purge", name, JsonObject.EMPTY);
      options.print(forgotten, () -> options.say("forgot %s updates", forgotten.compact()));
    } else {
      throw UserException.usage(
          "assets takes nothing, list, update URI, or purge WORKFLOW, not '" + action + "'");
    }
    return ExitCode.OK;
  }
}
