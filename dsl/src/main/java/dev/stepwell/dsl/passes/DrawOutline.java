package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.FlowGraph.Line;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Program;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the steps as the author wrote them, block by block. */
final class DrawOutline {

  private final List<Line> lines = new ArrayList<>();

  private DrawOutline() {}

  static List<Line> of(Program program) {
    DrawOutline outline = new DrawOutline();
    outline.block(program.root(), 0);
    return outline.lines;
  }

  private void block(Block block, int depth) {
    for (Node node : block.nodes()) {
      String label = DrawGraph.label(node);
      String kind = DrawGraph.kind(node);
      boolean said = kind.equals("step");
      lines.add(new Line(depth, node.id(), said ? label : (kind + " " + label).strip()));
      if (node instanceof Node.Each each) {
        block(each.body(), depth + 1);
      } else if (node instanceof Node.Fork fork) {
        for (Block branch : fork.branches()) {
          heading(branch.name() + ":", branch, depth + 1);
        }
      } else if (node instanceof Node.Choose choose) {
        heading("yes:", choose.then(), depth + 1);
        heading("no:", choose.otherwise(), depth + 1);
      } else if (node instanceof Node.Attempt attempt) {
        block(attempt.body(), depth + 1);
        for (Node.Recovery recovery : attempt.recoveries()) {
          String errors = String.join(", ", recovery.errors());
          heading("recover from " + errors + ":", recovery.block(), depth + 1);
        }
      }
    }
    heading("on failure:", block.onFailure(), depth);
    heading("always:", block.always(), depth);
  }

  private void heading(String title, @Nullable Block block, int depth) {
    if (block != null && !block.nodes().isEmpty()) {
      lines.add(new Line(depth, title, ""));
      block(block, depth + 1);
    }
  }
}
