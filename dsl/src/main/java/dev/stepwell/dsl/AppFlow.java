package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Amazon AppFlow: runs of flows that are started on demand. Sources: AppFlow's API model; the names
 * of errors are those of the SDK for Java 2.
 */
public final class AppFlow {

  /** There is no flow of that name. */
  public static final ErrorName NOT_FOUND = ErrorName.of("Appflow.ResourceNotFoundException");

  /** The flow is being changed or run by somebody else. */
  public static final ErrorName CONFLICT = ErrorName.of("Appflow.ConflictException");

  /** A run ended in error or was cancelled. */
  public static final ErrorName RUN_FAILED = ErrorName.of("AppFlow.RunFailed");

  /** A run did not end before its deadline. It may still run. */
  public static final ErrorName RUN_TIMED_OUT = ErrorName.of("AppFlow.RunTimedOut");

  /** The flow has a schedule or an event, so that starting it has run nothing. */
  public static final ErrorName NOT_ON_DEMAND = ErrorName.of("AppFlow.RunStatusUnknown");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][\\w!@#.-]{1,255}");
  private static final String UNLISTED = "not listed yet";
  private static final String ACTIVATED = "activated, not run: the flow is not on demand";
  private static final RetryRule SERVICE =
      RetryRule.service("Appflow.InternalServerException", "Appflow.AppflowException");
  private static final RetryRule BUSY =
      new RetryRule(List.of(CONFLICT.name()), 30, 10, 2, 300, true);
  private static final int CALL_SECONDS = 60;
  private static final int TWO_HOURS = 7200;

  /** The newest runs come first, and ours is one of the newest. */
  private static final int RECORDS = 100;

  private AppFlow() {}

  /**
   * A run that has ended well.
   *
   * @param executionId its id
   * @param records how many records it has processed
   * @param bytesWritten how much it has written
   */
  public record Run(Text executionId, Num records, Num bytesWritten) {}

  /**
   * Runs a flow and waits for its end. Polls every 15 seconds, later every minute; deadline 2
   * hours. A flow with a schedule or an event of its own cannot be run so, and fails with {@link
   * #NOT_ON_DEMAND}.
   *
   * @param flow the flow's name
   */
  public static Task<Run> run(String flow) {
    Accepted.text(
        "name of the flow",
        flow,
        NAME,
        "has 2 to 256 letters, digits and . - _ ! @ #, without blanks; name the flow as AppFlow"
            + " lists it");
    String arn = Arns.here("appflow") + "flow/" + flow;
    Expr.Fields named = Expr.fields().and("FlowName", Text.of(flow).expr());
    Call start =
        call(
            "startFlow",
            named.and("ClientToken", new Expr.Token()),
            List.of(BUSY, SERVICE),
            Permission.on(arn, "appflow:StartFlow"));
    Call question =
        call(
            "describeFlowExecutionRecords",
            named.and("MaxResults", Expr.number(RECORDS)),
            List.of(SERVICE),
            Permission.on(arn, "appflow:DescribeFlowExecutionRecords"));
    Polling polling =
        new Polling(
            question,
            Expr.raw(
                "{0} = '' ? {1} : $exists({2}) ? {2} : {3}",
                new Expr.Local("run"),
                Expr.text(ACTIVATED),
                record("ExecutionStatus"),
                Expr.text(UNLISTED)),
            or(Json.of(""), record("ExecutionResult.ErrorInfo.ExecutionMessage")),
            List.of("InProgress", "CancelStarted", UNLISTED),
            List.of("Successful"),
            List.of("Error", "Canceled"),
            "AppFlow.Run",
            15,
            60,
            TWO_HOURS);
    return new Task<>(
        "AppFlow " + flow,
        new Work.Polled(
            start,
            Told.text("", Told.at("ExecutionId")),
            null,
            polling,
            Outputs.of(
                Expr.fields()
                    .and("executionId", new Expr.Local("run"))
                    .and("records", or(Json.of(0), record("ExecutionResult.RecordsProcessed")))
                    .and("bytesWritten", or(Json.of(0), record("ExecutionResult.BytesWritten"))))),
        parts ->
            new Run(
                new Text(parts.part("executionId")),
                new Num(parts.part("records")),
                new Num(parts.part("bytesWritten"))));
  }

  /** A part of our run's record in the list. */
  private static Expr record(String path) {
    return Expr.call(
        "{0}[ExecutionId = {1}]." + path, Told.at("FlowExecutions"), new Expr.Local("run"));
  }

  private static Expr or(Json otherwise, Expr part) {
    return Expr.raw("$exists({0}) ? {0} : {1}", part, new Expr.Constant(otherwise));
  }

  private static Call call(
      String action, Expr.Fields arguments, List<RetryRule> retries, Permission permission) {
    return new Call(
        "aws-sdk:appflow:" + action, arguments, CALL_SECONDS, retries, List.of(permission));
  }
}
