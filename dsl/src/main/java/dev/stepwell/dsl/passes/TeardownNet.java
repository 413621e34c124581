package dev.stepwell.dsl.passes;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.dsl.TriggerRule;
import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.model.Vertex;
import dev.stepwell.dsl.plan.References;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The workflow that tears down after executions that could not do it themselves: those that were
 * stopped or ran out of time, and those with an error that no Catch sees. It gets their input; what
 * a step gave is lost, so that teardowns that use it are left out, and said.
 */
public final class TeardownNet {

  private TeardownNet() {}

  /** The net of a workflow; null if it has no teardown that can be run without it. */
  public static @Nullable Program of(Program program) {
    List<Vertex> vertices = new ArrayList<>();
    for (Vertex teardown : teardowns(program)) {
      if (isPossible(teardown)) {
        vertices.add(
            new Vertex(
                teardown.id(),
                teardown.place(),
                TriggerRule.ALL_SUCCESS,
                Vertex.Role.WORK,
                List.of(),
                teardown.action(),
                teardown.skippedBy(),
                teardown.onFailure(),
                teardown.onSuccess(),
                null,
                null));
      }
    }
    if (vertices.isEmpty()) {
      return null;
    }
    String name = program.name() + "-net";
    Node.Graph graph = new Node.Graph("teardowns", program.place(), vertices, List.of(), false);
    return new Program(
        name,
        program.place(),
        program.entries(),
        program.inputs(),
        new Block(name, List.of(graph), null, null, null),
        null,
        true);
  }

  /** One warning for every teardown that the net cannot run. */
  public static List<Diagnostic> missed(Program program) {
    return teardowns(program).stream()
        .filter(teardown -> !isPossible(teardown))
        .map(
            teardown ->
                new Diagnostic(
                    Diagnostic.Severity.WARNING,
                    "TEARDOWN_NOT_IN_NET",
                    "teardown '"
                        + teardown.id()
                        + "' needs what the execution made, so it cannot be run when the"
                        + " execution is stopped or times out",
                    null,
                    "name what it removes after the workflow's input alone"))
        .toList();
  }

  private static List<Vertex> teardowns(Program program) {
    List<Vertex> found = new ArrayList<>();
    for (Node node : program.root().nodes()) {
      if (node instanceof Node.Graph graph) {
        graph.vertices().stream().filter(vertex -> vertex.role().isTeardown()).forEach(found::add);
      }
    }
    return found;
  }

  /** Whether all that it needs is the input. */
  private static boolean isPossible(Vertex teardown) {
    return teardown.region() == null
        && References.leaves(teardown).stream()
            .noneMatch(
                leaf ->
                    (leaf instanceof Expr.Output output && !output.step().equals(teardown.id()))
                        || leaf instanceof Expr.Carried
                        || leaf instanceof Expr.Item);
  }
}
