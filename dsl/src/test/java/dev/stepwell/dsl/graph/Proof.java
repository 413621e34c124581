package dev.stepwell.dsl.graph;

import dev.stepwell.dsl.airflow.Graph;
import dev.stepwell.dsl.airflow.Reference;
import dev.stepwell.dsl.airflow.Result;
import dev.stepwell.dsl.airflow.State;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.StateMachineHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Holds compiled graphs against the reference, and counts. */
final class Proof implements AutoCloseable {

  private static final int SHOWN = 5;

  private final Machine machine = new Machine();
  private final List<String> differences = new ArrayList<>();
  private long cases;
  private long differ;
  private long documented;

  /** A case: what every instance does, and whether gates are open and branches choose. */
  record Case(List<List<State>> outcomes, boolean flag) {}

  /**
   * Runs a graph for all cases.
   *
   * @param graphs the graph as the reference sees it, by the flag: a choice is part of it
   * @param compiled the graph that is compiled
   */
  void hold(Map<Boolean, Graph> graphs, Graph compiled, int items, List<Case> all) {
    String definition = Rebuilt.workflow(compiled).compile().asl();
    StateMachineHandle handle = machine.create(definition);
    Map<Case, CompletableFuture<Execution>> runs = new LinkedHashMap<>();
    for (Case each : all) {
      runs.put(each, machine.start(handle, Rebuilt.input(each.outcomes(), each.flag(), items)));
    }
    runs.forEach(
        (each, run) ->
            compare(
                graphs.get(each.flag()), each, Machine.result(run, compiled.size()), definition));
    machine.delete(handle);
  }

  /** The same for a graph without choices. */
  void hold(Graph graph, int items, List<List<List<State>>> outcomes) {
    hold(
        Map.of(true, graph),
        graph,
        items,
        outcomes.stream().map(of -> new Case(of, true)).toList());
  }

  private void compare(Graph graph, Case each, Result made, String definition) {
    cases++;
    Result expected = Reference.barrier(graph, each.outcomes());
    if (made.verdict() == expected.verdict() && same(made.states(), expected.states())) {
      return;
    }
    if (differ++ < SHOWN) {
      differences.add(
          graph + "\n" + each + "\n  gives " + made + "\n  not   " + expected + "\n" + definition);
    }
  }

  /** A mapped task that was never expanded has one state, which is that of all its instances. */
  private static boolean same(List<List<State>> made, List<List<State>> expected) {
    for (int t = 0; t < made.size(); t++) {
      Set<State> distinct = Set.copyOf(expected.get(t));
      boolean summary = made.get(t).size() == 1 && distinct.equals(Set.of(made.get(t).get(0)));
      if (!summary && !made.get(t).equals(expected.get(t))) {
        return false;
      }
    }
    return true;
  }

  /** Counts a case in which Airflow, which decides early, can also come to something else. */
  void document(Graph graph, List<List<State>> outcomes) {
    Set<Result> possible = Reference.everyOrder(graph, outcomes);
    if (!possible.equals(Set.of(Reference.barrier(graph, outcomes)))) {
      documented++;
    }
  }

  List<String> differences() {
    return differences;
  }

  long cases() {
    return cases;
  }

  @Override
  public String toString() {
    return "trigger rules: "
        + cases
        + " cases, "
        + differ
        + " differ, "
        + documented
        + " documented";
  }

  @Override
  public void close() {
    machine.close();
  }
}
