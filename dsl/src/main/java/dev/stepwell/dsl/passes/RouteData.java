package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what must be assigned to variables: only what somebody reads later. */
public final class RouteData {

  private final NameVariables names = new NameVariables();
  private final Map<String, Map<String, Boolean>> parts = new LinkedHashMap<>();
  private final Set<String> carried = new LinkedHashSet<>();
  private final Set<String> items = new LinkedHashSet<>();
  private final Set<String> indexes = new LinkedHashSet<>();

  private RouteData() {}

  /** The routes of a program. */
  public static Routes of(Program program) {
    RouteData data = new RouteData();
    data.names.add(Routes.failureKey(program.root().name()), "failure");
    data.block(program.root(), List.of(), true);
    return new Routes(
        data.names.all(),
        data.parts,
        data.carried,
        data.items,
        data.indexes,
        !program.entries().isEmpty());
  }

  /** Whether the block's value can be the output of its last state, without being assigned. */
  static boolean yieldsDirectly(Block block) {
    return block.onFailure() == null && block.always() == null && lastCall(block) != null;
  }

  static Node.@Nullable Step lastCall(Block block) {
    return !block.nodes().isEmpty()
            && block.nodes().get(block.nodes().size() - 1) instanceof Node.Step step
            && step.work() instanceof Work.Request
        ? step
        : null;
  }

  private void block(Block block, List<String> eaches, boolean graph) {
    for (Node node : block.nodes()) {
      node(node, eaches);
    }
    Expr result = block.result();
    if (result != null) {
      Node.Step last = graph && yieldsDirectly(block) ? lastCall(block) : null;
      use(result, eaches, last == null ? "" : last.id());
    }
    for (Block handler : new Block[] {block.onFailure(), block.always()}) {
      if (handler != null) {
        names.add(Routes.failureKey(block.name()), block.name() + "_failure");
        block(handler, eaches, false);
      }
    }
  }

  private void node(Node node, List<String> eaches) {
    names.add(node.id(), node.id());
    if (node instanceof Node.Step step) {
      step.work().uses().forEach(used -> use(used, eaches, ""));
    } else if (node instanceof Node.Each each) {
      use(each.items(), eaches, "");
      List<String> deeper = new ArrayList<>(eaches);
      deeper.add(each.id());
      block(each.body(), deeper, true);
    } else if (node instanceof Node.Fork fork) {
      for (Block branch : fork.branches()) {
        names.add(branch.name(), branch.name());
        block(branch, eaches, true);
      }
    } else if (node instanceof Node.Choose choose) {
      use(choose.condition(), eaches, "");
      block(choose.then(), eaches, false);
      block(choose.otherwise(), eaches, false);
    } else if (node instanceof Node.Attempt attempt) {
      names.add(Routes.failureKey(attempt.id()), attempt.id() + "_failure");
      attempt.blocks().forEach(inner -> block(inner, eaches, false));
    } else if (node instanceof Node.Fail fail) {
      use(fail.cause(), eaches, "");
    }
  }

  /** Notes what an expression reads; the outputs of one step may be at hand without a variable. */
  private void use(Expr expr, List<String> eaches, String atHand) {
    for (Expr leaf : expr.leaves()) {
      if (leaf instanceof Expr.Output output && !output.step().equals(atHand)) {
        parts
            .computeIfAbsent(output.step(), step -> new LinkedHashMap<>())
            .putIfAbsent(output.path().isEmpty() ? "" : output.path().get(0), output.optional());
      } else if (leaf instanceof Expr.Carried value) {
        carried.add(value.block());
      } else if (leaf instanceof Expr.Item item && !Routes.isInnermost(item.each(), eaches)) {
        items.add(item.each());
      } else if (leaf instanceof Expr.Token && eaches.size() > 1) {
        indexes.addAll(eaches.subList(0, eaches.size() - 1));
      }
    }
  }
}
