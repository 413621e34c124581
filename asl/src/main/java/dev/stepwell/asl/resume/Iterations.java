package dev.stepwell.asl.resume;

import static dev.stepwell.asl.resume.RecordedStates.number;
import static dev.stepwell.asl.resume.RecordedStates.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.resume.RecordedStates.Item;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a history what the items of inline Maps gave. Events name the one before them, so that
 * each is found to belong to an item, or to none. Of Maps inside of items nothing is kept: there
 * are as many of them as items.
 */
final class Iterations {

  private static final class Iteration {
    final String map;
    final long index;
    final @Nullable Iteration around;
    @Nullable Json input;

    Iteration(String map, long index, @Nullable Iteration around) {
      this.map = map;
      this.index = index;
      this.around = around;
    }
  }

  private final Map<String, Map<Long, Item>> done;
  private final Map<Long, Iteration> within = new HashMap<>();
  private final Map<Long, Json> outputs = new HashMap<>();

  /**
   * A reader.
   *
   * @param done where it puts what it finds, by Map and index
   */
  Iterations(Map<String, Map<Long, Item>> done) {
    this.done = done;
  }

  void see(String type, JsonObject event, long id, long previous) {
    @Nullable Iteration iteration = within.get(previous);
    switch (type) {
      case "MapIterationStarted" -> {
        JsonObject details = event.object("mapIterationStartedEventDetails");
        iteration =
            new Iteration(
                text(details, "name"),
                number(details, "index"),
                around(iteration, text(details, "name")));
      }
      case "MapIterationSucceeded" -> {
        JsonObject details = event.object("mapIterationSucceededEventDetails");
        if (iteration != null && iteration.index == number(details, "index")) {
          succeeded(iteration, outputs.get(previous));
        }
        iteration = around(iteration, text(details, "name"));
      }
      case "MapIterationFailed", "MapIterationAborted", "MapStateFailed" ->
          iteration = iteration == null ? null : iteration.around;
      case "MapStateEntered" -> {
        entered(event, iteration);
        if (iteration == null) {
          done.remove(text(event.object("stateEnteredEventDetails"), "name"));
        }
      }
      default -> {
        if (type.endsWith("StateEntered")) {
          entered(event, iteration);
        } else if (type.endsWith("StateExited")) {
          @Nullable String output = event.object("stateExitedEventDetails").string("output");
          if (iteration != null && output != null) {
            outputs.put(id, Json.parse(output));
          }
        }
      }
    }
    if (iteration != null) {
      within.put(id, iteration);
    }
  }

  /**
   * What is around the items of a Map, from an item of it or from around it: where items come one
   * after the other, the event before an item's first is one of the item before.
   */
  private static @Nullable Iteration around(@Nullable Iteration iteration, String map) {
    return iteration != null && iteration.map.equals(map) ? iteration.around : iteration;
  }

  private static void entered(JsonObject event, @Nullable Iteration iteration) {
    @Nullable String input = event.object("stateEnteredEventDetails").string("input");
    if (iteration != null && iteration.input == null && input != null) {
      iteration.input = Json.parse(input);
    }
  }

  private void succeeded(Iteration iteration, @Nullable Json output) {
    if (iteration.around == null && iteration.input != null && output != null) {
      done.computeIfAbsent(iteration.map, map -> new TreeMap<>())
          .put(iteration.index, new Item(iteration.input, output));
    }
  }
}
