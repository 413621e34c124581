package dev.stepwell.engine.teststate;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How a test of a state went.
 *
 * @param status how the state was left
 * @param output what it gave; null if it failed
 * @param error the name of the failure; null for none
 * @param cause the text of the failure; null for none
 * @param nextState where it goes on; null if nowhere
 * @param inspectionData what its data looked like on its way; null if that was not asked for
 */
public record TestStateResponse(
    Status status,
    @Nullable Json output,
    @Nullable String error,
    @Nullable String cause,
    @Nullable String nextState,
    @Nullable JsonObject inspectionData) {

  /** How a state was left. */
  public enum Status {
    /** It ended well. */
    SUCCEEDED,
    /** It failed for good. */
    FAILED,
    /** It failed and would be tried again. */
    RETRIABLE,
    /** It failed, and a catcher took it. */
    CAUGHT_ERROR
  }

  /** The response in the shape of the TestState operation. */
  public JsonObject json() {
    return JsonObject.builder()
        .putIfPresent("output", output == null ? null : output.text())
        .putIfPresent("error", error)
        .putIfPresent("cause", cause)
        .putIfPresent("inspectionData", inspectionData)
        .putIfPresent("nextState", nextState)
        .put("status", status.name())
        .build();
  }
}
