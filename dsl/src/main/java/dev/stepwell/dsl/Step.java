package dev.stepwell.dsl;

/**
 * A task's place in a flow.
 *
 * @param id the name the author gave
 * @param output what the task gives there
 * @param <O> the output's shape
 */
public record Step<O>(String id, O output) {}
