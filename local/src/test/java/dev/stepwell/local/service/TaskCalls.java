package dev.stepwell.local.service;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.local.contract.Contract;
import dev.stepwell.local.state.WorkRegister;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls handlers as Task states do, with a fixed time and counted ids. What is answered on another
 * thread is waited for; arguments that are accepted, and answers, must have the shapes of the SDK's
 * model classes ({@link Contract}).
 */
public final class TaskCalls {

  /** The time of all calls. */
  public static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");

  private final TaskHandlers handlers;
  private final AtomicInteger tokens = new AtomicInteger();
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
    return to(service, new CallLedger(WorkRegister.inMemory()));
  }

  /** Calls to this service, recorded in this ledger. */
  public static TaskCalls to(Service service, CallLedger ledger) {
    AtomicInteger ids = new AtomicInteger();
    TaskHandlers.Builder handlers = TaskHandlers.builder();
    new ServiceHandlers(
            Runnable::run, InstantSource.fixed(NOW), () -> "r-" + ids.incrementAndGet(), ledger)
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
    return start("token-" + tokens.incrementAndGet(), resource, arguments);
  }

  /** Calls a whole resource for the task of this token. */
  public Json start(String token, String resource, Json arguments) {
    return answer(token, resource, arguments, TaskHandler::start);
  }

  /** Resumes the task of this token, as the engine does in a new process. */
  public Json resume(String token, String resource, Json arguments) {
    return answer(token, resource, arguments, TaskHandler::resume);
  }

  private Json answer(
      String token, String resource, Json arguments, BiConsumer<TaskHandler, Task> how) {
    Attempt attempt = new Attempt(token, resource, arguments);
    how.accept(handlers.find(resource).orElseThrow(() -> new AssertionError(resource)), attempt);
    try {
      Json answer = attempt.answer.get(60, TimeUnit.SECONDS);
      Contract.check(resource, arguments, answer);
      return answer;
    } catch (ExecutionException failed) {
      throw (TaskFailedException) failed.getCause();
    } catch (TimeoutException | InterruptedException none) {
      throw new AssertionError(resource + " was not answered", none);
    }
  }

  private final class Attempt implements Task {

    private final String token;
    private final String resource;
    private final Json arguments;
    private final CompletableFuture<Json> answer = new CompletableFuture<>();

    Attempt(String token, String resource, Json arguments) {
      this.token = token;
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
      return token;
    }

    @Override
    public Optional<Json> submission() {
      return Optional.empty();
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
      answer.complete(output);
    }

    @Override
    public void fail(@Nullable String error, @Nullable String cause) {
      answer.completeExceptionally(
          new TaskFailedException(String.valueOf(error), String.valueOf(cause)));
    }

    @Override
    public void heartbeat() {}

    @Override
    public void onCancel(Runnable action) {}
  }
}
