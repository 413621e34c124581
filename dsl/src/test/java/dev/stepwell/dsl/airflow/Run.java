package dev.stepwell.dsl.airflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A run while it goes on: which instances are finished, and which tasks a choice has skipped. */
final class Run {

  private final Graph graph;
  private final List<List<State>> states;
  private final Set<Integer> chosenAway;

  Run(Graph graph) {
    this.graph = graph;
    this.states = new ArrayList<>();
    this.chosenAway = new TreeSet<>();
    for (Job job : graph.jobs()) {
      states.add(new ArrayList<>(Collections.nCopies(instances(job), State.NONE)));
    }
  }

  private Run(Run other) {
    this.graph = other.graph;
    this.states = new ArrayList<>();
    this.chosenAway = new TreeSet<>(other.chosenAway);
    other.states.forEach(of -> states.add(new ArrayList<>(of)));
  }

  Run copy() {
    return new Run(this);
  }

  /** An empty mapped task has one instance, the summary that is skipped. */
  static int instances(Job job) {
    if (job.mapping() instanceof Job.Mapping.Over over) {
      return Math.max(1, over.instances());
    } else if (job.mapping() instanceof Job.Mapping.InGroup in) {
      return Math.max(1, in.instances());
    }
    return 1;
  }

  State state(int task, int index) {
    return states.get(task).get(index);
  }

  List<State> states(int task) {
    return states.get(task);
  }

  /** What a pass of the scheduler makes of an instance that has no state yet. */
  Rule.Decision decide(int task, int index) {
    Job job = graph.jobs().get(task);
    if (job.rule() == Rule.ALWAYS) {
      return Rule.Decision.RUN;
    } else if (chosenAway.contains(task)) {
      return Rule.Decision.SKIPPED;
    } else if (graph.upstream().get(task).isEmpty()) {
      return Rule.Decision.RUN;
    }
    Rule.Decision setups = setups(task, index);
    if (setups == Rule.Decision.SKIPPED || setups == Rule.Decision.UPSTREAM_FAILED) {
      return setups;
    }
    Rule.Decision decision = job.rule().decide(counts(task, index));
    return decision == Rule.Decision.RUN ? setups : decision;
  }

  /** All indirect setups must have succeeded, whatever the rule; not for teardowns. */
  private Rule.Decision setups(int task, int index) {
    if (graph.jobs().get(task).isTeardown()) {
      return Rule.Decision.RUN;
    }
    List<State> before = new ArrayList<>();
    graph.indirectSetups(task).forEach(setup -> before.addAll(seen(task, index, setup)));
    return Rule.ALL_SUCCESS.decide(Counts.of(before, before, mapped(task)));
  }

  private Counts counts(int task, int index) {
    List<State> before = new ArrayList<>();
    List<State> setups = new ArrayList<>();
    for (int up : graph.upstream().get(task)) {
      before.addAll(seen(task, index, up));
      if (graph.jobs().get(up).role() == Job.Role.SETUP) {
        setups.addAll(seen(task, index, up));
      }
    }
    return Counts.of(before, setups, mapped(task));
  }

  /** The instances of an upstream task that an instance looks at. */
  private List<State> seen(int task, int index, int up) {
    if (graph.jobs().get(task).mapping() instanceof Job.Mapping.InGroup mine
        && graph.jobs().get(up).mapping() instanceof Job.Mapping.InGroup other
        && mine.group().equals(other.group())) {
      return List.of(state(up, index));
    }
    return states.get(up);
  }

  private boolean mapped(int task) {
    return !(graph.jobs().get(task).mapping() instanceof Job.Mapping.Once);
  }

  private boolean empty(int task) {
    Job.Mapping mapping = graph.jobs().get(task).mapping();
    return (mapping instanceof Job.Mapping.Over over && over.instances() == 0)
        || (mapping instanceof Job.Mapping.InGroup in && in.instances() == 0);
  }

  /** Ends an instance. One of an empty mapped task that could run is skipped. */
  void end(int task, int index, State state) {
    boolean ran = state == State.SUCCESS || state == State.FAILED;
    State last = ran && empty(task) ? State.SKIPPED : state;
    states.get(task).set(index, last);
    if (last == State.SUCCESS) {
      chosenAway.addAll(skippedBy(task));
    }
  }

  /** The tasks that a choice skips; teardowns are never among them. */
  private Set<Integer> skippedBy(int task) {
    Set<Integer> skipped = new TreeSet<>();
    if (graph.jobs().get(task).choice() instanceof Job.Choice.Branch branch) {
      skipped.addAll(graph.downstream(task));
      skipped.removeAll(branch.chosen());
      branch.chosen().forEach(chosen -> skipped.removeAll(graph.descendants(chosen)));
    } else if (graph.jobs().get(task).choice() instanceof Job.Choice.ShortCircuit circuit) {
      skipped.addAll(circuit.everything() ? graph.descendants(task) : graph.downstream(task));
    }
    skipped.removeIf(other -> graph.jobs().get(other).isTeardown());
    return skipped;
  }

  /** The end: a deadlocked run and one with a bad leaf has failed. */
  Result result() {
    boolean stuck = states.stream().anyMatch(of -> of.contains(State.NONE));
    boolean bad =
        graph.leaves().stream()
            .flatMap(leaf -> states.get(leaf).stream())
            .anyMatch(state -> state == State.FAILED || state == State.UPSTREAM_FAILED);
    return new Result(states, stuck || bad ? State.FAILED : State.SUCCESS);
  }

  /** What tells this run from another of the same graph. */
  List<Object> fingerprint() {
    return List.of(states.stream().map(List::copyOf).toList(), Set.copyOf(chosenAway));
  }
}
