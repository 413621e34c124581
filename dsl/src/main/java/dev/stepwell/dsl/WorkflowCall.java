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
 * a history of its own; what its input and its output hold is at most 256 KiB.
 *
 * <p>The execution is named after this one and the step. A retried call meets the execution that is
 * there already; where the author's retries run it again, every run has a name of its own, because
 * Step Functions remembers names for 90 days.
 *
 * @param <I> the shape of its input
 */
public final class WorkflowCall<I extends Record> {

  /** The execution of another workflow did not end well; the cause is its description, in JSON. */
  public static final ErrorName FAILED = ErrorName.of("States.TaskFailed");

  /** There is no such workflow where this one is deployed. */
  public static final ErrorName NOT_FOUND =
      ErrorName.of("StepFunctions.StateMachineDoesNotExistException");

  /** There was an execution of that name already, and it has ended or has another input. */
  public static final ErrorName ALREADY_EXISTS =
      ErrorName.of("StepFunctions.ExecutionAlreadyExistsException");

  private static final int LONGEST_SECONDS = 86_400;
  private static final int CALL_SECONDS = 60;
  private static final List<RetryRule> RETRIES =
      List.of(
          RetryRule.service(
              "StepFunctions.SdkClientException", "StepFunctions.AWSStepFunctionsException"));

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

  /**
   * An execution that has been started.
   *
   * @param arn its ARN
   */
  public record Started(Text arn) {}

  /** Given this value for a component of its input. */
  public <T> WorkflowCall<I> with(Field<I, ? extends T> field, Value<T> value) {
    String component = Fields.name(field);
    if (given.has(component)) {
      throw InvalidWorkflowException.here(
          "the component '" + component + "' of workflow '" + workflow + "' is set twice");
    }
    return new WorkflowCall<>(workflow, input, given.and(component, value.expr()));
  }

  /** Starts it and waits for its end; when it fails, so does the task. Time-out one day. */
  public Task<Ended> run() {
    Outputs outputs = Outputs.of(Expr.fields().and("arn", Expr.result("ExecutionArn")));
    return new Task<>(
        "Workflow " + workflow,
        new Work.Request(waiting(), outputs),
        parts -> new Ended(new Text(parts.part("arn"))));
  }

  /**
   * The same, for a workflow whose output is an object of a shape.
   *
   * @param output a record with the members of the output that are of interest
   */
  public <O extends Record> Task<Obj<O>> run(Class<O> output) {
    Fields.components(output);
    return new Task<>(
        "Workflow " + workflow,
        new Work.Request(waiting(), Outputs.of(new Expr.Result(List.of("Output")))),
        parts -> new Obj<>(parts.part(), Naming.SAME));
  }

  /**
   * Starts it and goes on; nobody here hears how it ends. Every try of this step starts it once: an
   * execution of its name that has ended meanwhile counts as started.
   */
  public Task<Started> start() {
    Expr arn =
        Expr.join(
            List.of(
                Expr.call(
                    "$replace({0}, ':stateMachine:', ':execution:')",
                    new Expr.Deployed(Arns.stateMachine(workflow))),
                Expr.text(":"),
                new Expr.Token()));
    Call call =
        new Call(
            "states:startExecution",
            request(new Expr.Token()),
            CALL_SECONDS,
            RETRIES,
            List.of(startPermission()));
    return new Task<>(
        "Workflow " + workflow,
        new Work.Tolerant(
            call,
            List.of(ALREADY_EXISTS.name()),
            Expr.fields().and("arn", arn),
            Outputs.of(Expr.fields().and("arn", Expr.result("ExecutionArn")))),
        parts -> new Started(new Text(parts.part("arn"))));
  }

  private Call waiting() {
    String executions = Arns.here("states") + "execution:*" + workflow + ":*";
    return new Call(
        "states:startExecution.sync:2",
        request(new Expr.Run()),
        LONGEST_SECONDS,
        RETRIES,
        List.of(
            startPermission(),
            Permission.on(executions, "states:DescribeExecution", "states:StopExecution"),
            Permission.managedRule("StepFunctionsGetEventsForStepFunctionsExecutionRule")));
  }

  private Expr.Fields request(Expr name) {
    Fields.checkSet("workflow '" + workflow + "'", input, given);
    return Expr.fields()
        .and("StateMachineArn", new Expr.Deployed(Arns.stateMachine(workflow)))
        .and("Name", name)
        .and(
            "Input",
            given.and(
                "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID",
                new Expr.At("$states.context.Execution.Id", List.of())));
  }

  private Permission startPermission() {
    return Permission.on("${" + Arns.stateMachine(workflow) + "}", "states:StartExecution");
  }
}
