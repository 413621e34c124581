package dev.stepwell.asl;

import org.jspecify.annotations.Nullable;

/**
 * What every state has.
 *
 * @param name the state's name
 * @param comment as written; null where absent
 * @param queryLanguage the language in force: the state's own, else the machine's
 * @param ownQueryLanguage the language written on the state; null where absent
 */
public record StateHeader(
    String name,
    @Nullable String comment,
    QueryLanguage queryLanguage,
    @Nullable QueryLanguage ownQueryLanguage) {}
