package dev.stepwell.dsl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.airflow.Every;
import dev.stepwell.dsl.airflow.Graph;
import dev.stepwell.dsl.airflow.Job;
import dev.stepwell.dsl.airflow.Rule;
import dev.stepwell.dsl.airflow.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Compiled graphs, run on the engine, give the task states and the verdict of Airflow's semantics.
 *
 * <p>Documented are the cases in which Airflow itself can give more than one answer, because its
 * scheduler may look before everything upstream has ended: a skip that is seen before a failure. A
 * compiled graph always gives the one answer of a scheduler that waits, where failure beats skip.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriggerRuleProofTest {

  private static final int SIZE = 3;
  private static final int ITEMS = 2;
  private static final List<State> ENDS = List.of(State.SUCCESS, State.FAILED, State.SKIPPED);

  private Proof proof;

  @BeforeAll
  void open() {
    proof = new Proof();
  }

  @AfterAll
  void close() {
    proof.close();
    System.out.println(proof);
  }

  private void assertSame(long before) {
    assertThat(proof.differences()).isEmpty();
    assertThat(proof.cases()).isGreaterThan(before);
  }

  private static List<List<List<State>>> all(int tasks) {
    return Every.outcomes(tasks).map(of -> of.stream().map(List::of).toList()).toList();
  }

  @Test
  void allSmallGraphsWithAllRulesAndOutcomes() {
    long before = proof.cases();
    for (int size = 1; size <= SIZE; size++) {
      List<List<List<State>>> outcomes = all(size);
      Every.graphs(size)
          .forEach(
              graph -> {
                proof.hold(graph, 0, outcomes);
                outcomes.forEach(of -> proof.document(graph, of));
              });
    }
    assertSame(before);
  }

  /**
   * All 64 shapes of four tasks, the last of which has each of the rules, the others random ones.
   */
  @Test
  void allShapesOfFourTasks() {
    long before = proof.cases();
    Random random = new Random(4);
    List<List<List<State>>> outcomes = all(4);
    int sample = outcomes.size() / 5;
    Every.edges(4)
        .forEach(
            edges -> {
              for (Rule rule :
                  edges.get(3).isEmpty() ? List.of(Rule.ALL_SUCCESS) : Rule.selectable()) {
                List<Job> jobs = new ArrayList<>();
                for (int t = 0; t < 3; t++) {
                  jobs.add(Job.of(any(random, edges.get(t))));
                }
                jobs.add(Job.of(rule));
                int from = random.nextInt(outcomes.size() - sample);
                proof.hold(new Graph(jobs, edges), 0, outcomes.subList(from, from + sample));
              }
            });
    assertSame(before);
  }

  /** A rule does not matter without anything upstream. */
  private static Rule any(Random random, Set<Integer> upstream) {
    return upstream.isEmpty()
        ? Rule.ALL_SUCCESS
        : Rule.selectable().get(random.nextInt(Rule.selectable().size()));
  }

  @Test
  void randomLargerGraphs() {
    long before = proof.cases();
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      List<Set<Integer>> edges = edges(random, 5 + random.nextInt(6));
      List<Job> jobs = edges.stream().map(of -> Job.of(any(random, of))).toList();
      proof.hold(new Graph(jobs, edges), 0, some(random, jobs, 25));
    }
    assertSame(before);
  }

  private static List<Set<Integer>> edges(Random random, int size) {
    List<Set<Integer>> edges = new ArrayList<>();
    for (int t = 0; t < size; t++) {
      Set<Integer> before = new TreeSet<>();
      for (int k = random.nextInt(4); k > 0 && t > 0; k--) {
        before.add(Math.max(0, t - 1 - random.nextInt(5)));
      }
      edges.add(before);
    }
    return edges;
  }

  /** Random outcomes of all instances, mostly good ones. */
  private static List<List<List<State>>> some(Random random, List<Job> jobs, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            unused ->
                jobs.stream()
                    .map(
                        job ->
                            IntStream.range(0, instances(job))
                                .mapToObj(index -> end(random, job))
                                .toList())
                    .toList())
        .toList();
  }

  private static int instances(Job job) {
    return job.mapping() instanceof Job.Mapping.Once ? 1 : ITEMS;
  }

  private static State end(Random random, Job job) {
    boolean chooses = !(job.choice() instanceof Job.Choice.All);
    return chooses || random.nextBoolean() ? State.SUCCESS : ENDS.get(random.nextInt(3));
  }

  @Test
  void choicesSkipWhatIsNotChosen() {
    long before = proof.cases();
    Random random = new Random(11);
    for (int i = 0; i < 120; i++) {
      List<Set<Integer>> edges = edges(random, 4 + random.nextInt(5));
      List<Job> jobs = new ArrayList<>();
      edges.forEach(of -> jobs.add(Job.of(any(random, of))));
      Both both = new Both(new ArrayList<>(jobs), new ArrayList<>(jobs));
      for (int t = 0; t < jobs.size(); t++) {
        Graph plain = new Graph(jobs, edges);
        Set<Integer> behind = plain.downstream(t);
        if (!behind.isEmpty() && random.nextInt(3) == 0) {
          choose(random, t, behind, both);
        }
      }
      Graph yes = new Graph(both.yes(), edges);
      Graph no = new Graph(both.no(), edges);
      List<Proof.Case> cases = new ArrayList<>();
      for (List<List<State>> of : some(random, described(yes, no).jobs(), 12)) {
        cases.add(new Proof.Case(of, true));
        // A gate that is closed is a choice; one that is open is none.
        cases.add(new Proof.Case(of, false));
      }
      proof.hold(Map.of(true, yes, false, no), described(yes, no), 0, cases);
    }
    assertSame(before);
  }

  /** The tasks as they choose with the flag set, and without it. */
  private record Both(List<Job> yes, List<Job> no) {}

  private static void choose(Random random, int t, Set<Integer> behind, Both both) {
    Job job = both.yes().get(t);
    if (random.nextBoolean()) {
      Set<Integer> chosen = new TreeSet<>();
      Set<Integer> others = new TreeSet<>();
      behind.forEach(v -> (random.nextBoolean() ? chosen : others).add(v));
      both.yes().set(t, job.choosing(new Job.Choice.Branch(chosen)));
      both.no().set(t, job.choosing(new Job.Choice.Branch(others)));
    } else {
      Job closed = job.choosing(new Job.Choice.ShortCircuit(random.nextBoolean()));
      both.no().set(t, closed);
    }
  }

  /** What is compiled knows both: the choices of the one, and the gates of the other. */
  private static Graph described(Graph yes, Graph no) {
    List<Job> jobs = new ArrayList<>();
    for (int t = 0; t < yes.size(); t++) {
      boolean gate = no.jobs().get(t).choice() instanceof Job.Choice.ShortCircuit;
      jobs.add((gate ? no : yes).jobs().get(t));
    }
    return new Graph(jobs, yes.upstream());
  }

  @Test
  void setupsAndTeardowns() {
    long before = proof.cases();
    Random random = new Random(13);
    int held = 0;
    while (held < 120) {
      List<Set<Integer>> edges = edges(random, 4 + random.nextInt(5));
      List<Job> jobs = new ArrayList<>();
      for (Set<Integer> of : edges) {
        int kind = random.nextInt(6);
        Rule rule = any(random, of);
        jobs.add(
            kind == 0
                ? Job.setup(Rule.ALL_SUCCESS)
                : kind == 1 ? Job.teardown() : kind == 2 ? Job.deciding() : Job.of(rule));
      }
      Graph graph = new Graph(jobs, edges);
      if (graph.problems().isEmpty()) {
        held++;
        proof.hold(graph, 0, some(random, jobs, 15));
      }
    }
    assertSame(before);
  }

  @Test
  void mappedTasksAndGroups() {
    long before = proof.cases();
    Random random = new Random(17);
    for (int i = 0; i < 120; i++) {
      List<Set<Integer>> edges = edges(random, 3 + random.nextInt(4));
      int from = random.nextInt(edges.size());
      int to = from + random.nextInt(edges.size() - from + 1);
      List<Job> jobs = new ArrayList<>();
      for (int t = 0; t < edges.size(); t++) {
        Job job = Job.of(any(random, edges.get(t)));
        boolean grouped = t >= from && t < to;
        Job.Mapping mapping =
            grouped
                ? new Job.Mapping.InGroup("group", ITEMS)
                : random.nextInt(4) == 0 ? new Job.Mapping.Over(ITEMS) : new Job.Mapping.Once();
        // What always runs cannot be mapped.
        boolean maps = !(mapping instanceof Job.Mapping.Once);
        jobs.add((maps && job.rule() == Rule.ALWAYS ? Job.of(Rule.ALL_DONE) : job).mapped(mapping));
      }
      proof.hold(new Graph(jobs, edges), ITEMS, some(random, jobs, 15));
    }
    assertSame(before);
  }
}
