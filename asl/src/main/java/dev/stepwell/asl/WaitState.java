package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Lets time pass. Exactly one of the four members is present.
 *
 * @param seconds a whole number, or JSONata that yields one
 * @param timestamp an RFC 3339 instant, or JSONata that yields one
 * @param secondsPath JSONPath only: where the number is
 * @param timestampPath JSONPath only: where the instant is
 */
public record WaitState(
    StateHeader header,
    DataFlow data,
    @Nullable Json seconds,
    @Nullable String timestamp,
    @Nullable String secondsPath,
    @Nullable String timestampPath,
    Transition transition)
    implements State {

  @Override
  public String type() {
    return "Wait";
  }
}
