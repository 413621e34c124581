package dev.stepwell.asl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the first way whose condition holds.
 *
 * @param choices in the order tried
 * @param defaultState where to go if none holds; null where absent
 */
public record ChoiceState(
    StateHeader header, DataFlow data, List<ChoiceRule> choices, @Nullable String defaultState)
    implements State {

  /** Copies the rules. */
  public ChoiceState {
    choices = List.copyOf(choices);
  }

  @Override
  public String type() {
    return "Choice";
  }
}
