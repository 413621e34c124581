package dev.stepwell.dsl.airflow;

import static dev.stepwell.dsl.airflow.State.FAILED;
import static dev.stepwell.dsl.airflow.State.SKIPPED;
import static dev.stepwell.dsl.airflow.State.SUCCESS;
import static dev.stepwell.dsl.airflow.State.UPSTREAM_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferenceTest {

  private static final Job PLAIN = Job.of(Rule.ALL_SUCCESS);

  @Test
  void aSkipGoesThroughAllSuccessTillTheEnd() {
    Result run = Reference.of(chain(PLAIN, PLAIN, PLAIN), List.of(SKIPPED, SUCCESS, SUCCESS));

    assertThat(run.states()).containsOnly(List.of(SKIPPED));
    assertThat(run.verdict()).isEqualTo(SUCCESS);
  }

  @Test
  void theJoinOfABranchIsSkippedUnlessItsRuleAllowsSkips() {
    Job branch = Job.branch(Rule.ALL_SUCCESS, 1);

    assertThat(Reference.of(diamond(branch, PLAIN), allGood(4)).states())
        .containsExactly(List.of(SUCCESS), List.of(SUCCESS), List.of(SKIPPED), List.of(SKIPPED));
    assertThat(
            Reference.of(diamond(branch, Job.of(Rule.NONE_FAILED_MIN_ONE_SUCCESS)), allGood(4))
                .of(3))
        .isEqualTo(SUCCESS);
  }

  @Test
  void aTaskAlsoDownstreamOfTheChosenOneIsNotSkippedByTheBranch() {
    Graph graph =
        graph(
            List.of(Job.branch(Rule.ALL_SUCCESS, 1), PLAIN, PLAIN),
            Set.of(),
            Set.of(0),
            Set.of(0, 1));

    assertThat(Reference.of(graph, allGood(3)).of(2)).isEqualTo(SUCCESS);
  }

  @Test
  void aBranchThatChoosesNothingSkipsAllItsChildren() {
    Result run = Reference.of(diamond(Job.branch(Rule.ALL_SUCCESS), PLAIN), allGood(4));

    assertThat(List.of(run.of(1), run.of(2), run.of(3))).containsOnly(SKIPPED);
  }

  @Test
  void aBranchSkipsWhateverTheRuleOfTheChild() {
    for (Rule rule : Rule.selectable()) {
      Result run = Reference.of(chain(Job.branch(Rule.ALL_SUCCESS), Job.of(rule)), allGood(2));

      assertThat(run.of(1)).as("%s", rule).isEqualTo(rule == Rule.ALWAYS ? SUCCESS : SKIPPED);
    }
  }

  @Test
  void aFailedBranchChoosesNothingAndItsChildrenFollowTheirRules() {
    Result run =
        Reference.of(
            diamond(Job.branch(Rule.ALL_SUCCESS, 1), Job.of(Rule.ALL_DONE)),
            List.of(FAILED, SUCCESS, SUCCESS, SUCCESS));

    assertThat(List.of(run.of(1), run.of(2))).containsOnly(UPSTREAM_FAILED);
    assertThat(run.of(3)).isEqualTo(SUCCESS);
  }

  @Test
  void aShortCircuitSkipsEverythingDownstreamWhateverTheRule() {
    Job circuit = PLAIN.choosing(new Job.Choice.ShortCircuit(true));
    Graph graph = chain(circuit, PLAIN, Job.of(Rule.ALL_DONE));

    assertThat(Reference.of(graph, allGood(3)).of(2)).isEqualTo(SKIPPED);
  }

  @Test
  void aShortCircuitThatHeedsRulesSkipsItsChildrenOnly() {
    Job circuit = PLAIN.choosing(new Job.Choice.ShortCircuit(false));
    Graph graph = chain(circuit, PLAIN, Job.of(Rule.ALL_DONE));

    assertThat(Reference.of(graph, allGood(3)).states())
        .containsExactly(List.of(SUCCESS), List.of(SKIPPED), List.of(SUCCESS));
  }

  @Test
  void anAllDoneLeafHidesAFailure() {
    Graph graph = chain(PLAIN, Job.of(Rule.ALL_DONE));

    assertThat(Reference.of(graph, List.of(FAILED, SUCCESS)).verdict()).isEqualTo(SUCCESS);
  }

  @Test
  void anUpstreamFailedLeafFailsTheRun() {
    Result run = Reference.of(chain(PLAIN, PLAIN), List.of(FAILED, SUCCESS));

    assertThat(run.of(1)).isEqualTo(UPSTREAM_FAILED);
    assertThat(run.verdict()).isEqualTo(FAILED);
  }

  @Test
  void aSkippedAndAFailedParentDependOnWhoIsSeenFirst() {
    Graph graph = graph(List.of(PLAIN, PLAIN, PLAIN), Set.of(), Set.of(), Set.of(0, 1));
    List<State> outcomes = List.of(SKIPPED, FAILED, SUCCESS);

    assertThat(Reference.of(graph, outcomes).of(2)).isEqualTo(UPSTREAM_FAILED);
    assertThat(Reference.everyOrder(graph, single(outcomes)))
        .extracting(result -> result.of(2))
        .containsExactlyInAnyOrder(UPSTREAM_FAILED, SKIPPED);
  }

  /** The barrier's answer is always one that Airflow can give too. */
  @Test
  void theBarrierGivesAnAnswerOfAirflowForAllSmallGraphs() {
    Every.graphs(3)
        .forEach(
            graph ->
                Every.outcomes(3)
                    .forEach(
                        outcomes ->
                            assertThat(Reference.everyOrder(graph, single(outcomes)))
                                .as("%s %s", graph, outcomes)
                                .contains(Reference.of(graph, outcomes))));
  }

  /** Of the rules, only all_success is decided by who is seen first. */
  @ParameterizedTest
  @EnumSource(Rule.class)
  void onlyAllSuccessDependsOnTheOrder(Rule rule) {
    Job job = rule == Rule.ALL_DONE_SETUP_SUCCESS ? Job.teardown() : Job.of(rule);
    Graph graph = graph(List.of(PLAIN, PLAIN, job), Set.of(), Set.of(), Set.of(0, 1));

    boolean depends =
        Every.outcomes(3)
            .anyMatch(outcomes -> Reference.everyOrder(graph, single(outcomes)).size() > 1);

    assertThat(depends).isEqualTo(rule == Rule.ALL_SUCCESS);
  }

  @Test
  void whatAirflowRefusesIsRefused() {
    Graph rule = chain(Job.setup(Rule.ALL_SUCCESS), Job.of(Rule.ALL_DONE));
    Graph choice = chain(Job.branch(Rule.ALL_SUCCESS, 2), PLAIN, PLAIN);
    Graph teardown = chain(PLAIN, Job.of(Rule.ALL_DONE_SETUP_SUCCESS));

    assertThat(rule.problems()).singleElement().asString().contains("task 1", "all_success");
    assertThat(choice.problems()).singleElement().asString().contains("task 0", "downstream");
    assertThat(teardown.problems()).singleElement().asString().contains("task 1", "teardowns");
    assertThatThrownBy(() -> Reference.of(rule, allGood(2))).hasMessageContaining("all_success");
    assertThatThrownBy(() -> graph(List.of(PLAIN), Set.of(0))).hasMessageContaining("backwards");
  }

  static Graph chain(Job... jobs) {
    List<Set<Integer>> upstream = new ArrayList<>();
    for (int task = 0; task < jobs.length; task++) {
      upstream.add(task == 0 ? Set.of() : Set.of(task - 1));
    }
    return new Graph(List.of(jobs), upstream);
  }

  @SafeVarargs
  static Graph graph(List<Job> jobs, Set<Integer>... upstream) {
    List<Set<Integer>> edges = new ArrayList<>();
    for (Set<Integer> before : upstream) {
      edges.add(before);
    }
    return new Graph(jobs, edges);
  }

  static List<State> allGood(int tasks) {
    return Collections.nCopies(tasks, SUCCESS);
  }

  private static Graph diamond(Job first, Job last) {
    return graph(List.of(first, PLAIN, PLAIN, last), Set.of(), Set.of(0), Set.of(0), Set.of(1, 2));
  }

  private static List<List<State>> single(List<State> outcomes) {
    return outcomes.stream().map(List::of).toList();
  }
}
