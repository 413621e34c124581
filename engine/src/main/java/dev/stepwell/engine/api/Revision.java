package dev.stepwell.engine.api;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.StateMachineHandle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a state machine was at a time. Immutable.
 *
 * @param id tells revisions apart; null for the first
 * @param handle what runs
 * @param settings how it is logged, traced and encrypted
 * @param since when it became so
 */
record Revision(@Nullable String id, StateMachineHandle handle, Settings settings, Instant since) {

  /** Adds what descriptions of state machines and of executions' state machines share. */
  void describe(JsonObject.Builder json, boolean encryption) {
    json.put("definition", handle.definition())
        .put("roleArn", handle.roleArn())
        .put("loggingConfiguration", settings.logging())
        .put("tracingConfiguration", settings.tracing())
        .putIfPresent("revisionId", id);
    if (encryption) {
      json.put("encryptionConfiguration", settings.encryption());
    }
    JsonObject references = References.in(handle.definition());
    if (!references.isEmpty()) {
      json.put("variableReferences", references);
    }
  }
}
