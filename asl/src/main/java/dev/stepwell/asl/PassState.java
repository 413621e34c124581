package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Hands its input on, or a constant, or what its expressions make of it.
 *
 * @param result JSONPath only: the constant that is the state's result; null where absent
 */
public record PassState(
    StateHeader header, DataFlow data, @Nullable Json result, Transition transition)
    implements State {

  @Override
  public String type() {
    return "Pass";
  }
}
