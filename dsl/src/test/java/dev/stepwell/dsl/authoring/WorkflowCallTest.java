package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.Retry;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.WorkflowCall;
import dev.stepwell.engine.Execution;
import org.junit.jupiter.api.Test;

/** Other workflows: the names of their executions, their output and their start alone. */
class WorkflowCallTest {

  record Loaded(int rows) {}

  private static final String RUN = "states:startExecution.sync:2";
  private static final String START = "states:startExecution";
  private static final String ENDED =
      "{'ExecutionArn': 'arn:x', 'Status': 'SUCCEEDED', 'Output': {'rows': 7}}";

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  private static WorkflowCall<OneTask.Input> load() {
    return Workflow.named("load", OneTask.Input.class)
        .flow((flow, in) -> flow.run("say", Blocks.say("x")))
        .with()
        .with(OneTask.Input::day, Text.of("2001-01-03"));
  }

  private String told() {
    return String.valueOf(aws.asked("sns:publish").get(0).string("Message"));
  }

  @Test
  void outputIsTyped() {
    aws.answer(RUN, ENDED);

    aws.run(
        OneTask.telling(load().run(Loaded.class), out -> out.number(Loaded::rows).text()), "{}");

    assertThat(told()).isEqualTo("7");
  }

  @Test
  void lostAnswerIsAskedForUnderTheSameName() {
    aws.fail(RUN, "StepFunctions.SdkClientException", "connection reset").answer(RUN, ENDED);

    assertThat(aws.run(OneTask.of(load().run()), "{}").error()).isEmpty();
    assertThat(aws.asked(RUN)).hasSize(2);
    assertThat(aws.asked(RUN).get(0)).isEqualTo(aws.asked(RUN).get(1));
  }

  @Test
  void failedExecutionIsRunAgainUnderAnotherName() {
    aws.fail(RUN, WorkflowCall.FAILED.name(), "{}").answer(RUN, ENDED);

    Execution run =
        aws.run(OneTask.of(load().run().retry(Retry.on(WorkflowCall.FAILED).atMost(1))), "{}");

    assertThat(run.error()).isEmpty();
    assertThat(aws.asked(RUN))
        .extracting(call -> call.string("Name"))
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("[0-9a-f]{64}-[01]"));
  }

  @Test
  void lostAnswerOfAnExecutionThatMayBeRunAgainIsNotTriedUnderAnotherName() {
    aws.fail(RUN, "StepFunctions.SdkClientException", "connection reset").answer(RUN, ENDED);

    Execution run =
        aws.run(OneTask.of(load().run().retry(Retry.on(ErrorName.ALL).atMost(1))), "{}");

    assertThat(run.error()).contains("StepFunctions.SdkClientException");
    assertThat(aws.asked(RUN)).hasSize(1);
  }

  @Test
  void startedExecutionIsNotWaitedFor() {
    aws.answer(START, "{'ExecutionArn': 'arn:x', 'StartDate': 1}");

    aws.run(OneTask.telling(load().start(), started -> started.arn()), "{}");

    assertThat(told()).isEqualTo("arn:x");
    assertThat(aws.asked(START).get(0).object("Input").string("day")).isEqualTo("2001-01-03");
  }

  @Test
  void executionThatWasStartedAndHasEndedCountsAsStarted() {
    aws.fail(START, "StepFunctions.SdkClientException", "connection reset")
        .fail(START, WorkflowCall.ALREADY_EXISTS.name(), "exists");

    Execution run = aws.run(OneTask.telling(load().start(), started -> started.arn()), "{}");

    assertThat(run.error()).isEmpty();
    assertThat(told()).endsWith(":" + aws.asked(START).get(0).string("Name"));
  }

  @Test
  void permissions() {
    assertThat(OneTask.permissions(load().run()))
        .containsExactly(
            "states:StartExecution on ${LoadStateMachineArn}",
            "states:DescribeExecution,states:StopExecution on"
                + " arn:P:states:R:A:execution:*load:*",
            "events:PutTargets,events:PutRule,events:DescribeRule on arn:P:events:R:A:rule"
                + "/StepFunctionsGetEventsForStepFunctionsExecutionRule");
    assertThat(OneTask.permissions(load().start()))
        .containsExactly("states:StartExecution on ${LoadStateMachineArn}");
  }
}
