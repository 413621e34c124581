package dev.stepwell.dsl.passes;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.plan.Layout;
import dev.stepwell.dsl.structure.Structuring;
import java.util.ArrayList;
import java.util.List;

/** Says which tasks of graphs wait for others because states can only be nested. */
public final class AddedWaits {

  private AddedWaits() {}

  /** One diagnostic a wait, in the order of the source. */
  public static List<Diagnostic> diagnostics(Routes routes) {
    List<Diagnostic> found = new ArrayList<>();
    for (Routes.Planned planned : routes.graphs().values()) {
      if (!planned.plan().graph().strict()) {
        waits(planned)
            .forEach(
                wait ->
                    found.add(
                        new Diagnostic(
                            Diagnostic.Severity.WARNING,
                            "ADDED_WAIT",
                            wait + ", in graph '" + planned.plan().graph().id() + "'",
                            null,
                            "say after if it is welcome, expected if another one costs less, or"
                                + " child to take tasks apart")));
      }
    }
    return found;
  }

  /** What is wrong with strict graphs. */
  public static List<String> refused(Routes routes) {
    List<String> problems = new ArrayList<>();
    for (Routes.Planned planned : routes.graphs().values()) {
      Node.Graph graph = planned.plan().graph();
      List<String> waits = waits(planned);
      if (graph.strict() && !waits.isEmpty()) {
        problems.add(
            graph.place()
                + ": graph '"
                + graph.id()
                + "' is strict, but states can only be nested, and so "
                + String.join("; ", waits)
                + "; add these dependencies with after, or leave out strict");
      }
    }
    return problems;
  }

  private static List<String> waits(Routes.Planned planned) {
    List<String> all = new ArrayList<>();
    for (Layout.Level level : planned.layout().levels().values()) {
      for (Structuring.AddedWait wait : level.added()) {
        all.add(
            level.items().get(wait.vertex()).id()
                + " also waits for "
                + level.items().get(wait.waitsFor()).id());
      }
    }
    return all;
  }
}
