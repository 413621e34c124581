package dev.stepwell.dsl;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.model.Demand;
import dev.stepwell.dsl.model.FlowGraph;
import dev.stepwell.dsl.model.Grant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiled workflow. Everything is in the order of declaration and the same on every JVM.
 *
 * @param name the workflow's name
 * @param definition the Amazon States Language definition
 * @param triggers what starts it
 * @param iam what the machine's role must be allowed to do
 * @param deployedNames the names that deployment must fill: <code>${Name}</code> in the definition
 * @param estimates how much one execution takes
 * @param graph the steps as the author sees them
 * @param diagnostics warnings; a definition with errors is not compiled
 * @param demands what steps demand of the scheduler, by their ids; steps that demand nothing are
 *     not in it
 * @param net the workflow that tears down after executions of this one that were stopped, ran out
 *     of time or failed in a way that no Catch sees; null if there is nothing to tear down
 */
public record Compiled(
    String name,
    JsonObject definition,
    List<CompiledTrigger> triggers,
    List<Grant> iam,
    List<String> deployedNames,
    Estimates estimates,
    FlowGraph graph,
    List<Diagnostic> diagnostics,
    Map<String, Demand> demands,
    @Nullable Compiled net) {

  /** Copies the lists. */
  public Compiled {
    triggers = List.copyOf(triggers);
    iam = List.copyOf(iam);
    deployedNames = List.copyOf(deployedNames);
    diagnostics = List.copyOf(diagnostics);
    demands = Collections.unmodifiableMap(new LinkedHashMap<>(demands));
  }

  /** The definition as text, over lines, with a final line feed. */
  public String asl() {
    return definition.pretty();
  }
}
