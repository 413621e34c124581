package dev.stepwell.asl;

/** Ends its graph well. */
public record SucceedState(StateHeader header, DataFlow data) implements State {

  @Override
  public String type() {
    return "Succeed";
  }
}
