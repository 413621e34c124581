package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;

/**
 * What a worker has to do for an activity.
 *
 * @param token whom to answer: {@link Engine#sendTaskSuccess} and the like
 * @param input what to work on
 */
public record ActivityTask(String token, Json input) {}
