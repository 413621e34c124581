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
 */
record Context(
    Graphs graph,
    List<String> eaches,
    Failures failures,
    @Nullable String teardown,
    @Nullable String handled) {

  /** The start of a graph of its own. */
  static Context top() {
    return new Context(new Graphs(), List.of(), Failures.NONE, null, null);
  }

  /** Inside a branch. */
  Context inner() {
    return new Context(new Graphs(), eaches, Failures.NONE, null, null);
  }

  /** Inside a forEach. */
  Context inner(String each) {
    List<String> deeper = new ArrayList<>(eaches);
    deeper.add(each);
    return new Context(new Graphs(), deeper, Failures.NONE, null, null);
  }

  Context failing(Failures to) {
    return new Context(graph, eaches, to, teardown, handled);
  }

  Context before(@Nullable String always) {
    return always == null ? this : new Context(graph, eaches, failures, always, handled);
  }

  Context handling(String variable) {
    return new Context(graph, eaches, failures, teardown, variable);
  }
}
