package dev.stepwell.asl.resume;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.resume.RecordedStates.Item;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Map of which only those items do their work that were not done before. A Pass before it sets a
 * variable with what is known of the items, and each item begins with a Choice: if it is known by
 * its index and has the same input, it gives what was recorded.
 */
final class KeptItems {

  /** AWS's limit of a variable is 256 KiB; some room is left for what is not counted here. */
  private static final int MOST_BYTES = 200_000;

  private static final int LONGEST_NAME = 80;

  private final String map;
  private final String variable;
  private final JsonObject items;
  private final String origin;

  private KeptItems(String map, String variable, JsonObject items, String origin) {
    this.map = map;
    this.variable = variable;
    this.items = items;
    this.origin = origin;
  }

  /**
   * What is kept of a Map.
   *
   * @param number of the Map among those of a definition, for the variable's name
   */
  static KeptItems of(String map, int number, Map<Long, Item> done, String origin) {
    JsonObject.Builder items = JsonObject.builder();
    done.forEach(
        (index, item) ->
            items.put(
                String.valueOf(index),
                JsonObject.of("input", item.input(), "output", item.output())));
    return new KeptItems(map, "kept_items_" + number, items.build(), origin);
  }

  /** Whether there is anything to keep, and room for it. */
  boolean isPossible(Set<String> names) {
    return !items.isEmpty()
        && items.size() <= MOST_BYTES
        && added().stream()
            .allMatch(name -> name.length() <= LONGEST_NAME && !names.contains(name));
  }

  private List<String> added() {
    return List.of(before(), question(), kept());
  }

  private String question() {
    return map + ".item";
  }

  private String kept() {
    return map + ".kept";
  }

  /** The name of the state that comes before the Map. */
  private String before() {
    return map + ".items";
  }

  /** How many items are kept. */
  int count() {
    return items.length();
  }

  /** The state that comes before the Map and passes its input on. */
  private JsonObject variable() {
    return JsonObject.builder()
        .put("Type", "Pass")
        .put("Comment", "kept from " + origin)
        .put("QueryLanguage", "JSONata")
        .put("Assign", JsonObject.of(variable, Literals.of(items)))
        .put("Next", map)
        .build();
  }

  /** The Map with items that begin with the question. */
  private JsonObject asking(JsonObject state) {
    String inner = state.has("ItemProcessor") ? "ItemProcessor" : "Iterator";
    JsonObject processor = state.object(inner);
    String start = String.valueOf(processor.string("StartAt"));
    String known = "$lookup($" + variable + ", $string($states.context.Map.Item.Index))";
    JsonObject same =
        JsonObject.builder()
            .put(
                "Condition",
                "{% $exists(" + known + ") and $lookup(" + known + ", 'input') = $states.input %}")
            .put("Output", "{% $lookup(" + known + ", 'output') %}")
            .put("Next", kept())
            .build();
    JsonObject.Builder states =
        JsonObject.builder()
            .put(
                question(),
                JsonObject.builder()
                    .put("Type", "Choice")
                    .put("QueryLanguage", "JSONata")
                    .put("Choices", JsonArray.of(same))
                    .put("Default", start)
                    .build())
            .put(
                kept(),
                JsonObject.builder()
                    .put("Type", "Pass")
                    .put("Comment", "kept from " + origin)
                    .put("QueryLanguage", "JSONata")
                    .put("End", true)
                    .build());
    processor.object("States").forEach(states::put);
    return state.with(
        inner, processor.with("StartAt", Json.of(question())).with("States", states.build()));
  }

  /** A machine or branch whose ways to the Map lead to the state before it. */
  JsonObject inserted(JsonObject machine) {
    JsonObject.Builder states = JsonObject.builder();
    machine
        .object("States")
        .forEach(
            (name, state) -> {
              if (name.equals(map)) {
                states.put(before(), variable());
                states.put(name, asking((JsonObject) state));
              } else {
                states.put(name, turned((JsonObject) state));
              }
            });
    JsonObject made = machine.with("States", states.build());
    return map.equals(machine.string("StartAt")) ? made.with("StartAt", Json.of(before())) : made;
  }

  /** A state with its ways to the Map turned. */
  private JsonObject turned(JsonObject state) {
    JsonObject made = state;
    for (String member : List.of("Next", "Default")) {
      if (map.equals(state.string(member))) {
        made = made.with(member, Json.of(before()));
      }
    }
    for (String member : List.of("Choices", "Catch")) {
      if (state.has(member)) {
        made =
            made.with(
                member,
                state.array(member).stream()
                    .<Json>map(way -> turned((JsonObject) way))
                    .collect(JsonArray.collector()));
      }
    }
    return made;
  }
}
