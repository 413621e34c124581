package dev.stepwell.asl;

import org.jspecify.annotations.Nullable;

/**
 * Ends its graph with an error. All four members as written; null where absent.
 *
 * @param error the error's name, constant or JSONata
 * @param cause the error's text, constant or JSONata
 * @param errorPath JSONPath only: a path or intrinsic call that yields the name
 * @param causePath JSONPath only: a path or intrinsic call that yields the text
 */
public record FailState(
    StateHeader header,
    @Nullable String error,
    @Nullable String cause,
    @Nullable String errorPath,
    @Nullable String causePath)
    implements State {

  @Override
  public DataFlow data() {
    return DataFlow.NONE;
  }

  @Override
  public String type() {
    return "Fail";
  }
}
