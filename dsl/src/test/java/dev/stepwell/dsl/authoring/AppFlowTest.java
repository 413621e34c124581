package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.AppFlow;
import dev.stepwell.engine.Execution;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of flows, found in the list of a flow's runs. */
class AppFlowTest {

  private static final String START = "aws-sdk:appflow:startFlow";
  private static final String LIST = "aws-sdk:appflow:describeFlowExecutionRecords";
  private static final String THEIRS =
      "{'ExecutionId': 'e9', 'ExecutionStatus': 'Error', 'ExecutionResult': {'ErrorInfo':"
          + " {'ExecutionMessage': 'theirs'}}}";

  private final Services aws =
      new Services()
          .answer(START, "{'ExecutionId': 'e1', 'FlowStatus': 'Active'}")
          .answer("sns:publish", "{'MessageId': 'm'}");

  private static String list(String... ours) {
    StringBuilder records = new StringBuilder("{'FlowExecutions': [" + THEIRS);
    for (String status : ours) {
      records
          .append(", {'ExecutionId': 'e1', 'ExecutionStatus': '")
          .append(status)
          .append("', 'ExecutionResult': {'RecordsProcessed': 42, 'BytesWritten': 4200")
          .append(", 'ErrorInfo': {'ExecutionMessage': 'no access'}}}");
    }
    return records + "]}";
  }

  @Test
  void runIsFoundAmongThoseOfOthers() {
    aws.answer(LIST, list(), list("InProgress"), list("CancelStarted"), list("Successful"));

    Execution run =
        aws.run(
            OneTask.telling(
                AppFlow.run("contacts"),
                done ->
                    done.executionId()
                        .plus(" ")
                        .plus(done.records())
                        .plus(" ")
                        .plus(done.bytesWritten())),
            "{}");

    assertThat(run.error()).isEmpty();
    assertThat(aws.asked("sns:publish").get(0).string("Message")).isEqualTo("e1 42 4200");
    assertThat(aws.asked(LIST)).hasSize(4);
    assertThat(aws.asked(LIST).get(0).compact())
        .isEqualTo("{\"FlowName\":\"contacts\",\"MaxResults\":100}");
    assertThat(aws.asked(START).get(0).string("ClientToken")).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Error", "Canceled"})
  void runThatEndsBadlyFails(String status) {
    aws.answer(LIST, list(status));

    Execution run = aws.run(OneTask.of(AppFlow.run("contacts")), "{}");

    assertThat(run.error()).contains(AppFlow.RUN_FAILED.name());
    assertThat(run.cause()).contains("step 'work' is in state " + status + ": no access");
  }

  @Test
  void runThatIsNeverListedTimesOut() {
    aws.answer(LIST, "{}");

    Execution run =
        aws.run(OneTask.of(AppFlow.run("contacts").timeout(Duration.ofMinutes(10))), "{}");

    assertThat(run.error()).contains(AppFlow.RUN_TIMED_OUT.name());
    assertThat(run.cause()).contains("step 'work' is in state not listed yet");
  }

  @Test
  void flowWithAScheduleFails() {
    Services scheduled =
        new Services().answer(START, "{'FlowStatus': 'Active'}").answer(LIST, list());

    Execution run = scheduled.run(OneTask.of(AppFlow.run("contacts")), "{}");

    assertThat(run.error()).contains(AppFlow.NOT_ON_DEMAND.name());
    assertThat(run.cause())
        .contains("step 'work' is in state activated, not run: the flow is not on demand");
  }

  @Test
  void flowThatIsBusyIsStartedAgainWithTheSameToken() {
    Services busy =
        new Services()
            .fail(START, AppFlow.CONFLICT.name(), "running")
            .answer(START, "{'ExecutionId': 'e1'}")
            .answer(LIST, list("Successful"));

    assertThat(busy.run(OneTask.of(AppFlow.run("contacts")), "{}").error()).isEmpty();
    assertThat(busy.asked(START)).extracting(Json::compact).hasSize(2);
    assertThat(busy.asked(START).get(0)).isEqualTo(busy.asked(START).get(1));
  }

  @Test
  void permissionsAndBounds() {
    assertThat(OneTask.permissions(AppFlow.run("contacts")))
        .containsExactly(
            "appflow:StartFlow on arn:P:appflow:R:A:flow/contacts",
            "appflow:DescribeFlowExecutionRecords on arn:P:appflow:R:A:flow/contacts");
    assertThat(
            OneTask.compiled(AppFlow.run("contacts"))
                .estimates()
                .events()
                .most()
                .orElse(Long.MAX_VALUE))
        .isLessThan(25_000);
  }

  @Test
  void nameWithBlanks() {
    assertSaid(
        () -> AppFlow.run("my flow"),
        "the name of the flow is 'my flow', but it has 2 to 256 letters, digits and . - _ ! @ #,"
            + " without blanks; name the flow as AppFlow lists it");
  }
}
