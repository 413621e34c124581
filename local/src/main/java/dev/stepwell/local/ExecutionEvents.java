package dev.stepwell.local;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.HistoryListener;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of executions that begin and end the events {@code Step Functions Execution Status Change}.
 * As on AWS they are told after the fact, and those of a process that is killed meanwhile are lost.
 * Thread-safe.
 */
final class ExecutionEvents implements HistoryListener {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutionEvents.class);

  private final Account account;
  private final Consumer<JsonObject> bus;
  private final Executor executor;
  private volatile @Nullable Engine engine;

  /**
   * Tells a bus.
   *
   * @param bus takes events; may block
   * @param executor where it is told
   */
  ExecutionEvents(Account account, Consumer<JsonObject> bus, Executor executor) {
    this.account = requireNonNull(account, "account");
    this.bus = requireNonNull(bus, "bus");
    this.executor = requireNonNull(executor, "executor");
  }

  void connect(Engine of) {
    engine = of;
  }

  @Override
  public void onEvent(String executionArn, HistoryEvent event) {
    String status =
        switch (event.type()) {
          case EXECUTION_STARTED -> "RUNNING";
          case EXECUTION_SUCCEEDED -> "SUCCEEDED";
          case EXECUTION_FAILED -> "FAILED";
          case EXECUTION_TIMED_OUT -> "TIMED_OUT";
          case EXECUTION_ABORTED -> "ABORTED";
          default -> "";
        };
    if (status.isEmpty()) {
      return;
    }
    try {
      executor.execute(() -> tell(executionArn, status, event));
    } catch (RejectedExecutionException closed) {
      LOG.debug("nobody hears any longer that {} is {}", executionArn, status, closed);
    }
  }

  private void tell(String executionArn, String status, HistoryEvent event) {
    Engine connected = engine;
    Optional<Execution> execution =
        connected == null ? Optional.empty() : connected.execution(executionArn);
    execution.ifPresent(found -> bus.accept(event(found, status, event)));
  }

  private JsonObject event(Execution execution, String status, HistoryEvent event) {
    String id = execution.arn() + "/" + event.id() + "/" + status;
    return account.event(
        UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString(),
        "aws.states",
        "Step Functions Execution Status Change",
        event.timestamp(),
        execution.arn(),
        detail(execution, status, event));
  }

  private static JsonObject detail(Execution execution, String status, HistoryEvent event) {
    boolean ended = !status.equals("RUNNING");
    JsonObject included = JsonObject.of("included", Json.of(true));
    JsonObject details = JsonObject.EMPTY;
    for (String name : event.json().names()) {
      if (name.endsWith("EventDetails")) {
        details = event.json().object(name);
      }
    }
    JsonObject.Builder detail =
        JsonObject.builder()
            .put("executionArn", execution.arn())
            .put("stateMachineArn", execution.stateMachine().arn())
            .put("name", execution.name())
            .put("status", status)
            .put("startDate", millis(execution.startTime()))
            .put("stopDate", ended ? millis(event.timestamp()) : JsonNull.NULL)
            .put("input", execution.input().compact())
            .put("inputDetails", included);
    String output = details.string("output");
    detail.put("output", output == null ? JsonNull.NULL : Json.of(output));
    if (output != null) {
      detail.put("outputDetails", included);
    }
    return detail
        .put("error", orNull(details.string("error")))
        .put("cause", orNull(details.string("cause")))
        .build();
  }

  private static Json orNull(@Nullable String text) {
    return text == null ? JsonNull.NULL : Json.of(text);
  }

  private static Json millis(Instant time) {
    return Json.of(time.toEpochMilli());
  }
}
