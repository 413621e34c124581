package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A task that was given away when its process ended.
 *
 * @param arguments what it got
 * @param timeout its limit in seconds; null for none
 * @param heartbeat its heartbeat's limit in seconds; null for none
 * @param roleArn the role to assume; null for the execution's own
 * @param scheduledId the event that scheduled it
 * @param scheduledAt when that was, in milliseconds since 1970
 * @param isStarted whether somebody was given it, or was about to be
 * @param submission what it answered when it took over a job; null if it had not
 */
record Handout(
    Json arguments,
    @Nullable Long timeout,
    @Nullable Long heartbeat,
    @Nullable String roleArn,
    int scheduledId,
    long scheduledAt,
    boolean isStarted,
    @Nullable Json submission) {

  Handout started() {
    return new Handout(
        arguments, timeout, heartbeat, roleArn, scheduledId, scheduledAt, true, submission);
  }

  Handout submitted(Json answer) {
    return new Handout(
        arguments, timeout, heartbeat, roleArn, scheduledId, scheduledAt, isStarted, answer);
  }
}
