package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Demand;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what steps demand of the scheduler, however deep they lie. */
public final class CollectDemands {

  private CollectDemands() {}

  /** The demands by the steps' ids, in the order of the source; steps without any are left out. */
  public static Map<String, Demand> of(Program program) {
    Map<String, Demand> demands = new LinkedHashMap<>();
    collect(program.root(), demands);
    return demands;
  }

  private static void collect(Block block, Map<String, Demand> demands) {
    for (Node node : block.nodes()) {
      if (node instanceof Node.Step step && !step.options().demand().equals(Demand.NONE)) {
        demands.put(step.id(), step.options().demand());
      }
      node.blocks().forEach(inner -> collect(inner, demands));
    }
    for (@Nullable Block inner : new Block[] {block.onFailure(), block.always()}) {
      if (inner != null) {
        collect(inner, demands);
      }
    }
  }
}
