package dev.stepwell.dsl.airflow;

import static dev.stepwell.dsl.airflow.ReferenceTest.allGood;
import static dev.stepwell.dsl.airflow.ReferenceTest.graph;
import static dev.stepwell.dsl.airflow.State.FAILED;
import static dev.stepwell.dsl.airflow.State.SKIPPED;
import static dev.stepwell.dsl.airflow.State.SUCCESS;
import static dev.stepwell.dsl.airflow.State.UPSTREAM_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SetupsTest {

  private static final Job PLAIN = Job.of(Rule.ALL_SUCCESS);
  private static final Job SETUP = Job.setup(Rule.ALL_SUCCESS);

  /** 0 setup, 1 work, 2 teardown of 0. */
  private static Graph around(Job teardown) {
    return graph(List.of(SETUP, PLAIN, teardown), Set.of(), Set.of(0), Set.of(0, 1));
  }

  @Test
  void aTeardownRunsAfterFailedWorkAndDoesNotHideTheFailure() {
    Result run = Reference.of(around(Job.teardown()), List.of(SUCCESS, FAILED, SUCCESS));

    assertThat(run.of(2)).isEqualTo(SUCCESS);
    assertThat(run.verdict()).isEqualTo(FAILED);
  }

  @Test
  void aTeardownFollowsASetupThatDidNotSucceed() {
    assertThat(Reference.of(around(Job.teardown()), List.of(FAILED, SUCCESS, SUCCESS)).of(2))
        .isEqualTo(UPSTREAM_FAILED);
    assertThat(Reference.of(around(Job.teardown()), List.of(SKIPPED, SUCCESS, SUCCESS)).of(2))
        .isEqualTo(SKIPPED);
  }

  @Test
  void aFailedTeardownFailsTheRunOnlyIfItIsToldTo() {
    List<State> outcomes = List.of(SUCCESS, SUCCESS, FAILED);

    assertThat(Reference.of(around(Job.teardown()), outcomes).verdict()).isEqualTo(SUCCESS);
    assertThat(Reference.of(around(Job.deciding()), outcomes).verdict()).isEqualTo(FAILED);
  }

  @Test
  void aTeardownThatDecidesIsTheOnlyLeafAndHidesTheWork() {
    List<State> outcomes = List.of(SUCCESS, FAILED, SUCCESS);

    assertThat(around(Job.deciding()).leaves()).containsExactly(2);
    assertThat(Reference.of(around(Job.deciding()), outcomes).verdict()).isEqualTo(SUCCESS);
  }

  @Test
  void aRunOfTeardownsAloneIsDecidedByThem() {
    Graph graph = graph(List.of(Job.teardown()), Set.of());

    assertThat(Reference.of(graph, List.of(FAILED)).verdict()).isEqualTo(FAILED);
  }

  /** 0 setup, 1 work, 2 all_done work, 3 teardown of 0: 2 has 0 as an indirect setup. */
  private static Graph indirect(boolean inScope) {
    return graph(
        List.of(SETUP, PLAIN, Job.of(Rule.ALL_DONE), Job.teardown()),
        Set.of(),
        Set.of(0),
        Set.of(1),
        inScope ? Set.of(0, 2) : Set.of(0, 1));
  }

  @Test
  void workInAScopeNeedsItsIndirectSetupWhateverItsRule() {
    assertThat(Reference.of(indirect(true), List.of(FAILED, SUCCESS, SUCCESS, SUCCESS)).of(2))
        .isEqualTo(UPSTREAM_FAILED);
    assertThat(Reference.of(indirect(true), List.of(SKIPPED, SUCCESS, SUCCESS, SUCCESS)).of(2))
        .isEqualTo(SKIPPED);
    assertThat(Reference.of(indirect(true), List.of(SUCCESS, FAILED, SUCCESS, SUCCESS)).of(2))
        .isEqualTo(SUCCESS);
  }

  @Test
  void workOutsideTheScopeFollowsItsRuleAlone() {
    assertThat(indirect(false).indirectSetups(2)).isEmpty();
    assertThat(Reference.of(indirect(false), List.of(FAILED, SUCCESS, SUCCESS, SUCCESS)).of(2))
        .isEqualTo(SUCCESS);
  }

  @Test
  void aSetupWithoutTeardownCountsForAllThatComesAfter() {
    Graph graph =
        graph(List.of(SETUP, PLAIN, Job.of(Rule.ALL_DONE)), Set.of(), Set.of(0), Set.of(1));

    assertThat(Reference.of(graph, List.of(SKIPPED, SUCCESS, SUCCESS)).of(2)).isEqualTo(SKIPPED);
  }

  @Test
  void noChoiceSkipsATeardown() {
    Job circuit = PLAIN.choosing(new Job.Choice.ShortCircuit(true));
    Graph graph =
        graph(
            List.of(SETUP, circuit, PLAIN, Job.teardown()),
            Set.of(),
            Set.of(0),
            Set.of(1),
            Set.of(0, 2));

    assertThat(Reference.of(graph, allGood(4)).states())
        .containsExactly(List.of(SUCCESS), List.of(SUCCESS), List.of(SKIPPED), List.of(SUCCESS));
  }
}
