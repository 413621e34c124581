package dev.stepwell.dsl;

/**
 * What went wrong, as a handler sees it.
 *
 * @param error the error's name
 * @param cause the error's text; empty if there was none. A failed job's is the JSON that describes
 *     it
 */
public record Failure(Text error, Text cause) {}
