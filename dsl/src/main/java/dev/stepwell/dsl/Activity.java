package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/**
 * An activity of Step Functions and what it is given so far: work that a program of the project's
 * own fetches with GetActivityTask, does wherever it runs, and answers with SendTaskSuccess or
 * SendTaskFailure. Immutable. The machine's role needs no permission for it, the worker's does.
 *
 * @param <I> the shape of its input
 * @param <O> the shape of its output
 */
public final class Activity<I extends Record, O extends Record> {

  private static final int LONGEST_SECONDS = 86_400;

  private final String name;
  private final Class<I> input;
  private final Expr.Fields given;

  private Activity(String name, Class<I> input, Expr.Fields given) {
    this.name = name;
    this.input = input;
    this.given = given;
  }

  /**
   * An activity. Deployment fills its ARN: <code>${PackLabelsActivityArn}</code> for {@code
   * pack-labels}.
   *
   * @param name its name among the resources: letters, digits, '-' and '_', at most 80
   */
  public static <I extends Record, O extends Record> Activity<I, O> named(
      String name, Class<I> input, Class<O> output) {
    if (!name.matches("[A-Za-z0-9_-]{1,80}")) {
      throw InvalidWorkflowException.here(
          "the activity '"
              + name
              + "' has no name that AWS takes: 1 to 80 letters, digits, - and _");
    }
    Fields.components(output);
    Fields.components(input);
    return new Activity<>(name, input, Expr.fields());
  }

  /** Given this value for a component of its input. */
  public <T> Activity<I, O> with(Field<I, ? extends T> field, Value<T> value) {
    String component = Fields.name(field);
    if (given.has(component)) {
      throw InvalidWorkflowException.here(
          "the component '" + component + "' of activity " + name + " is set twice");
    }
    return new Activity<>(name, input, given.and(component, value.expr()));
  }

  /**
   * Waits until a worker has done it; time-out one day, which counts from when it is offered. Say
   * {@code heartbeat}, and it fails with {@link ErrorName#HEARTBEAT_TIMEOUT} soon after its worker
   * has died.
   */
  public Task<Obj<O>> run() {
    Fields.checkSet("activity " + name, input, given);
    Call call =
        new Call(
            "${" + Resource.camel(name) + "ActivityArn}",
            given,
            LONGEST_SECONDS,
            List.of(),
            List.of());
    return new Task<>(
        "Activity " + name,
        new Work.Request(call, Outputs.of(new Expr.Result(List.of()))),
        parts -> new Obj<>(parts.part(), Naming.SAME));
  }
}
