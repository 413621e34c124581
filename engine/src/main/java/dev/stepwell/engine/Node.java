package dev.stepwell.engine;

import org.jspecify.annotations.Nullable;

/** One state of a plan, with everything looked up beforehand. Immutable once linked. */
abstract class Node {

  private final String name;
  private final EventType entered;
  private final @Nullable EventType exited;
  private @Nullable Node next;
  private int index;

  Node(String name, EventType entered, @Nullable EventType exited) {
    this.name = name;
    this.entered = entered;
    this.exited = exited;
  }

  /** Runs the state that the frame has just entered; ends with an exit, a failure or a wait. */
  abstract void run(Frame frame);

  /** The event for a state that is cut off while it runs; null for states that cannot be. */
  @Nullable EventType aborted() {
    return null;
  }

  final String name() {
    return name;
  }

  final EventType entered() {
    return entered;
  }

  final @Nullable EventType exited() {
    return exited;
  }

  /** The place among all states of the definition, by name; see {@link PlanStates}. */
  final int index() {
    return index;
  }

  final void index(int place) {
    this.index = place;
  }

  /** The state that follows, or null if the graph ends here. */
  final @Nullable Node next() {
    return next;
  }

  final void link(@Nullable Node following) {
    this.next = following;
  }
}
