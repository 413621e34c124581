package dev.stepwell.asl;

/**
 * A state of a state machine. Members that may hold either a constant or an expression are kept as
 * the JSON that was written; a Java null means that the field is absent.
 */
public sealed interface State
    permits TaskState,
        PassState,
        ChoiceState,
        WaitState,
        SucceedState,
        FailState,
        ParallelState,
        MapState {

  /** What every state has. */
  StateHeader header();

  /** How data flows through the state. */
  DataFlow data();

  /** The state's name, unique in the whole machine. */
  default String name() {
    return header().name();
  }

  /** The word in the field {@code Type}. */
  String type();
}
