package dev.stepwell.cli.progress;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows one execution by its history events. A step is what the author named: the states {@code
 * crawl}, {@code crawl.wait} and {@code crawl.check} are one step {@code crawl}. States inside a
 * map or a branch count for the step that holds them. For one thread.
 */
public final class RunProgress {

  private static final Set<String> TROUBLE =
      Set.of(
          "ActivityFailed",
          "ActivityTimedOut",
          "EvaluationFailed",
          "LambdaFunctionFailed",
          "LambdaFunctionTimedOut",
          "MapRunFailed",
          "MapStateFailed",
          "ParallelStateFailed",
          "TaskFailed",
          "TaskStartFailed",
          "TaskSubmitFailed",
          "TaskTimedOut");
  private static final Set<String> RELIEF =
      Set.of(
          "ActivitySucceeded",
          "LambdaFunctionSucceeded",
          "MapStateSucceeded",
          "ParallelStateSucceeded",
          "TaskSucceeded");

  private final JsonObject states;
  private final LongSupplier nanoTime;
  private final long begun;
  private final List<Step> steps = new ArrayList<>();
  private @Nullable Ending ending;

  private record Ending(long at, String type, String error, String cause) {}

  /**
   * Starts to follow an execution that starts now.
   *
   * @param definition the state machine's definition
   * @param nanoTime real time; the history's own may have skipped its waits
   */
  public RunProgress(JsonObject definition, LongSupplier nanoTime) {
    this.states = definition.object("States");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    this.begun = nanoTime.getAsLong();
  }

  /** Takes in the next event, in the shape of GetExecutionHistory. */
  public void apply(JsonObject event) {
    String type = String.valueOf(event.string("type"));
    if (type.endsWith("StateEntered")) {
      entered(type, String.valueOf(event.object("stateEnteredEventDetails").string("name")));
    } else if (type.startsWith("Execution") && !type.equals("ExecutionStarted")) {
      ended(type, event);
    } else if (!steps.isEmpty()) {
      within(current(), type, event);
    }
  }

  private void entered(String type, String state) {
    String name = state.contains(".") ? state.substring(0, state.indexOf('.')) : state;
    if (!states.has(state) || !states.has(name)) {
      return; // a state inside another one, or one that belongs to no step of the author's
    }
    if (steps.isEmpty() || !current().name.equals(name)) {
      long now = nanoTime.getAsLong();
      if (!steps.isEmpty()) {
        current().ended = now;
      }
      steps.add(new Step(name, now));
    }
    current().state = state;
    current().trouble |= type.equals("FailStateEntered") || raises(states.object(state));
  }

  /**
   * Whether a state hands an error of its own to the workflow's handler, which a Fail could not.
   */
  private static boolean raises(JsonObject state) {
    return "Pass".equals(state.string("Type"))
        && state.object("Assign").object("failure").has("Error");
  }

  private static void within(Step step, String type, JsonObject event) {
    if (TROUBLE.contains(type)) {
      step.trouble = true;
    } else if (RELIEF.contains(type)) {
      step.trouble = false;
    } else if (type.equals("MapStateStarted") && step.items < 0) {
      step.items = length(event.object("mapStateStartedEventDetails"));
    } else if (type.equals("MapIterationSucceeded")
        && step.state.equals(event.object("mapIterationSucceededEventDetails").string("name"))) {
      step.done++;
    }
  }

  private static int length(JsonObject mapStateStarted) {
    return mapStateStarted.get("length") instanceof JsonNumber length
        ? Integer.parseInt(length.text())
        : 0;
  }

  private void ended(String type, JsonObject event) {
    JsonObject details =
        event.object(Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails");
    String error = details.string("error");
    String cause = details.string("cause");
    ending =
        new Ending(
            nanoTime.getAsLong(), type, error == null ? type : error, cause == null ? "" : cause);
    if (!steps.isEmpty()) {
      current().ended = ending.at;
      // No event blames a step when an execution was stopped or ran out of time: it failed where it
      // was.
      current().trouble |=
          !type.equals("ExecutionSucceeded") && steps.stream().noneMatch(step -> step.trouble);
    }
  }

  private Step current() {
    return steps.get(steps.size() - 1);
  }

  /** The steps so far, in the order in which they began. */
  public List<StepProgress> steps() {
    long now = nanoTime.getAsLong();
    return steps.stream().map(step -> step.at(now)).toList();
  }

  /** Whether the execution has ended. */
  public boolean ended() {
    return ending != null;
  }

  /** How long the execution took, or has taken so far. */
  public Duration elapsed() {
    return Duration.ofNanos((ending != null ? ending.at : nanoTime.getAsLong()) - begun);
  }

  /** How the execution failed; empty if it succeeded or is still on its way. */
  public Optional<RunFailure> failure() {
    if (ending == null || ending.type.equals("ExecutionSucceeded")) {
      return Optional.empty();
    }
    List<String> sinceFailure =
        steps.stream().dropWhile(step -> !step.trouble).map(step -> step.name).toList();
    return Optional.of(
        sinceFailure.isEmpty()
            ? new RunFailure("", ending.error, ending.cause, List.of())
            : new RunFailure(
                sinceFailure.get(0),
                ending.error,
                ending.cause,
                sinceFailure.subList(1, sinceFailure.size())));
  }

  /** A step on its way; the only thing here that changes. */
  private static final class Step {
    private final String name;
    private final long begun;
    private String state = "";
    private long ended = -1;
    private int items = -1;
    private int done;
    private boolean trouble;

    private Step(String name, long begun) {
      this.name = name;
      this.begun = begun;
    }

    private StepProgress at(long now) {
      StepProgress.State life =
          ended < 0
              ? StepProgress.State.RUNNING
              : trouble ? StepProgress.State.FAILED : StepProgress.State.DONE;
      Duration elapsed = Duration.ofNanos((ended < 0 ? now : ended) - begun);
      return items < 0
          ? StepProgress.of(name, life, elapsed)
          : StepProgress.ofItems(name, life, elapsed, done, items);
    }
  }
}
