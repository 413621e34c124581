package dev.stepwell.asl;

import java.util.List;

/**
 * Runs several graphs at once with the same input; the first that fails fails them all.
 *
 * @param branches the graphs
 */
public record ParallelState(
    StateHeader header,
    DataFlow data,
    List<StateGraph> branches,
    List<Retrier> retry,
    List<Catcher> catchers,
    Transition transition)
    implements State {

  /** Copies the lists. */
  public ParallelState {
    branches = List.copyOf(branches);
    retry = List.copyOf(retry);
    catchers = List.copyOf(catchers);
  }

  @Override
  public String type() {
    return "Parallel";
  }
}
