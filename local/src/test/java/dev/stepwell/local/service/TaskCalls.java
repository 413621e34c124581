package dev.stepwell.local.service;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Calls handlers as Task states do, on the caller's thread, with a fixed time and counted ids. */
public final class TaskCalls {

  /** The time of all calls. */
  public static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");

  private final TaskHandlers handlers;
  private final List<Json> submitted = new ArrayList<>();

  private TaskCalls(TaskHandlers handlers) {
    this.handlers = handlers;
  }

  /** Calls to these handlers. */
  public static TaskCalls to(TaskHandlers handlers) {
    return new TaskCalls(handlers);
  }

  /** Calls to this service. */
  public static TaskCalls to(Service service) {
    AtomicInteger ids = new AtomicInteger();
    TaskHandlers.Builder handlers = TaskHandlers.builder();
    new ServiceHandlers(Runnable::run, InstantSource.fixed(NOW), () -> "r-" + ids.incrementAndGet())
        .add(service, handlers);
    return new TaskCalls(handlers.build());
  }

  /** What {@code submitted} was told, in order. */
  public List<Json> submitted() {
    return submitted;
  }

  /**
   * Calls a resource.
   *
   * @param resource without {@code arn:aws:states:::}, such as {@code sns:publish}
   * @param arguments JSON text, in which {@code '} stands for {@code "}
   * @throws TaskFailedException if the task fails
   */
  public Json call(String resource, String arguments) {
    return callResource("arn:aws:states:::" + resource, Json.parse(arguments.replace('\'', '"')));
  }

  /** Calls a whole resource. */
  public Json callResource(String resource, Json arguments) {
    Attempt attempt = new Attempt(resource, arguments);
    handlers.find(resource).orElseThrow(() -> new AssertionError(resource)).start(attempt);
    if (attempt.failure != null) {
      throw attempt.failure;
    }
    if (attempt.result == null) {
      throw new AssertionError(resource + " was not answered");
    }
    return attempt.result;
  }

  private final class Attempt implements Task {

    private final String resource;
    private final Json arguments;
    private volatile @Nullable Json result;
    private volatile @Nullable TaskFailedException failure;

    Attempt(String resource, Json arguments) {
      this.resource = resource;
      this.arguments = arguments;
    }

    @Override
    public String resource() {
      return resource;
    }

    @Override
    public Json arguments() {
      return arguments;
    }

    @Override
    public String executionArn() {
      return "arn:aws:states:us-east-1:123456789012:execution:test:one";
    }

    @Override
    public String stateName() {
      return "state";
    }

    @Override
    public String token() {
      return "token";
    }

    @Override
    public OptionalLong timeoutSeconds() {
      return OptionalLong.empty();
    }

    @Override
    public @Nullable String roleArn() {
      return null;
    }

    @Override
    public void submitted(Json output) {
      submitted.add(output);
    }

    @Override
    public void succeed(Json output) {
      result = output;
    }

    @Override
    public void fail(@Nullable String error, @Nullable String cause) {
      failure = new TaskFailedException(String.valueOf(error), String.valueOf(cause));
    }

    @Override
    public void heartbeat() {}

    @Override
    public void onCancel(Runnable action) {}
  }
}
