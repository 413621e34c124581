package dev.stepwell.engine.teststate;

import dev.stepwell.asl.InvalidDefinitionException;
import dev.stepwell.asl.QueryLanguage;
import dev.stepwell.asl.State;
import dev.stepwell.asl.StateMachineReader;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the state under test in a definition. */
final class Definitions {

  private Definitions() {}

  /**
   * The state, as one that stands alone.
   *
   * @param stateName its name in a machine; null if the definition is the state itself
   */
  static State find(String definition, @Nullable String stateName) {
    try {
      return stateName == null ? alone(definition) : inside(definition, stateName);
    } catch (InvalidDefinitionException e) {
      throw TestStateException.invalidDefinition(String.valueOf(e.getMessage()));
    }
  }

  private static State alone(String definition) {
    Json written;
    try {
      written = Json.parse(definition);
    } catch (JsonSyntaxException e) {
      throw TestStateException.invalidDefinition(
          "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: "
              + e.problem()
              + " at [line: "
              + e.line()
              + ", column: "
              + e.column()
              + "]'");
    }
    if (written instanceof JsonObject state) {
      return StateMachineReader.readState(
          TestStateRequest.STATE_NAME, state, QueryLanguage.JSONPATH);
    }
    throw TestStateException.invalidDefinition(
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Definition must be a valid"
            + " JSON object at null'");
  }

  private static State inside(String definition, String name) {
    QueryLanguage language = StateMachineReader.read(definition).queryLanguage();
    List<JsonObject> found = new ArrayList<>();
    collect((JsonObject) Json.parse(definition), name, found);
    if (found.isEmpty()) {
      throw TestStateException.validation("State not found in definition");
    }
    return StateMachineReader.readState(
        TestStateRequest.STATE_NAME,
        found.get(0),
        language == null ? QueryLanguage.JSONPATH : language);
  }

  private static void collect(JsonObject graph, String name, List<JsonObject> found) {
    graph
        .object("States")
        .forEach(
            (key, value) -> {
              if (value instanceof JsonObject state) {
                if (key.equals(name)) {
                  found.add(state);
                }
                state.array("Branches").forEach(each -> collect((JsonObject) each, name, found));
                collect(state.object("ItemProcessor"), name, found);
                collect(state.object("Iterator"), name, found);
              }
            });
  }
}
