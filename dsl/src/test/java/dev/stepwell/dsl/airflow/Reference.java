package dev.stepwell.dsl.airflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Airflow's semantics: what becomes of every task, given what each does if it runs.
 *
 * <p>Airflow's scheduler decides on every pass, so that an outcome can depend on who finished
 * first: of two upstream tasks of an {@code all_success} task, one skipped and one failed, the
 * first that is seen decides. {@link #barrier} gives the one answer of a scheduler that looks only
 * when everything upstream has finished, where failure beats skip; {@link #everyOrder} gives all
 * the answers that Airflow can give.
 *
 * <p>Where the rules are silent: {@code always} is not skipped by a branch, as it does not wait for
 * it; a branch's skip holds whatever the rule, and before it; a teardown is skipped by no choice;
 * an empty mapped task is skipped when it could run.
 */
public final class Reference {

  private final Graph graph;
  private final List<List<State>> outcomes;

  private Reference(Graph graph, List<List<State>> outcomes) {
    if (!graph.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", graph.problems()));
    }
    for (int task = 0; task < graph.size(); task++) {
      if (outcomes.get(task).size() != Run.instances(graph.jobs().get(task))) {
        throw new IllegalArgumentException(
            "task " + task + " needs an outcome per instance, has " + outcomes.get(task));
      }
    }
    this.graph = graph;
    this.outcomes = outcomes;
  }

  /**
   * Decides every task when all tasks directly upstream have finished, in the order of the numbers.
   *
   * @param outcomes what every instance does if it runs: success, failed or skipped; removed says
   *     that the index is gone whatever happens
   */
  public static Result barrier(Graph graph, List<List<State>> outcomes) {
    return new Reference(graph, outcomes).barrier();
  }

  /** Like {@link #barrier}, for tasks that are not mapped. */
  public static Result of(Graph graph, List<State> outcomes) {
    return barrier(graph, outcomes.stream().map(List::of).toList());
  }

  /** The results of all orders in which tasks can finish and the scheduler can look at them. */
  public static Set<Result> everyOrder(Graph graph, List<List<State>> outcomes) {
    Reference reference = new Reference(graph, outcomes);
    Set<Result> found = new LinkedHashSet<>();
    reference.explore(new Run(graph), Set.of(), new HashSet<>(), found);
    return found;
  }

  private Result barrier() {
    Run run = new Run(graph);
    for (int task = 0; task < graph.size(); task++) {
      for (int index = 0; index < outcomes.get(task).size(); index++) {
        settle(run, new Instance(task, index));
      }
    }
    return run.result();
  }

  private void settle(Run run, Instance of) {
    State outcome = outcome(of);
    Rule.Decision decision = run.decide(of.task(), of.index());
    if (outcome == State.REMOVED || decision == Rule.Decision.RUN) {
      run.end(of.task(), of.index(), outcome);
    } else if (decision != Rule.Decision.WAIT) {
      run.end(of.task(), of.index(), State.valueOf(decision.name()));
    }
  }

  /** Lets any one thing happen next: a decision, or the end of something that runs. */
  private void explore(Run run, Set<Instance> running, Set<Object> seen, Set<Result> found) {
    if (!seen.add(List.of(run.fingerprint(), running))) {
      return;
    }
    boolean stuck = true;
    for (Instance of : undecided(run)) {
      if (running.contains(of) || outcome(of) == State.REMOVED) {
        Run next = run.copy();
        next.end(of.task(), of.index(), outcome(of));
        Set<Instance> others = new HashSet<>(running);
        others.remove(of);
        explore(next, others, seen, found);
        stuck = false;
        continue;
      }
      Rule.Decision decision = run.decide(of.task(), of.index());
      if (decision == Rule.Decision.RUN) {
        Set<Instance> more = new HashSet<>(running);
        more.add(of);
        explore(run, more, seen, found);
        stuck = false;
      } else if (decision != Rule.Decision.WAIT) {
        Run next = run.copy();
        next.end(of.task(), of.index(), State.valueOf(decision.name()));
        explore(next, running, seen, found);
        stuck = false;
      }
    }
    if (stuck) {
      found.add(run.result());
    }
  }

  private List<Instance> undecided(Run run) {
    List<Instance> found = new ArrayList<>();
    for (int task = 0; task < graph.size(); task++) {
      for (int index = 0; index < run.states(task).size(); index++) {
        if (!run.state(task, index).finished()) {
          found.add(new Instance(task, index));
        }
      }
    }
    return found;
  }

  private State outcome(Instance of) {
    return outcomes.get(of.task()).get(of.index());
  }

  private record Instance(int task, int index) {}
}
