package dev.stepwell.engine;

import dev.stepwell.asl.FailState;
import dev.stepwell.asl.MapState;
import dev.stepwell.asl.ParallelState;
import dev.stepwell.asl.PassState;
import dev.stepwell.asl.State;
import dev.stepwell.asl.TaskState;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a state's data looked like on its way, as far as AWS tells it for the kind of state. */
final class Inspection {

  static final String INPUT_PATH = "afterInputPath";
  static final String PARAMETERS = "afterParameters";
  static final String ARGUMENTS = "afterArguments";
  static final String RESULT = "result";
  static final String RESULT_SELECTOR = "afterResultSelector";
  static final String RESULT_PATH = "afterResultPath";
  static final String ITEMS_PATH = "afterItemsPath";
  static final String ITEM_SELECTOR = "afterItemSelector";
  static final String ITEM_BATCHER = "afterItemBatcher";
  static final String ITEMS_POINTER = "afterItemsPointer";

  private final Set<String> told;
  private final Map<String, Json> data = new LinkedHashMap<>();
  private final Map<String, Json> errorDetails = new LinkedHashMap<>();

  Inspection(State state, Json input) {
    this.told = told(state);
    data.put("input", Json.of(input.text()));
    if (state instanceof FailState) {
      sees(INPUT_PATH, input);
    }
    if (state instanceof PassState pass && pass.result() != null) {
      sees(RESULT, pass.result());
    }
  }

  /** Which members AWS was seen to tell. */
  private static Set<String> told(State state) {
    boolean jsonata = PlanCompiler.isJsonata(state);
    if (state instanceof TaskState) {
      return jsonata
          ? Set.of(ARGUMENTS, RESULT)
          : Set.of(INPUT_PATH, PARAMETERS, RESULT, RESULT_SELECTOR, RESULT_PATH);
    }
    if (state instanceof MapState) {
      return jsonata
          ? Set.of(ITEM_SELECTOR, ITEM_BATCHER, ITEMS_POINTER)
          : Set.of(
              INPUT_PATH,
              ITEMS_PATH,
              ITEM_SELECTOR,
              ITEM_BATCHER,
              ITEMS_POINTER,
              RESULT_SELECTOR,
              RESULT_PATH);
    }
    if (jsonata) {
      return Set.of();
    }
    if (state instanceof ParallelState) {
      return Set.of(RESULT_SELECTOR, RESULT_PATH);
    }
    if (state instanceof PassState pass) {
      return pass.result() == null
          ? Set.of(INPUT_PATH, PARAMETERS, RESULT_SELECTOR, RESULT_PATH)
          : Set.of(RESULT, RESULT_SELECTOR, RESULT_PATH);
    }
    return Set.of(INPUT_PATH);
  }

  /** Takes a look at the data; gives it back. */
  Json sees(String member, Json value) {
    if (told.contains(member)) {
      data.put(member, Json.of(value.text()));
    }
    return value;
  }

  /** Notes a number that is in force. */
  void notes(String member, Json value) {
    data.put(member, value);
  }

  /** Notes what was done about a failure. */
  void notesError(String member, long value) {
    errorDetails.put(member, Json.of(value));
  }

  JsonObject json(@Nullable JsonObject variables) {
    JsonObject.Builder json = JsonObject.builder();
    data.forEach(json::put);
    if (!errorDetails.isEmpty()) {
      JsonObject.Builder details = JsonObject.builder();
      errorDetails.forEach(details::put);
      json.put("errorDetails", details.build());
    }
    if (variables != null) {
      json.put("variables", variables.text());
    }
    return json.build();
  }
}
