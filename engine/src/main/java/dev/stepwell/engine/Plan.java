package dev.stepwell.engine;

/**
 * A definition, ready to run.
 *
 * @param start the first state
 * @param timeoutMillis the limit of a whole execution; {@code Long.MAX_VALUE} for none
 */
record Plan(Node start, long timeoutMillis) {}
