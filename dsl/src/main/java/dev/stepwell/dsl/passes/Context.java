package dev.stepwell.dsl.passes;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a statement stands while it is expanded.
 *
 * @param graph what collects the states
 * @param eaches the enclosing forEach, the innermost last
 * @param failures where failures go
 * @param teardown where succeed goes; null where it ends the graph at once
 * @param handled the variable that succeed clears; null outside of a handler
 * @param homes where the variables of graphs are
 * @param captures what is handed over to the child execution it is in; null outside of one
 * @param around the forks and regions of graphs around it, the outermost first
 */
record Context(
    Graphs graph,
    List<String> eaches,
    Failures failures,
    @Nullable String teardown,
    @Nullable String handled,
    Homes homes,
    @Nullable Captures captures,
    List<String> around) {

  /** The start of a graph of its own. */
  static Context top() {
    return new Context(
        new Graphs(), List.of(), Failures.NONE, null, null, new Homes(), null, List.of());
  }

  /** Inside a branch. */
  Context inner() {
    return new Context(new Graphs(), eaches, Failures.NONE, null, null, homes, captures, around);
  }

  /** Inside a forEach. */
  Context inner(String each) {
    List<String> deeper = new ArrayList<>(eaches);
    deeper.add(each);
    return new Context(new Graphs(), deeper, Failures.NONE, null, null, homes, captures, around);
  }

  Context failing(Failures to) {
    return new Context(graph, eaches, to, teardown, handled, homes, captures, around);
  }

  Context before(@Nullable String always) {
    return always == null
        ? this
        : new Context(graph, eaches, failures, always, handled, homes, captures, around);
  }

  Context handling(String variable) {
    return new Context(graph, eaches, failures, teardown, variable, homes, captures, around);
  }

  /** Inside a fork or a region of a graph. */
  Context within(String variable) {
    List<String> deeper = new ArrayList<>(around);
    deeper.add(variable);
    return new Context(graph, eaches, failures, teardown, handled, homes, captures, deeper);
  }

  /** Inside a child execution, which is a region of a graph. */
  Context child(String variable) {
    List<String> deeper = new ArrayList<>(around);
    deeper.add(variable);
    return new Context(
        new Graphs(), List.of(), Failures.NONE, null, null, homes, new Captures(this), deeper);
  }

  /** The same place, for states that are thrown away. */
  Context scratch() {
    return new Context(
        new Graphs(), eaches, failures, teardown, handled, new Homes(), captures, around);
  }

  /** A task of a graph: it fails and ends by itself. */
  Context alone(Failures to) {
    return new Context(graph, eaches, to, null, null, homes, captures, around);
  }
}
