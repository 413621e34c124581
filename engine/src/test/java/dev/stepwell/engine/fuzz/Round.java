package dev.stepwell.engine.fuzz;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.Ids;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import dev.stepwell.engine.WorkflowType;
import dev.stepwell.engine.api.ApiException;
import dev.stepwell.engine.api.StepFunctionsApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One mutated definition with one mutated input, through the API and to its end. */
final class Round {

  private static final long LIMIT_SECONDS = 20;
  private static final int MOST_EVENTS = 60_000;
  private static final int LAST_PAGE = 1000;

  /** How a round went. */
  enum Outcome {
    REFUSED,
    RUN
  }

  private final Random random;
  private final Mutator mutator;
  private final ChanceTasks tasks;
  private final JsonObject original;
  private JsonObject definition;
  private final Json input;
  private final WorkflowType type;
  private final List<String> problems = new ArrayList<>();

  Round(Seeds.Seed seed, long number) {
    this.original = seed.definition();
    this.random = new Random(number);
    this.mutator = new Mutator(random);
    this.tasks = new ChanceTasks(new Random(number + 1));
    this.definition =
        mutator.mutated(seed.definition(), 3) instanceof JsonObject object
            ? object
            : JsonObject.EMPTY;
    this.input = mutator.mutated(seed.input(), 2);
    this.type = random.nextInt(6) == 0 ? WorkflowType.EXPRESS : WorkflowType.STANDARD;
  }

  /** What went wrong, each in a line; none is well. */
  List<String> problems() {
    return problems;
  }

  /** What was run, to be tried again by hand. */
  String reproduction() {
    return type + " " + cut(definition.compact()) + " with " + cut(input.compact());
  }

  private static String cut(String text) {
    return text.length() < 12_000 ? text : text.substring(0, 12_000) + "...";
  }

  Outcome play() {
    AtomicInteger events = new AtomicInteger();
    CompletableFuture<Void> tooLong = new CompletableFuture<>();
    try (Engine engine =
        Engine.builder()
            .clock(VirtualClock.jumping(Instant.parse("2026-01-01T00:00:00Z")))
            .ids(Ids.counting())
            .random(new Random(1))
            .handlers(TaskHandlers.builder().otherwise(arn -> Optional.of(tasks::start)).build())
            .listener(
                (arn, event) -> {
                  if (events.incrementAndGet() == MOST_EVENTS) {
                    tooLong.complete(null);
                  }
                })
            .build()) {
      return play(engine, StepFunctionsApi.on(engine), tooLong);
    }
  }

  private Outcome play(Engine engine, StepFunctionsApi api, CompletableFuture<Void> tooLong) {
    call(api, "CreateActivity", JsonObject.of("name", Json.of("fuzz")));
    tryOneState(api);
    JsonObject created = created(api);
    if (created == null) {
      // The input is mutated still, and what is run may as well be what was written.
      definition = original;
      created = created(api);
    }
    if (created == null) {
      return Outcome.REFUSED;
    }
    Execution execution = started(engine, api, created);
    if (execution == null) {
      return Outcome.REFUSED;
    }
    finish(engine, execution, tooLong);
    look(api, execution);
    if (type == WorkflowType.STANDARD && random.nextInt(4) == 0) {
      if (call(api, "RedriveExecution", arn(execution)) != null) {
        finish(engine, execution, tooLong);
        look(api, execution);
      }
    }
    return Outcome.RUN;
  }

  private @Nullable JsonObject created(StepFunctionsApi api) {
    String text = definition.compact();
    JsonObject request = JsonObject.of("definition", Json.of(text), "type", Json.of(type.name()));
    JsonObject validated = call(api, "ValidateStateMachineDefinition", request);
    JsonObject created =
        call(
            api,
            "CreateStateMachine",
            request
                .with("name", Json.of("fuzz"))
                .with("roleArn", Json.of("arn:aws:iam::000000000000:role/fuzz")));
    // Placeholders are borne in what is checked, not in what is run; filters are read at creation.
    boolean whole = !text.contains("${") && !text.contains("[?(");
    if (created == null && whole && validated != null && "OK".equals(validated.string("result"))) {
      problems.add("is valid, but was not created");
    }
    return created;
  }

  private @Nullable Execution started(Engine engine, StepFunctionsApi api, JsonObject created) {
    if (type == WorkflowType.EXPRESS) {
      return engine.start(engine.stateMachine("fuzz").orElseThrow(), "once", input);
    }
    JsonObject response =
        call(
            api,
            "StartExecution",
            JsonObject.builder()
                .put("stateMachineArn", created.get("stateMachineArn"))
                .put("name", Json.of("once"))
                .put("input", Json.of(input.compact()))
                .build());
    return response == null
        ? null
        : engine.stateMachine("fuzz").flatMap(each -> each.execution("once")).orElseThrow();
  }

  /** Waits until it has ended; stops it if it never would. */
  private void finish(Engine engine, Execution execution, CompletableFuture<Void> tooLong) {
    CompletableFuture<Void> settled = engine.settled();
    if (!within("it runs", CompletableFuture.anyOf(execution.done(), settled, tooLong))) {
      return;
    }
    if (execution.status() == ExecutionStatus.RUNNING) {
      engine.stop(execution, "Fuzz.Stopped", "it would wait for ever");
    }
    within("it is stopped", execution.done());
    // What was cancelled may have something left to do, and must do it well.
    if (!tooLong.isDone()) {
      within("it comes to rest", CompletableFuture.anyOf(engine.settled(), tooLong));
    }
  }

  private boolean within(String what, CompletableFuture<?> future) {
    try {
      future.copy().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
      return true;
    } catch (CompletionException e) {
      problems.add(
          e.getCause() instanceof TimeoutException
              ? "hangs while " + what
              : "fails while " + what + ": " + e.getCause());
      return false;
    }
  }

  private void look(StepFunctionsApi api, Execution execution) {
    if (!execution.input().equals(input)) {
      problems.add("the input has become " + cut(execution.input().compact()));
    }
    tasks.changedArguments().forEach(each -> problems.add("arguments were changed: " + each));
    history(execution.history());
    if (type == WorkflowType.STANDARD) {
      JsonObject described = call(api, "DescribeExecution", arn(execution));
      if (described == null || !execution.status().name().equals(described.string("status"))) {
        problems.add("is not described as it is: " + described);
      }
      call(
          api,
          "GetExecutionHistory",
          arn(execution)
              .with("maxResults", Json.of(LAST_PAGE))
              .with("reverseOrder", Json.of(true)));
      call(api, "ListMapRuns", arn(execution));
    }
  }

  private void history(List<HistoryEvent> events) {
    int id = 0;
    Instant time = Instant.MIN;
    for (HistoryEvent event : events) {
      id++;
      if (event.id() != id) {
        problems.add("event " + event.id() + " stands where " + id + " should");
        return;
      }
      if (event.previousEventId() < 0 || event.previousEventId() >= id) {
        problems.add("event " + id + " follows " + event.previousEventId());
      }
      if (event.timestamp().isBefore(time)) {
        problems.add("event " + id + " is before the last");
      }
      time = event.timestamp();
      if (!(event.json().get("id") instanceof JsonNumber)) {
        problems.add("event " + id + " is printed without id");
      }
    }
    if (type == WorkflowType.STANDARD
        && (events.isEmpty() || !ended(events.get(events.size() - 1)))) {
      problems.add("the history has no end");
    }
  }

  private static boolean ended(HistoryEvent event) {
    return switch (event.type().word()) {
      case "ExecutionSucceeded", "ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut" -> true;
      default -> false;
    };
  }

  private void tryOneState(StepFunctionsApi api) {
    JsonObject states = definition.object("States");
    if (states.isEmpty() || random.nextInt(3) > 0) {
      return;
    }
    JsonObject.Builder request =
        JsonObject.builder()
            .put("definition", Json.of(states.valueAt(random.nextInt(states.length())).compact()))
            .put("input", Json.of(input.compact()))
            .put("inspectionLevel", Json.of(random.nextBoolean() ? "DEBUG" : "TRACE"));
    if (random.nextInt(4) > 0) {
      String result = mutator.mutated(input, 1).compact();
      request.put("mock", JsonObject.of("result", Json.of(result)));
    } else {
      request.put("roleArn", Json.of("arn:aws:iam::000000000000:role/fuzz"));
    }
    JsonObject built = request.build();
    within("a state is tested", CompletableFuture.runAsync(() -> call(api, "TestState", built)));
  }

  private static JsonObject arn(Execution execution) {
    return JsonObject.of("executionArn", Json.of(execution.arn()));
  }

  /** The response; null if the request was refused. */
  private @Nullable JsonObject call(StepFunctionsApi api, String operation, JsonObject request) {
    return answered(operation, () -> api.call(operation, request));
  }

  private @Nullable JsonObject answered(String operation, Supplier<JsonObject> call) {
    try {
      return call.get();
    } catch (ApiException refused) {
      return null;
    } catch (RuntimeException | StackOverflowError bug) {
      StackTraceElement[] places = bug.getStackTrace();
      synchronized (problems) {
        problems.add(
            operation
                + " throws "
                + bug
                + " at "
                + List.of(places).subList(0, Math.min(12, places.length)));
      }
      return null;
    }
  }
}
