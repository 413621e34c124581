package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.TaskState;

/** What can be said, at a place in the states, of how the tasks of a graph have ended. Mutable. */
final class Known {

  /** The bit of the case that a vertex that chooses has taken no way. */
  static final int NO_WAY = 1 << 30;

  private final int[] states;
  private final int[] ways;

  Known(int vertices) {
    this(new int[vertices], new int[vertices]);
  }

  private Known(int[] states, int[] ways) {
    this.states = states;
    this.ways = ways;
  }

  Known copy() {
    return new Known(states.clone(), ways.clone());
  }

  /** The states that a vertex may have; 0 if it has not been decided. */
  int states(int vertex) {
    return states[vertex];
  }

  /** The ways that a vertex may have taken. */
  int ways(int vertex) {
    return ways[vertex];
  }

  void set(int vertex, TaskState state) {
    set(vertex, state.bit(), NO_WAY);
  }

  void set(int vertex, int possible, int taken) {
    states[vertex] = possible;
    ways[vertex] = taken;
  }

  /** Rules out states that a vertex cannot have here. */
  void only(int vertex, int possible) {
    states[vertex] &= possible;
  }

  /** Takes in what may be the case too. */
  void or(Known other) {
    for (int v = 0; v < states.length; v++) {
      states[v] |= other.states[v];
      ways[v] |= other.ways[v];
    }
  }
}
