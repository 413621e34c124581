package dev.stepwell.dsl;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much an execution may take at most. A workflow whose executions can take more does not
 * compile. Immutable.
 *
 * <pre>{@code
 * Budget.none().events(20_000).dollars("0.05").items("transform", 24)
 * }</pre>
 *
 * <p>The limits hold whatever fails, is retried and caught, and however often a loop asks. If that
 * is more than you want to pay attention to, {@link #whenNothingFails} lets retries and handlers of
 * failures out of account.
 */
public final class Budget {

  private static final Budget NONE =
      new Budget(
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Map.of(),
          false);

  private final OptionalLong events;
  private final OptionalLong transitions;
  private final Optional<BigDecimal> dollars;
  private final OptionalLong payload;
  private final Map<String, Long> items;
  private final boolean whenNothingFails;

  private Budget(
      OptionalLong events,
      OptionalLong transitions,
      Optional<BigDecimal> dollars,
      OptionalLong payload,
      Map<String, Long> items,
      boolean whenNothingFails) {
    this.events = events;
    this.transitions = transitions;
    this.dollars = dollars;
    this.payload = payload;
    this.items = items;
    this.whenNothingFails = whenNothingFails;
  }

  /** No limit. */
  public static Budget none() {
    return NONE;
  }

  /** At most so many history events; Step Functions itself ends an execution after 25,000. */
  public Budget events(long most) {
    OptionalLong limit = OptionalLong.of(positive("events", most));
    return new Budget(limit, transitions, dollars, payload, items, whenNothingFails);
  }

  /** At most so many billed state transitions. */
  public Budget transitions(long most) {
    OptionalLong limit = OptionalLong.of(positive("transitions", most));
    return new Budget(events, limit, dollars, payload, items, whenNothingFails);
  }

  /**
   * Transitions for at most so many dollars, at the price of us-east-1 and without the free ones.
   *
   * @param most a decimal number, such as {@code 0.05}
   */
  public Budget dollars(String most) {
    BigDecimal limit;
    try {
      limit = new BigDecimal(most);
    } catch (NumberFormatException e) {
      throw InvalidWorkflowException.here(
          "a budget's dollars are a decimal number such as 0.05, not '" + most + "'");
    }
    if (limit.signum() <= 0) {
      throw InvalidWorkflowException.here("a budget's dollars are more than 0, not " + most);
    }
    return new Budget(events, transitions, Optional.of(limit), payload, items, whenNothingFails);
  }

  /**
   * No payload of more bytes than this, as far as the definition tells; what services say is not
   * known before they say it.
   */
  public Budget payload(long mostBytes) {
    OptionalLong limit = OptionalLong.of(positive("payload bytes", mostBytes));
    return new Budget(events, transitions, dollars, limit, items, whenNothingFails);
  }

  /**
   * Says how long the list of a {@code forEach} is at most, where only run time knows. Nothing
   * checks it at run time; estimates build on it.
   *
   * @param step the id of the {@code forEach}
   */
  public Budget items(String step, long most) {
    if (most < 0) {
      throw InvalidWorkflowException.here(
          "the list of '" + step + "' cannot have at most " + most + " items; say 0 or more");
    }
    Map<String, Long> more = new LinkedHashMap<>(items);
    more.put(step, most);
    return new Budget(events, transitions, dollars, payload, Map.copyOf(more), whenNothingFails);
  }

  /** Holds the limits against executions in which nothing fails, is retried or caught. */
  public Budget whenNothingFails() {
    return new Budget(events, transitions, dollars, payload, items, true);
  }

  OptionalLong events() {
    return events;
  }

  OptionalLong transitions() {
    return transitions;
  }

  Optional<BigDecimal> dollars() {
    return dollars;
  }

  OptionalLong payload() {
    return payload;
  }

  Map<String, Long> items() {
    return items;
  }

  boolean isWhenNothingFails() {
    return whenNothingFails;
  }

  private static long positive(String what, long most) {
    if (most < 1) {
      throw InvalidWorkflowException.here(
          "a budget of " + what + " is 1 or more, but this one is " + most);
    }
    return most;
  }
}
