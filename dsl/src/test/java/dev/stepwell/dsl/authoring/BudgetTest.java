package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.dsl.Budget;
import dev.stepwell.dsl.InvalidWorkflowException;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.model.Range;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetTest {

  record Input(List<String> names) {}

  /** One message: 7 events, 2 transitions. */
  private static Workflow<Input> one() {
    return Workflow.named("one", Input.class).flow((flow, in) -> flow.run("say", say("hello")));
  }

  private static Workflow<Input> list() {
    return Workflow.named("list", Input.class)
        .flow(
            (flow, in) ->
                flow.forEach("each", in.items(Input::names))
                    .run((each, name) -> each.run("say", say("hello"))));
  }

  private static dev.stepwell.dsl.Task<Sns.Published> say(String text) {
    return Sns.publish(Text.of("topic"), "said", Text.of(text));
  }

  @Test
  void withinTheBudgetCompiles() {
    Budget budget = Budget.none().events(7).transitions(2).dollars("0.00005").whenNothingFails();

    assertThat(one().budget(budget).compile().estimates().exceeded()).isEmpty();
  }

  @Test
  void everyLimitThatIsExceededIsTold() {
    Budget budget =
        Budget.none().events(6).transitions(1).dollars("0.00004").payload(10).whenNothingFails();

    assertThatThrownBy(() -> one().budget(budget).compile())
        .isInstanceOf(InvalidWorkflowException.class)
        .hasMessageContaining(
            "an execution of 'one' can take 7 history events, but its budget is 6 (most take 'say' 5); poll or retry less, split the workflow, or raise the budget")
        .hasMessageContaining("can take 2 state transitions, but its budget is 1")
        .hasMessageContaining("costs up to $0.000050, but its budget is $0.00004")
        .hasMessageContaining("'say.Arguments' of workflow 'one' has at least")
        .hasMessageContaining("bytes, but the budget is 10; keep it in S3");
  }

  @Test
  void retriesCountUnlessTheBudgetLeavesThemOut() {
    Workflow<Input> polled =
        Workflow.named("polled", Input.class)
            .flow(
                (flow, in) ->
                    flow.run(
                        "load",
                        Redshift.serverless("dwh", "dev")
                            .sql("SELECT 1")
                            .timeout(Duration.ofSeconds(60))));
    long most = polled.compile().estimates().events().most().orElseThrow();

    assertThat(polled.budget(Budget.none().events(most).whenNothingFails()).compile()).isNotNull();
    assertThatThrownBy(() -> polled.budget(Budget.none().events(most)).compile())
        .hasMessageContaining("history events, but its budget is");
  }

  @Test
  void aListThatNothingBoundsExceedsEveryBudgetUntilItsLengthIsSaid() {
    Budget budget = Budget.none().events(1_000).whenNothingFails();

    assertThatThrownBy(() -> list().budget(budget).compile())
        .hasMessageContaining("can take any number of history events")
        .hasMessageContaining("say how many items there are at most: Budget.items(\"each\", n)");
    assertThat(list().budget(budget.items("each", 10)).compile().estimates().events())
        .isEqualTo(Range.of(6, 6 + 10 * (2 + 5)));
  }

  @Test
  void theLengthOfWhatIsNoOpenListIsRefused() {
    assertThatThrownBy(() -> list().budget(Budget.none().items("eech", 10)).compile())
        .hasMessageContaining("says how many items 'eech' has")
        .hasMessageContaining("there is 'each'");
  }

  @Test
  void nonsenseIsRefusedWhereItIsWritten() {
    assertThatThrownBy(() -> Budget.none().events(0)).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> Budget.none().dollars("cheap")).hasMessageContaining("'cheap'");
    assertThatThrownBy(() -> Budget.none().dollars("0")).hasMessageContaining("more than 0");
    assertThatThrownBy(() -> Budget.none().items("each", -1)).hasMessageContaining("0 or more");
  }

  @Test
  void estimatingTellsInsteadOfRefusing() {
    assertThat(list().budget(Budget.none().events(10)).estimate(Map.of("each", 5L)).exceeded())
        .singleElement()
        .asString()
        .contains("but its budget is 10");
  }
}
