package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.RetryRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What tasks of a graph have that do not say it themselves, like Airflow's {@code default_args}. A
 * group inherits those of what it lies in and overrides them one by one. Immutable.
 */
public final class TaskDefaults {

  static final TaskDefaults NONE =
      new TaskDefaults(List.of(), null, TriggerRule.ALL_SUCCESS, null, null);

  private final List<RetryRule> retries;
  private final @Nullable Integer timeoutSeconds;
  private final TriggerRule rule;
  private final @Nullable BiFunction<String, Failure, Task<?>> onFailure;
  private final @Nullable Function<String, Task<?>> onSuccess;

  private TaskDefaults(
      List<RetryRule> retries,
      @Nullable Integer timeoutSeconds,
      TriggerRule rule,
      @Nullable BiFunction<String, Failure, Task<?>> onFailure,
      @Nullable Function<String, Task<?>> onSuccess) {
    this.retries = List.copyOf(retries);
    this.timeoutSeconds = timeoutSeconds;
    this.rule = rule;
    this.onFailure = onFailure;
    this.onSuccess = onSuccess;
  }

  /** With this retry, for errors that neither the task nor an earlier retry here takes. */
  public TaskDefaults retry(Retry retry) {
    List<RetryRule> more = new ArrayList<>(retries);
    retry.rule().without(retries).ifPresent(more::add);
    return new TaskDefaults(more, timeoutSeconds, rule, onFailure, onSuccess);
  }

  /** Without the retries that are inherited. */
  public TaskDefaults noRetries() {
    return new TaskDefaults(List.of(), timeoutSeconds, rule, onFailure, onSuccess);
  }

  /** With this limit; see {@link Task#timeout}. */
  public TaskDefaults timeout(Duration limit) {
    return new TaskDefaults(retries, Task.seconds("time-out", limit), rule, onFailure, onSuccess);
  }

  /** With this trigger rule. */
  public TaskDefaults rule(TriggerRule other) {
    return new TaskDefaults(retries, timeoutSeconds, other, onFailure, onSuccess);
  }

  /**
   * With this task whenever a task has failed, after its retries. It does not matter whether it
   * works. It gets the id of the task and its failure.
   */
  public TaskDefaults onFailure(BiFunction<String, Failure, Task<?>> callback) {
    return new TaskDefaults(retries, timeoutSeconds, rule, callback, onSuccess);
  }

  /** With this task whenever a task has succeeded; it does not matter whether it works. */
  public TaskDefaults onSuccess(Function<String, Task<?>> callback) {
    return new TaskDefaults(retries, timeoutSeconds, rule, onFailure, callback);
  }

  TriggerRule rule() {
    return rule;
  }

  @Nullable BiFunction<String, Failure, Task<?>> onFailure() {
    return onFailure;
  }

  @Nullable Function<String, Task<?>> onSuccess() {
    return onSuccess;
  }

  /** What the author added to a task, and these where nothing was. */
  Node.Options with(Node.Options options) {
    List<RetryRule> all = new ArrayList<>(options.retries());
    retries.forEach(rule -> rule.without(options.retries()).ifPresent(all::add));
    Integer limit = options.timeoutSeconds();
    return new Node.Options(
        all,
        limit == null ? timeoutSeconds : limit,
        options.heartbeatSeconds(),
        options.patches(),
        options.demand());
  }
}
