package dev.stepwell.dsl.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EveryTest {

  @Test
  void edgesAreAllSubsetsOfThePairs() {
    assertThat(Every.edges(1)).hasSize(1);
    assertThat(Every.edges(3)).hasSize(8).doesNotHaveDuplicates();
    assertThat(Every.edges(4)).hasSize(64).doesNotHaveDuplicates();
  }

  /** A task with d tasks before it has 2^d - 1 ways to have upstream tasks, with 12 rules each. */
  @Test
  void graphsHaveAllRulesWhereARuleMatters() {
    assertThat(Every.graphs(2)).hasSize(1 + 12).doesNotHaveDuplicates();
    assertThat(Every.graphs(3)).hasSize((1 + 12) * (1 + 3 * 12)).doesNotHaveDuplicates();
    assertThat(Every.graphs(3)).allMatch(graph -> graph.problems().isEmpty());
  }

  @Test
  void outcomesAreAllVectors() {
    assertThat(Every.outcomes(3)).hasSize(27).doesNotHaveDuplicates();
    assertThat(Every.product(List.of(List.of(1), List.of()))).isEmpty();
  }
}
