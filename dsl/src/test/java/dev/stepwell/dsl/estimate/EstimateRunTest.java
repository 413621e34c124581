package dev.stepwell.dsl.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Budget;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Estimates;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.model.Range;
import dev.stepwell.engine.ExecutionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimates held against the histories that the engine writes, for flows made by chance. */
class EstimateRunTest {

  private static final int FLOWS = 60;
  private static final String INPUT = "{\"size\": %d, \"items\": [\"a\", \"b\", \"c\"]}";

  @Test
  void straightFlowsTakeExactlyWhatIsEstimated() {
    for (long seed = 0; seed < FLOWS; seed++) {
      Compiled compiled = RandomFlows.workflow(seed, true).compile();
      Chance.Written run = new Chance(seed, 0).run(compiled, INPUT.formatted(1));

      assertThat(compiled.estimates().events())
          .as("seed %d", seed)
          .isEqualTo(Range.of(run.events()));
      assertThat(compiled.estimates().transitions())
          .as("seed %d", seed)
          .isEqualTo(Range.of(run.transitions()));
    }
  }

  @Test
  void flowsInWhichNothingFailsAreWithinTheInterval() {
    for (long seed = 0; seed < FLOWS; seed++) {
      Compiled compiled = bounded(RandomFlows.workflow(seed, false), seed);
      Estimates estimates = compiled.estimates();
      Chance.Written run = new Chance(seed, 0).run(compiled, INPUT.formatted(seed % 6));

      assertThat(run.execution().status())
          .as("seed %d: %s %s", seed, run.execution().error(), run.execution().cause())
          .isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(run.events()).as("events, seed %d", seed).matches(within(estimates.events()));
      assertThat(run.transitions())
          .as("transitions, seed %d", seed)
          .matches(within(estimates.transitions()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 20, 60})
  void flowsInWhichTasksFailTakeAtMostTheWorst(int percentFailing) {
    int failed = 0;
    for (long seed = 0; seed < FLOWS; seed++) {
      Compiled compiled = bounded(RandomFlows.workflow(seed, false), seed);
      Usage usage = compiled.estimates().usage();
      Chance.Written run =
          new Chance(seed, percentFailing).run(compiled, INPUT.formatted(seed % 6));

      assertThat(run.events())
          .as("events, seed %d", seed)
          .isLessThanOrEqualTo(usage.worstEvents().orElseThrow());
      assertThat(run.transitions())
          .as("transitions, seed %d", seed)
          .isLessThanOrEqualTo(usage.worstTransitions().orElseThrow());
      failed += run.execution().status() == ExecutionStatus.FAILED ? 1 : 0;
    }
    assertThat(failed).isPositive();
  }

  /** The workflow with its lists of run time bounded; nothing else may be unbounded. */
  private static Compiled bounded(Workflow<?> workflow, long seed) {
    Budget budget = Budget.none();
    for (String list : workflow.compile().estimates().openLists()) {
      budget = budget.items(list, 3);
    }
    Compiled compiled = workflow.budget(budget).compile();
    assertThat(compiled.estimates().usage().worstEvents()).as("seed %d", seed).isPresent();
    return compiled;
  }

  private static java.util.function.Predicate<Long> within(Range range) {
    return value -> value >= range.least() && value <= range.most().orElseThrow();
  }
}
