package dev.stepwell.engine;

/**
 * A definition, ready to run.
 *
 * @param start the first state
 * @param timeoutMillis the limit of a whole execution; {@code Long.MAX_VALUE} for none
 * @param states all states, those of the whole definition also where this is a part of it
 */
record Plan(Node start, long timeoutMillis, PlanStates states) {}
