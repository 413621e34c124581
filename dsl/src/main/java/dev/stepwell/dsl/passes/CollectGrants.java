package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Grant;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.model.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what the machine's role must be allowed to do, and for which steps. */
public final class CollectGrants {

  private static final String MACHINES =
      "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:";

  private final Map<Permission, Set<String>> steps = new LinkedHashMap<>();

  private final String workflow;

  private CollectGrants(String workflow) {
    this.workflow = workflow;
  }

  /** The grants in the order in which steps first need them. */
  public static List<Grant> of(Program program) {
    CollectGrants grants = new CollectGrants(program.name());
    grants.block(program.root());
    List<Grant> list = new ArrayList<>();
    grants.steps.forEach(
        (permission, users) -> list.add(new Grant(permission, List.copyOf(users))));
    return list;
  }

  private void block(Block block) {
    for (Node node : block.nodes()) {
      if (node instanceof Node.Step step) {
        for (Call call : step.work().calls()) {
          for (Permission permission : call.permissions()) {
            steps.computeIfAbsent(permission, unused -> new LinkedHashSet<>()).add(step.id());
          }
        }
      }
      if (node instanceof Node.Graph graph) {
        for (Region region : graph.regions()) {
          if (!region.isMapped()) {
            child(region.id());
          }
        }
      }
      node.blocks().forEach(this::block);
    }
    for (Block handler : new Block[] {block.onFailure(), block.always()}) {
      if (handler != null) {
        block(handler);
      }
    }
  }

  /** A distributed Map starts executions of its own machine. */
  private void child(String id) {
    for (Permission permission :
        List.of(
            Permission.on(MACHINES + "stateMachine:*" + workflow, "states:StartExecution"),
            Permission.on(
                MACHINES + "execution:*" + workflow + "/*",
                "states:DescribeExecution",
                "states:StopExecution"))) {
      steps.computeIfAbsent(permission, unused -> new LinkedHashSet<>()).add(id);
    }
  }
}
