package dev.stepwell.asl;

import org.jspecify.annotations.Nullable;

/**
 * A state machine as its definition says.
 *
 * @param graph the states and where they start
 * @param queryLanguage the language of states that name none, as written; null where absent
 *     (JSONPath)
 * @param timeoutSeconds the limit of a whole execution, in seconds; null where absent (none)
 * @param version the language's version as written; null where absent ("1.0")
 */
public record StateMachine(
    StateGraph graph,
    @Nullable QueryLanguage queryLanguage,
    @Nullable Integer timeoutSeconds,
    @Nullable String version) {}
