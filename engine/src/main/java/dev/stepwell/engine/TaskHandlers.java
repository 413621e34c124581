package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The handlers by resource. A resource is matched whole, but for its partition: a handler for
 * {@code arn:aws:states:::sns:publish} also serves {@code arn:aws-cn:states:::sns:publish}.
 * Immutable.
 */
public final class TaskHandlers {

  private final Map<String, TaskHandler> byResource;
  private final Function<String, Optional<TaskHandler>> otherwise;

  private TaskHandlers(Builder builder) {
    this.byResource = Map.copyOf(builder.byResource);
    this.otherwise = builder.otherwise;
  }

  /** No handler at all: every Task fails. */
  public static TaskHandlers none() {
    return builder().build();
  }

  /** Starts a set of handlers. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A handler that has a function do the work, on the engine's event loop: the arguments in, the
   * result out. It must not block. A {@link TaskFailedException} gives the task's error.
   */
  public static TaskHandler answering(UnaryOperator<Json> work) {
    return task -> Builder.answer(task, work);
  }

  /** The handler for a resource, if there is one. */
  public Optional<TaskHandler> find(String resource) {
    TaskHandler handler = byResource.get(resource);
    if (handler == null) {
      handler = byResource.get(withoutPartition(resource));
    }
    return handler != null ? Optional.of(handler) : otherwise.apply(resource);
  }

  /** The same handlers, each as a function makes it anew. */
  public TaskHandlers wrapped(UnaryOperator<TaskHandler> around) {
    Builder wrapped = builder();
    byResource.forEach((resource, handler) -> wrapped.put(resource, around.apply(handler)));
    wrapped.otherwise(resource -> otherwise.apply(resource).map(around));
    return wrapped.build();
  }

  /** Whether a handler was put for just this resource, rather than one for whatever there is. */
  boolean isPut(String resource) {
    return byResource.containsKey(withoutPartition(resource));
  }

  private static String withoutPartition(String resource) {
    if (!resource.startsWith("arn:")) {
      return resource;
    }
    int end = resource.indexOf(':', 4);
    return end < 0 ? resource : "arn:" + resource.substring(end);
  }

  /** Collects handlers; a resource that is put again gets the later handler. */
  public static final class Builder {

    private final Map<String, TaskHandler> byResource = new LinkedHashMap<>();
    private Function<String, Optional<TaskHandler>> otherwise = resource -> Optional.empty();

    private Builder() {}

    /** Has a handler do the work of a resource. */
    public Builder put(String resource, TaskHandler handler) {
      byResource.put(withoutPartition(resource), handler);
      byResource.put(resource, handler);
      return this;
    }

    /**
     * Has a function do the work of a resource on the engine's event loop: the arguments in, the
     * result out. It must not block. A {@link TaskFailedException} gives the task's error.
     */
    public Builder direct(String resource, Function<Json, Json> work) {
      return put(resource, task -> answer(task, work));
    }

    /** Has a function do the work of a resource on an executor. */
    public Builder blocking(String resource, Executor executor, Function<Json, Json> work) {
      return put(resource, task -> executor.execute(() -> answer(task, work)));
    }

    /** Asks a function for resources that no handler was put for; the last one set counts. */
    public Builder otherwise(Function<String, Optional<TaskHandler>> lookup) {
      this.otherwise = lookup;
      return this;
    }

    /** The handlers put so far. */
    public TaskHandlers build() {
      return new TaskHandlers(this);
    }

    private static void answer(Task task, Function<Json, Json> work) {
      Json result;
      try {
        result = work.apply(task.arguments());
      } catch (TaskFailedException failure) {
        task.fail(failure.error(), failure.getMessage());
        return;
      } catch (RuntimeException bug) {
        task.fail("States.TaskFailed", bug.toString());
        return;
      }
      task.succeed(result);
    }
  }
}
