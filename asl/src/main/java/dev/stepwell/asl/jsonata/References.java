package dev.stepwell.asl.jsonata;

import java.util.Collections;
import java.util.Set;

/**
 * What an expression takes from outside. All names distinct, in the order in which they are met.
 *
 * @param topLevel fields of the input document, {@code $} for the document itself; Step Functions
 *     gives an expression none
 * @param variables those not set inside the expression, without dollars; functions that are always
 *     there do not count
 * @param states the fields of {@code $states} that are used
 * @param wholeInput whether {@code $$} is used
 * @param assignsStates whether the reserved variable is assigned to
 */
public record References(
    Set<String> topLevel,
    Set<String> variables,
    Set<String> states,
    boolean wholeInput,
    boolean assignsStates) {

  /** Keeps the order. */
  public References {
    topLevel = Collections.unmodifiableSet(topLevel);
    variables = Collections.unmodifiableSet(variables);
    states = Collections.unmodifiableSet(states);
  }

  /** What an expression takes from outside. */
  public static References of(Expression expression) {
    return new ReferenceWalk().walk(expression);
  }
}
