package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Range;

/**
 * How much one execution takes that ends well and retries nothing.
 *
 * @param events history events; an execution has at most 25,000
 * @param transitions billed state transitions
 */
public record Estimates(Range events, Range transitions) {}
