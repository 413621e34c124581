package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/**
 * Waits until an execution of another workflow has succeeded: Airflow's {@code ExternalTaskSensor}.
 * One that fails, times out or is stopped fails the sensor; one that is not there yet, or is to be
 * redriven, is waited for.
 */
public final class WorkflowSensor {

  /** The execution did not succeed before the deadline. */
  public static final ErrorName TIMED_OUT = ErrorName.of("StepFunctions.ExecutionTimedOut");

  /** The execution ended in another way. */
  public static final ErrorName FAILED = ErrorName.of("StepFunctions.ExecutionFailed");

  private static final String ANY =
      "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:*";

  /** As many executions as are looked through; one takes about 400 bytes of a result. */
  private static final int LONGEST_LISTING = 200;

  private WorkflowSensor() {}

  /**
   * An execution that has succeeded.
   *
   * @param arn its ARN
   * @param name its name
   */
  public record Succeeded(Text arn, Text name) {}

  /**
   * Waits for the execution of this name, which whoever starts it must have made from the same
   * values, such as the day.
   *
   * @param workflow the name of the other workflow
   */
  public static Sensor<Succeeded> execution(String workflow, Text name) {
    Recorder.checkName("the workflow", workflow);
    Expr machine = new Expr.Deployed(Arns.stateMachine(workflow));
    Expr arn =
        Expr.join(
            List.of(
                Expr.call("$replace({0}, ':stateMachine:', ':execution:')", machine),
                Expr.text(":"),
                name.expr()));
    Call describe =
        call(
            "describeExecution",
            Expr.fields().and("ExecutionArn", arn).and("IncludedData", Expr.text("METADATA_ONLY")),
            Permission.on(ANY, "states:DescribeExecution"));
    return sensor(
        workflow,
        describe,
        Expr.result("Status"),
        Expr.result("ExecutionArn"),
        Expr.result("Name"),
        List.of("Sfn.ExecutionDoesNotExistException"));
  }

  /**
   * Waits for the newest execution that was started on a day of UTC. Older ones of that day do not
   * matter, so that a rerun stands for the run it replaces. Looks through the newest 200.
   *
   * @param workflow the name of the other workflow
   */
  public static Sensor<Succeeded> newestOf(String workflow, Day day) {
    Recorder.checkName("the workflow", workflow);
    return newest(workflow, Expr.raw("$substring($.StartDate, 0, 10) = {0}", day.expr()));
  }

  /**
   * Waits for the newest execution whose name starts with a text, such as the logical date in it.
   * Looks through the newest 200.
   *
   * @param workflow the name of the other workflow
   */
  public static Sensor<Succeeded> newestNamed(String workflow, Text prefix) {
    Recorder.checkName("the workflow", workflow);
    return newest(workflow, Expr.raw("$substring($.Name, 0, $length({0})) = {0}", prefix.expr()));
  }

  private static Sensor<Succeeded> newest(String workflow, Expr of) {
    String machine = Arns.stateMachine(workflow);
    Call list =
        call(
            "listExecutions",
            Expr.fields()
                .and("StateMachineArn", new Expr.Deployed(machine))
                .and("MaxResults", Expr.number(LONGEST_LISTING)),
            Permission.on("${" + machine + "}", "states:ListExecutions"));
    // The API lists the newest first.
    Expr first =
        Expr.call(
            "$filter([{0}], function($run) { $run.({1}) })[0]", Expr.result("Executions"), of);
    return sensor(
        workflow,
        list,
        Expr.call("{0}.Status", first),
        Expr.call("{0}.ExecutionArn", first),
        Expr.call("{0}.Name", first),
        List.of());
  }

  private static Sensor<Succeeded> sensor(
      String workflow, Call look, Expr status, Expr arn, Expr name, List<String> notYet) {
    Expr orNone = Expr.text("");
    Outputs outputs =
        Outputs.of(
            Expr.fields()
                .and("arn", Expr.raw("$exists({0}) ? {0} : {1}", arn, orNone))
                .and("name", Expr.raw("$exists({0}) ? {0} : {1}", name, orNone)));
    Expr failed =
        Expr.raw(
            "{0} in {1}",
            status,
            new Expr.Elements(
                List.of(Expr.text("FAILED"), Expr.text("TIMED_OUT"), Expr.text("ABORTED"))));
    Work.Sensor work =
        new Work.Sensor(
            new Work.Request(look, outputs),
            Expr.raw("{0} = 'SUCCEEDED'", status),
            failed,
            Expr.join(
                List.of(
                    Expr.text("waits for an execution of '" + workflow + "' that is "),
                    Expr.raw(
                        "$exists({0}) ? {0} : {1}", status, new Expr.Constant(Json.of("absent"))))),
            notYet,
            Expr.fields(),
            null,
            "StepFunctions.Execution",
            Sensor.PACE);
    return new Sensor<>(
        "Workflow sensor " + workflow,
        work,
        parts -> new Succeeded(new Text(parts.part("arn")), new Text(parts.part("name"))));
  }

  private static Call call(String action, Expr.Fields arguments, Permission permission) {
    return new Call(
        "aws-sdk:sfn:" + action,
        arguments,
        60,
        List.of(RetryRule.service("Sfn.SfnException", "Sfn.SdkClientException")),
        List.of(permission));
  }
}
