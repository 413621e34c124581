package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Pace;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.model.Vertex;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.List;

/** Finds what can only be seen in the whole: blocks without steps, ends that skip a teardown. */
public final class CheckProgram {

  /** Step Functions ends an execution whose history is longer. */
  private static final int LONGEST_HISTORY = 25_000;

  private final List<String> problems = new ArrayList<>();

  private CheckProgram() {}

  /** All problems, in the order of the source; empty if the program can be compiled. */
  public static List<String> problems(Program program) {
    CheckProgram check = new CheckProgram();
    if (program.root().nodes().isEmpty()) {
      check.problems.add(
          program.place()
              + ": workflow '"
              + program.name()
              + "' has no step; add at least one to its flow");
    }
    check.graph(program.root());
    return List.copyOf(check.problems);
  }

  /** A block that becomes a graph of its own: succeed ends it, after its always. */
  private void graph(Block block) {
    inside(block, false);
  }

  private void inside(Block block, boolean inTeardown) {
    nodes(block.nodes(), inTeardown);
    if (block.onFailure() != null) {
      inside(block.onFailure(), inTeardown);
    }
    if (block.always() != null) {
      inside(block.always(), true);
    }
  }

  private void nodes(List<Node> nodes, boolean inTeardown) {
    for (Node node : nodes) {
      if (node instanceof Node.Each each) {
        needSteps(node, each.body(), "the block of forEach '" + each.id() + "'");
        graph(each.body());
      } else if (node instanceof Node.Fork fork) {
        for (Block branch : fork.branches()) {
          needSteps(node, branch, "the branch '" + branch.name() + "'");
          graph(branch);
        }
      } else if (node instanceof Node.Graph tasks) {
        problems.addAll(CheckGraph.problems(tasks));
        tasks.vertices().forEach(vertex -> vertex(node, vertex));
      } else if (node instanceof Node.Succeed && inTeardown) {
        problems.add(
            node.place()
                + ": succeed '"
                + node.id()
                + "' would leave before an always block or a task of a graph has come to its end;"
                + " end the workflow outside of it");
      } else {
        if (node instanceof Node.Step step && step.work() instanceof Work.Sensor sensor) {
          checkHistory(step, sensor);
        }
        if (node instanceof Node.Attempt attempt) {
          needSteps(node, attempt.body(), "the block of attempt '" + attempt.id() + "'");
        }
        for (Block block : node.blocks()) {
          inside(block, inTeardown || block.always() != null);
        }
      }
    }
  }

  /** A loop that can fill a history by itself ends the execution before its deadline. */
  private void checkHistory(Node.Step step, Work.Sensor sensor) {
    Integer timeout = step.options().timeoutSeconds();
    Pace pace = timeout == null ? sensor.pace() : sensor.pace().within(timeout);
    long events = (long) (pace.limit() + 1) * sensor.eventsOfAPoke();
    if (events > LONGEST_HISTORY) {
      problems.add(
          step.place()
              + ": sensor '"
              + step.id()
              + "' may poke "
              + (pace.limit() + 1)
              + " times, which is "
              + events
              + " history events of the "
              + LONGEST_HISTORY
              + " that an execution can have; poke less often, or shorten its time-out");
    }
  }

  /** A task ends by itself: succeed inside would end what is around it. */
  private void vertex(Node graph, Vertex vertex) {
    for (Block block : vertex.blocks()) {
      needSteps(graph, block, "the block of task '" + vertex.id() + "'");
      if (vertex.action() instanceof Vertex.Action.Each) {
        graph(block);
      } else {
        inside(block, true);
      }
    }
  }

  private void needSteps(Node node, Block block, String what) {
    if (block.nodes().isEmpty()) {
      problems.add(node.place() + ": " + what + " has no step; add at least one");
    }
  }
}
