package dev.stepwell.dsl.airflow;

import static dev.stepwell.dsl.airflow.ReferenceTest.chain;
import static dev.stepwell.dsl.airflow.State.FAILED;
import static dev.stepwell.dsl.airflow.State.NONE;
import static dev.stepwell.dsl.airflow.State.REMOVED;
import static dev.stepwell.dsl.airflow.State.SKIPPED;
import static dev.stepwell.dsl.airflow.State.SUCCESS;
import static dev.stepwell.dsl.airflow.State.UPSTREAM_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MappedTest {

  private static final List<State> GOOD = List.of(SUCCESS);

  private static Job over(int instances) {
    return Job.of(Rule.ALL_SUCCESS).mapped(new Job.Mapping.Over(instances));
  }

  private static Job inGroup(Rule rule, int instances) {
    return Job.of(rule).mapped(new Job.Mapping.InGroup("group", instances));
  }

  @Test
  void aReducingTaskCountsInstances() {
    List<List<State>> outcomes = List.of(List.of(SUCCESS, FAILED, SUCCESS), GOOD);

    assertThat(Reference.barrier(chain(over(3), Job.of(Rule.ALL_SUCCESS)), outcomes).of(1))
        .isEqualTo(UPSTREAM_FAILED);
    assertThat(Reference.barrier(chain(over(3), Job.of(Rule.ONE_FAILED)), outcomes).of(1))
        .isEqualTo(SUCCESS);
    assertThat(Reference.barrier(chain(over(3), Job.of(Rule.ALL_FAILED)), outcomes).of(1))
        .isEqualTo(SKIPPED);
  }

  @Test
  void anEmptyMapIsSkippedAndItsConsumerNeedsNoneFailed() {
    List<List<State>> outcomes = List.of(GOOD, GOOD);

    assertThat(Reference.barrier(chain(over(0), Job.of(Rule.ALL_SUCCESS)), outcomes).states())
        .containsExactly(List.of(SKIPPED), List.of(SKIPPED));
    assertThat(Reference.barrier(chain(over(0), Job.of(Rule.NONE_FAILED)), outcomes).of(1))
        .isEqualTo(SUCCESS);
  }

  @Test
  void anInstanceOfAMappedGroupSeesItsOwnIndexOnly() {
    Graph graph = chain(inGroup(Rule.ALL_SUCCESS, 2), inGroup(Rule.ALL_SUCCESS, 2));

    Result run =
        Reference.barrier(graph, List.of(List.of(FAILED, SUCCESS), List.of(SUCCESS, SKIPPED)));

    assertThat(run.states().get(1)).containsExactly(UPSTREAM_FAILED, SKIPPED);
  }

  @Test
  void aMappedTaskOutsideAGroupSeesAllInstances() {
    Result run =
        Reference.barrier(
            chain(over(2), over(2)), List.of(List.of(FAILED, SUCCESS), List.of(SUCCESS, SUCCESS)));

    assertThat(run.states().get(1)).containsExactly(UPSTREAM_FAILED, UPSTREAM_FAILED);
  }

  @Test
  void aRemovedInstanceIsIgnoredByInstancesAndBlocksATaskThatIsNotMapped() {
    List<State> removed = List.of(SUCCESS, REMOVED);

    assertThat(Reference.barrier(chain(over(2), over(1)), List.of(removed, GOOD)).of(1))
        .isEqualTo(SUCCESS);
    Result stuck =
        Reference.barrier(chain(over(2), Job.of(Rule.ALL_SUCCESS)), List.of(removed, GOOD));
    assertThat(stuck.of(1)).isEqualTo(NONE);
    assertThat(stuck.verdict()).isEqualTo(FAILED);
  }

  @Test
  void aLeafFailsTheRunByAnyInstanceButARemovedOne() {
    assertThat(Reference.barrier(chain(over(2)), List.of(List.of(SUCCESS, FAILED))).verdict())
        .isEqualTo(FAILED);
    assertThat(Reference.barrier(chain(over(2)), List.of(List.of(SUCCESS, REMOVED))).verdict())
        .isEqualTo(SUCCESS);
  }

  @Test
  void everyInstanceNeedsAnOutcome() {
    assertThatThrownBy(() -> Reference.barrier(chain(over(2)), List.of(GOOD)))
        .hasMessageContaining("task 0 needs an outcome per instance");
  }
}
