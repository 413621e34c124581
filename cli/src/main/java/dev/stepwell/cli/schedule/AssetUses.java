package dev.stepwell.cli.schedule;

import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.CompiledTrigger;
import dev.stepwell.dsl.Workflow;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which steps update and read the assets of a catalogue, and which workflows wait for them. */
public final class AssetUses {

  private static final class Use {
    final Set<String> updatedBy = new LinkedHashSet<>();
    final Set<String> readBy = new LinkedHashSet<>();
    final Set<String> waitedForBy = new LinkedHashSet<>();
  }

  private final Map<String, Use> uses = new TreeMap<>();

  private AssetUses() {}

  /** By asset, an object each; steps are written {@code workflow.step}. */
  public static JsonArray of(Catalogue catalogue) {
    AssetUses all = new AssetUses();
    for (Workflow<?> workflow : catalogue.workflows()) {
      all.add(workflow.compile());
    }
    return all.uses.entrySet().stream()
        .map(
            each ->
                JsonObject.builder()
                    .put("asset", each.getKey())
                    .put("updated_by", String.join(", ", each.getValue().updatedBy))
                    .put("read_by", String.join(", ", each.getValue().readBy))
                    .put("waited_for_by", String.join(", ", each.getValue().waitedForBy))
                    .build())
        .collect(JsonArray.collector());
  }

  private void add(Compiled workflow) {
    workflow
        .demands()
        .forEach(
            (step, demand) -> {
              String name = workflow.name() + "." + step;
              demand.outlets().forEach(asset -> use(asset).updatedBy.add(name));
              demand.inlets().forEach(asset -> use(asset).readBy.add(name));
            });
    for (CompiledTrigger trigger : workflow.triggers()) {
      if (trigger instanceof CompiledTrigger.AssetsUpdated updated) {
        updated
            .condition()
            .assets()
            .forEach(asset -> use(asset.uri()).waitedForBy.add(workflow.name()));
      }
    }
  }

  private Use use(String asset) {
    return uses.computeIfAbsent(asset, key -> new Use());
  }
}
