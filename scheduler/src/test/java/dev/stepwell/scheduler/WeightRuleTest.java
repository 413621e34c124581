package dev.stepwell.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example of Airflow's documentation of priority weights, and a diamond. */
class WeightRuleTest {

  private static Map<String, Integer> weights(WeightRule rule, StepSpec... steps) {
    return WorkflowSpec.of("w", Bench.NOTHING)
        .steps(steps)
        .settings(RunSettings.DEFAULT.weightRule(rule))
        .weights();
  }

  private static final StepSpec[] DIAMOND = {
    StepSpec.of("a").pool("p", 1, 1),
    StepSpec.of("b", "a").pool("p", 1, 10),
    StepSpec.of("c", "a").pool("p", 1, 100),
    StepSpec.of("d", "b", "c").pool("p", 1, 1000)
  };

  @Test
  void downstreamIsTheRuleOfAirflow() {
    assertThat(RunSettings.DEFAULT.weightRule()).isEqualTo(WeightRule.DOWNSTREAM);
    assertThat(weights(WeightRule.DOWNSTREAM, DIAMOND))
        .isEqualTo(Map.of("a", 1111, "b", 1010, "c", 1100, "d", 1000));
  }

  @Test
  void upstreamFinishesWhatIsBegun() {
    assertThat(weights(WeightRule.UPSTREAM, DIAMOND))
        .isEqualTo(Map.of("a", 1, "b", 11, "c", 101, "d", 1111));
  }

  @Test
  void absoluteIsTheStepsOwn() {
    assertThat(weights(WeightRule.ABSOLUTE, DIAMOND))
        .isEqualTo(Map.of("a", 1, "b", 10, "c", 100, "d", 1000));
  }

  @Test
  void sumsStayWithinWhatAirflowStores() {
    assertThat(
            weights(
                WeightRule.DOWNSTREAM,
                StepSpec.of("a").pool("p", 1, Integer.MAX_VALUE),
                StepSpec.of("b", "a").pool("p", 1, Integer.MAX_VALUE)))
        .containsEntry("a", Integer.MAX_VALUE);
  }
}
