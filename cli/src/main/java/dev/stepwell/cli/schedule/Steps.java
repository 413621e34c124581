package dev.stepwell.cli.schedule;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.model.Demand;
import dev.stepwell.dsl.model.FlowGraph;
import dev.stepwell.scheduler.Asset;
import dev.stepwell.scheduler.Pool;
import dev.stepwell.scheduler.StepSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps of a compiled workflow as the scheduler sees them. What leads to a block leads to all
 * that lies in it, and what follows a block waits for all that lies in it.
 */
final class Steps {

  private final Compiled workflow;
  private final FlowGraph graph;
  private final Set<String> states;

  private Steps(Compiled workflow) {
    this.workflow = workflow;
    this.graph = workflow.graph();
    this.states = new LinkedHashSet<>();
    collect(workflow.definition());
  }

  static List<StepSpec> of(Compiled workflow) {
    Steps steps = new Steps(workflow);
    return steps.graph.nodes().stream().map(steps::step).toList();
  }

  private void collect(JsonObject machine) {
    JsonObject all = machine.object("States");
    for (String name : all.names()) {
      states.add(name);
      JsonObject state = all.object(name);
      for (Json branch : state.array("Branches")) {
        collect((JsonObject) branch);
      }
      collect(state.object("ItemProcessor"));
    }
  }

  private StepSpec step(FlowGraph.Vertex node) {
    Set<String> its =
        states.stream()
            .filter(state -> state.equals(node.id()) || state.startsWith(node.id() + "."))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Demand demand = workflow.demands().getOrDefault(node.id(), Demand.NONE);
    return new StepSpec(
        node.id(),
        upstream(node),
        its,
        demand.pool().isEmpty() ? Pool.DEFAULT : demand.pool(),
        demand.slots(),
        isBlock(node) ? 0 : demand.priority(),
        demand.outlets().stream().map(Asset::new).toList());
  }

  private boolean isBlock(FlowGraph.Vertex node) {
    return graph.nodes().stream().anyMatch(each -> each.parent().equals(node.id()));
  }

  private Set<String> upstream(FlowGraph.Vertex node) {
    List<String> around = new ArrayList<>();
    for (String id = node.id(); !id.isEmpty(); id = parent(id)) {
      around.add(id);
    }
    Set<String> upstream = new LinkedHashSet<>(around.subList(1, around.size()));
    for (FlowGraph.Edge edge : graph.edges()) {
      if (around.contains(edge.to()) && !around.contains(edge.from())) {
        upstream.add(edge.from());
        upstream.addAll(within(edge.from()));
      }
    }
    return upstream;
  }

  private String parent(String id) {
    return graph.nodes().stream()
        .filter(node -> node.id().equals(id))
        .map(FlowGraph.Vertex::parent)
        .findFirst()
        .orElse("");
  }

  private Set<String> within(String block) {
    Set<String> within = new LinkedHashSet<>();
    for (FlowGraph.Vertex node : graph.nodes()) {
      if (node.parent().equals(block)) {
        within.add(node.id());
        within.addAll(within(node.id()));
      }
    }
    return within;
  }
}
