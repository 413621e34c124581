package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One way out of a Choice.
 *
 * @param condition when to go this way
 * @param next the state to go to
 * @param output JSONata only: replaces the state's own; null where absent
 * @param assign replaces the state's own; null where absent
 * @param comment a remark; null where absent
 */
public record ChoiceRule(
    Condition condition,
    String next,
    @Nullable Json output,
    @Nullable JsonObject assign,
    @Nullable String comment) {}
