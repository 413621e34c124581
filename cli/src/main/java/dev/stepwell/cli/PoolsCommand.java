package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Show the pools, or change one. */
@Command(
    name = "pools",
    header = "Show the pools, or change one.",
    description =
        "A pool limits how many tasks of whatever workflow are at work on something at once.")
final class PoolsCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      description = "set or drop; without it all pools are shown.")
  private @Nullable String action;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The pool's name.")
  private @Nullable String name;

  @Parameters(index = "2", arity = "0..1", paramLabel = "SLOTS", description = "How many slots.")
  private @Nullable Integer slots;

  @Option(names = "--description", paramLabel = "TEXT", description = "What it protects.")
  private String description = "";

  PoolsCommand(Workplace workplace) {
    options = new ScheduleOptions(workplace);
  }

  @Override
  public Integer call() {
    if (action == null) {
      Json pools = options.ask("pools", null, JsonObject.EMPTY);
      options.print(
          pools,
          () ->
              options.table(
                  pools,
                  "No pools.",
                  "pool",
                  "slots>",
                  "running_slots>",
                  "queued_slots>",
                  "open_slots>",
                  "description"));
    } else if (action.equals("set") && name != null && slots != null) {
      JsonObject pool =
          JsonObject.builder()
              .put("name", name)
              .put("slots", slots)
              .put("description", description)
              .build();
      Json set = options.ask("pools-set", null, pool);
      options.print(
          set, () -> options.say("%s has %s slots", String.valueOf(name), String.valueOf(slots)));
    } else if (action.equals("drop") && name != null) {
      Json dropped = options.ask("pools-drop", null, JsonObject.of("name", Json.of(name)));
      options.print(dropped, () -> options.say("dropped %s", String.valueOf(name)));
    } else {
      throw UserException.usage(
          "pools takes nothing, set NAME SLOTS, or drop NAME, not '" + action + "'");
    }
    return ExitCode.OK;
  }
}
