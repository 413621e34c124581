package dev.stepwell.engine.api;

import dev.stepwell.asl.StateMachineReader;
import dev.stepwell.asl.VariableReferences;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;

/** Which variables the states of a definition use. */
final class References {

  private References() {}

  static JsonObject in(String definition) {
    return Json.of(VariableReferences.of(StateMachineReader.read(definition)));
  }
}
