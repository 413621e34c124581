package dev.stepwell.dsl.model;

/**
 * How to see in the result of a call that went well that the service refused a part of it.
 *
 * @param refused whether it did; true or false, over the result
 * @param reason why; a text, over the result, evaluated whether it did or not
 * @param error the error that the step raises then
 */
public record Verdict(Expr refused, Expr reason, String error) {}
