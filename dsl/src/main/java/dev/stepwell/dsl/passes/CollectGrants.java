package dev.stepwell.dsl.passes;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.iam.DefinitionRights;
import dev.stepwell.dsl.iam.PermissionCheck;
import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Grant;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what the machine's role must be allowed to do, and for which steps. */
public final class CollectGrants {

  private final Map<Permission, Set<String>> steps = new LinkedHashMap<>();

  private CollectGrants() {}

  /**
   * The grants in the order in which steps first need them: what typed steps declare, and then what
   * the definition needs besides, for states that somebody else wrote and for distributed Maps.
   */
  public static List<Grant> of(Program program, JsonObject definition) {
    CollectGrants grants = new CollectGrants();
    grants.block(program.root());
    List<Grant> list = new ArrayList<>();
    grants.steps.forEach(
        (permission, users) -> list.add(new Grant(permission, List.copyOf(users))));
    list.addAll(
        PermissionCheck.missing(
            DefinitionRights.of("*" + program.name(), definition),
            List.copyOf(grants.steps.keySet())));
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
      node.blocks().forEach(this::block);
    }
    for (Block handler : new Block[] {block.onFailure(), block.always()}) {
      if (handler != null) {
        block(handler);
      }
    }
  }
}
