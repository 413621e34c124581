package dev.stepwell.local.events;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonObject;
import java.io.IOException;
import software.amazon.event.ruler.Machine;

/**
 * A pattern that events match or not, in the language of EventBridge, which filter policies of SNS
 * use too. AWS's own library decides. Thread-safe.
 */
public final class EventPattern {

  private final JsonObject source;
  private final Machine machine;

  private EventPattern(JsonObject source, Machine machine) {
    this.source = source;
    this.machine = machine;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is wrong; the message says where
   */
  public static EventPattern of(JsonObject pattern) {
    Machine machine = Machine.builder().build();
    try {
      machine.addRule("rule", requireNonNull(pattern, "pattern").compact());
    } catch (IOException | IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "Event pattern is not valid. Reason: " + wrong.getMessage() + ": " + pattern.compact(),
          wrong);
    }
    return new EventPattern(pattern, machine);
  }

  /** Whether an event matches. */
  public boolean matches(JsonObject event) {
    try {
      return !machine.rulesForJSONEvent(event.compact()).isEmpty();
    } catch (Exception broken) {
      throw new IllegalStateException(
          "the pattern " + source.compact() + " cannot be compared with an event", broken);
    }
  }

  @Override
  public String toString() {
    return source.compact();
  }
}
