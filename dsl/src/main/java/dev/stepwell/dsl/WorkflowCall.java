package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/**
 * Another workflow and what it is given so far. Immutable. It runs as an execution of its own, with
 * a history of its own, and is waited for; when it fails, so does the task.
 *
 * @param <I> the shape of its input
 */
public final class WorkflowCall<I extends Record> {

  /** The execution of another workflow did not end well. */
  public static final ErrorName FAILED = ErrorName.of("States.TaskFailed");

  private static final int LONGEST_SECONDS = 86_400;
  private static final String EXECUTIONS =
      "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:*";
  private static final String EVENTS =
      "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/"
          + "StepFunctionsGetEventsForStepFunctionsExecutionRule";

  private final String workflow;
  private final Class<I> input;
  private final Expr.Fields given;

  private WorkflowCall(String workflow, Class<I> input, Expr.Fields given) {
    this.workflow = workflow;
    this.input = input;
    this.given = given;
  }

  static <I extends Record> WorkflowCall<I> of(String workflow, Class<I> input) {
    return new WorkflowCall<>(workflow, input, Expr.fields());
  }

  /**
   * An execution that has ended.
   *
   * @param arn its ARN
   */
  public record Ended(Text arn) {}

  /** Given this value for a component of its input. */
  public <T> WorkflowCall<I> with(Field<I, ? extends T> field, Value<T> value) {
    String component = Fields.name(field);
    if (given.has(component)) {
      throw InvalidWorkflowException.here(
          "the component '" + component + "' of workflow '" + workflow + "' is set twice");
    }
    return new WorkflowCall<>(workflow, input, given.and(component, value.expr()));
  }

  /**
   * Starts it and waits for its end; time-out one day. The execution's name is the same for every
   * attempt of this step, so that a retried call does not start it twice.
   */
  public Task<Ended> run() {
    Fields.checkSet("workflow '" + workflow + "'", input, given);
    String arn = Arns.stateMachine(workflow);
    Call call =
        new Call(
            "states:startExecution.sync:2",
            Expr.fields()
                .and("StateMachineArn", new Expr.Deployed(arn))
                .and("Name", new Expr.Token())
                .and(
                    "Input",
                    given.and(
                        "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID",
                        new Expr.At("$states.context.Execution.Id", List.of()))),
            LONGEST_SECONDS,
            List.of(RetryRule.service("StepFunctions.SdkClientException")),
            List.of(
                Permission.on("${" + arn + "}", "states:StartExecution"),
                Permission.on(EXECUTIONS, "states:DescribeExecution", "states:StopExecution"),
                Permission.on(
                    EVENTS, "events:PutTargets", "events:PutRule", "events:DescribeRule")));
    return new Task<>(
        "Workflow " + workflow,
        new Work.Request(call, Outputs.of(Expr.fields().and("arn", Expr.result("ExecutionArn")))),
        parts -> new Ended(new Text(parts.part("arn"))));
  }
}
