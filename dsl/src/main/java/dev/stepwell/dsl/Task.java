package dev.stepwell.dsl;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.model.Demand;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A description of work. Immutable and reusable: the same task can have several places in a flow.
 * Tasks are made by the vocabularies, such as {@link Glue#job}; all of them have a time-out and
 * retry throttling and service errors, whatever is added here.
 *
 * @param <O> what it gives
 */
public class Task<O> {

  private final String kind;
  private final Work work;
  private final Node.Options options;
  private final Function<Parts, O> shape;

  Task(String kind, Work work, Function<Parts, O> shape) {
    this(kind, work, Node.Options.NONE, shape);
  }

  Task(String kind, Work work, Node.Options options, Function<Parts, O> shape) {
    this.kind = kind;
    this.work = work;
    this.options = options;
    this.shape = shape;
  }

  /** Makes the parts of a step's output. */
  @FunctionalInterface
  interface Parts {
    /** The part of this name; no name is the whole. */
    Expr part(String... name);
  }

  String kind() {
    return kind;
  }

  Work work() {
    return work;
  }

  Node.Options options() {
    return options;
  }

  Function<Parts, O> shape() {
    return shape;
  }

  O output(Parts parts) {
    return shape.apply(parts);
  }

  /** With this retry, tried before those that are there already. */
  public Task<O> retry(Retry retry) {
    List<RetryRule> more = new ArrayList<>(options.retries());
    more.add(retry.rule());
    return with(
        new Node.Options(
            more,
            options.timeoutSeconds(),
            options.heartbeatSeconds(),
            options.patches(),
            options.demand()));
  }

  /**
   * With this limit: of the task where one call waits for the work, of the polling loop where the
   * work has no such call.
   *
   * @param limit whole seconds, at least one
   */
  public Task<O> timeout(Duration limit) {
    return with(
        new Node.Options(
            options.retries(),
            seconds("time-out", limit),
            options.heartbeatSeconds(),
            options.patches(),
            options.demand()));
  }

  /** With this longest time between two signs of life. */
  public Task<O> heartbeat(Duration limit) {
    return with(
        new Node.Options(
            options.retries(),
            options.timeoutSeconds(),
            seconds("heartbeat", limit),
            options.patches(),
            options.demand()));
  }

  /**
   * With the last word on the step's own state: the function gets the state as it would be emitted.
   */
  @RawAsl
  public Task<O> patch(UnaryOperator<JsonObject> change) {
    List<UnaryOperator<JsonObject>> more = new ArrayList<>(options.patches());
    more.add(change);
    return with(
        new Node.Options(
            options.retries(),
            options.timeoutSeconds(),
            options.heartbeatSeconds(),
            more,
            options.demand()));
  }

  /** Taking a slot of a pool while it is at work. */
  public Task<O> pool(String name) {
    return pool(name, 1);
  }

  /**
   * Taking slots of a pool while it is at work, on machines that Stepwell's scheduler serves; on
   * AWS pools have no meaning.
   *
   * @param slots at least one
   */
  public Task<O> pool(String name, int slots) {
    Recorder.checkName("the pool", name.replace('_', '-'));
    if (slots < 1) {
      throw InvalidWorkflowException.here(
          "a task takes " + slots + " slots of pool '" + name + "'; take at least 1");
    }
    return with(options.demand().ofPool(name, slots));
  }

  /**
   * With this {@code priority_weight}: where slots are scarce, the higher number goes first, summed
   * by {@link Runs#weightRule}; 1 without it.
   */
  public Task<O> priority(int weight) {
    return with(options.demand().withPriority(weight));
  }

  /** Updating these assets when it succeeds; workflows that wait for them run then. */
  public Task<O> outlets(Asset... updated) {
    return with(options.demand().updating(Arrays.stream(updated).map(Asset::uri).toList()));
  }

  /**
   * Reading these assets. Nothing waits for that; {@code ./stepwell assets} shows who reads and who
   * updates what.
   */
  public Task<O> inlets(Asset... read) {
    return with(options.demand().reading(Arrays.stream(read).map(Asset::uri).toList()));
  }

  private Task<O> with(Demand demand) {
    return with(
        new Node.Options(
            options.retries(),
            options.timeoutSeconds(),
            options.heartbeatSeconds(),
            options.patches(),
            demand));
  }

  private Task<O> with(Node.Options others) {
    return new Task<>(kind, work, others, shape);
  }

  static int seconds(String what, Duration limit) {
    if (limit.toSeconds() < 1 || limit.toSeconds() > 99_999_999) {
      throw InvalidWorkflowException.here(
          "a " + what + " is 1 to 99,999,999 seconds, but this one is " + limit);
    }
    return (int) limit.toSeconds();
  }
}
