package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import java.util.regex.Pattern;

/** AWS Lambda: functions with a record in and a record out. */
public final class Lambda {

  /** More invocations than the account or the function allows. */
  public static final ErrorName TOO_MANY_REQUESTS = ErrorName.of("Lambda.TooManyRequestsException");

  /** There is no such function, version or alias. */
  public static final ErrorName NOT_FOUND = ErrorName.of("Lambda.ResourceNotFoundException");

  /** The function ended without an answer: out of time, out of memory, or its process ended. */
  public static final ErrorName UNKNOWN = ErrorName.of("Lambda.Unknown");

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

  private static final int ASYNC_SECONDS = 60;
  private static final int TOKEN_SECONDS = 86_400;
  private static final Pattern QUALIFIER = Pattern.compile("[a-zA-Z0-9-_]{1,128}");

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
    return new Fn<>(name, input, Expr.fields(), "");
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
    private final String qualifier;

    private Fn(String name, Class<I> input, Expr.Fields payload, String qualifier) {
      this.name = name;
      this.input = input;
      this.payload = payload;
      this.qualifier = qualifier;
    }

    /** Given this value for a component of its input. */
    public <T> Fn<I, O> with(Field<I, ? extends T> field, Value<T> value) {
      return with(Fields.name(field), value.expr());
    }

    private Fn<I, O> with(String component, Expr value) {
      if (payload.has(component)) {
        throw InvalidWorkflowException.here(
            "the component '" + component + "' of function " + name + " is set twice");
      }
      return new Fn<>(name, input, payload.and(component, value), qualifier);
    }

    /**
     * This version or alias of it; without one it is the newest code, which can change while an
     * execution runs.
     *
     * @param versionOrAlias a number, or a name of letters, digits, '-' and '_'
     */
    public Fn<I, O> qualifier(String versionOrAlias) {
      if (!QUALIFIER.matcher(versionOrAlias).matches()) {
        throw InvalidWorkflowException.here(
            "'"
                + versionOrAlias
                + "' is no version or alias of function "
                + name
                + "; versions are numbers, aliases have 1 to 128 letters, digits, - and _");
      }
      return new Fn<>(name, input, payload, versionOrAlias);
    }

    /** Calls the function and waits for its answer; time-out 15 minutes. */
    public Task<Obj<O>> invoke() {
      return new Task<>(
          "Lambda " + name,
          new Work.Request(
              call("lambda:invoke", Expr.fields(), SECONDS),
              Outputs.of(new Expr.Result(List.of("Payload")))),
          parts -> new Obj<>(parts.part(), Naming.SAME));
    }

    /**
     * Hands the call over to Lambda and does not wait: it is queued, and tried up to three times.
     * Whether it works is not known here; time-out 60 seconds.
     */
    public Task<Done> invokeAsync() {
      return new Task<>(
          "Lambda " + name,
          new Work.Request(
              call(
                  "lambda:invoke",
                  Expr.fields().and("InvocationType", Expr.text("Event")),
                  ASYNC_SECONDS),
              Outputs.of(Expr.fields())),
          parts -> new Done());
    }

    /**
     * Calls the function with the task's token and waits until somebody sends it back with
     * SendTaskSuccess, be it the function or whoever it gives the token to; what they send is the
     * output. Time-out one day. A retried call has another token.
     *
     * @param token the component of the input that is to hold the token
     */
    public Task<Obj<O>> invokeForToken(Field<I, String> token) {
      Fn<I, O> asking = with(Fields.name(token), Expr.taskToken());
      return new Task<>(
          "Lambda " + name,
          Work.token(
              asking.call("lambda:invoke.waitForTaskToken", Expr.fields(), TOKEN_SECONDS),
              Outputs.of(new Expr.Result(List.of()))),
          parts -> new Obj<>(parts.part(), Naming.SAME));
    }

    private Call call(String resource, Expr.Fields options, int seconds) {
      Fields.checkSet("function " + name, input, payload);
      String arn = new Resource.Function(name, "", 0, java.time.Duration.ZERO).deployedName();
      Expr.Fields arguments = Expr.fields().and("FunctionName", new Expr.Deployed(arn));
      if (!qualifier.isEmpty()) {
        arguments = arguments.and("Qualifier", Expr.text(qualifier));
      }
      for (Expr.Member option : options.members()) {
        arguments = arguments.and(option.name(), option.value());
      }
      return new Call(
          resource,
          arguments.and("Payload", payload),
          seconds,
          List.of(SERVICE),
          List.of(
              new Permission(
                  List.of("lambda:InvokeFunction"),
                  List.of("${" + arn + "}", "${" + arn + "}:*"),
                  "")));
    }
  }
}
