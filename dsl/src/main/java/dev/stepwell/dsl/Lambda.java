package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/** AWS Lambda: functions with a record in and a record out. */
public final class Lambda {

  /** More invocations than the account or the function allows. */
  public static final ErrorName TOO_MANY_REQUESTS = ErrorName.of("Lambda.TooManyRequestsException");

  private static final RetryRule SERVICE =
      new RetryRule(
          List.of(
              "Lambda.ServiceException",
              "Lambda.AWSLambdaException",
              "Lambda.SdkClientException",
              TOO_MANY_REQUESTS.name(),
              "Lambda.ClientExecutionTimeoutException",
              "Lambda.SnapStartNotReadyException",
              "Lambda.SnapStartTimeoutException",
              "Lambda.ResourceNotReadyException",
              "Lambda.ResourceConflictException",
              "Lambda.EC2ThrottledException",
              "Lambda.ENINotReadyException"),
          2,
          6,
          2,
          60,
          true);

  /** The longest that a function may run. */
  private static final int SECONDS = 900;

  private Lambda() {}

  /**
   * A function of the project.
   *
   * @param name its name among the resources, such as {@code PlanPartitions}
   */
  public static <I extends Record, O extends Record> Fn<I, O> function(
      String name, Class<I> input, Class<O> output) {
    Fields.components(output);
    Fields.components(input);
    return new Fn<>(name, input, Expr.fields());
  }

  /** The error that a Java handler raises by throwing an exception of this class. */
  public static ErrorName error(Class<? extends Throwable> exception) {
    return ErrorName.of(exception.getName());
  }

  /**
   * A function and what it is given so far. Immutable.
   *
   * @param <I> the shape of its input
   * @param <O> the shape of its output
   */
  public static final class Fn<I extends Record, O extends Record> {

    private final String name;
    private final Class<I> input;
    private final Expr.Fields payload;

    private Fn(String name, Class<I> input, Expr.Fields payload) {
      this.name = name;
      this.input = input;
      this.payload = payload;
    }

    /** Given this value for a component of its input. */
    public <T> Fn<I, O> with(Field<I, ? extends T> field, Value<T> value) {
      String component = Fields.name(field);
      if (payload.has(component)) {
        throw InvalidWorkflowException.here(
            "the component '" + component + "' of function " + name + " is set twice");
      }
      return new Fn<>(name, input, payload.and(component, value.expr()));
    }

    /** Calls the function and waits for its answer; time-out 15 minutes. */
    public Task<Obj<O>> invoke() {
      Fields.checkSet("function " + name, input, payload);
      String arn = new Resource.Function(name, "", 0, java.time.Duration.ZERO).deployedName();
      Call call =
          new Call(
              "lambda:invoke",
              Expr.fields().and("FunctionName", new Expr.Deployed(arn)).and("Payload", payload),
              SECONDS,
              List.of(SERVICE),
              List.of(
                  new Permission(
                      List.of("lambda:InvokeFunction"),
                      List.of("${" + arn + "}", "${" + arn + "}:*"),
                      "")));
      return new Task<>(
          "Lambda " + name,
          new Work.Request(call, Outputs.of(new Expr.Result(List.of("Payload")))),
          parts -> new Obj<>(parts.part(), Naming.SAME));
    }
  }
}
