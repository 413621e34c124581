package dev.stepwell.scheduler;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.resume.RecordedStates;
import dev.stepwell.asl.resume.ResumeDefinition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as the scheduler sees it. Immutable.
 *
 * @param name its name, which is also its state machine's
 * @param definition its definition in Amazon States Language, with nothing left to fill in
 * @param triggers what makes runs by itself; may be empty
 * @param settings how runs are made and limited
 * @param startDate the first tick that counts; null for those from the workflow's first sight on
 * @param endDate the last tick that counts; null for none
 * @param steps its steps, in the order of the source
 * @param inputCheck what is wrong with an input that somebody gives; no entry if nothing is
 */
public record WorkflowSpec(
    String name,
    String definition,
    List<RunTrigger> triggers,
    RunSettings settings,
    @Nullable Instant startDate,
    @Nullable Instant endDate,
    List<StepSpec> steps,
    Function<Json, List<String>> inputCheck) {

  /** Copies the lists. */
  public WorkflowSpec {
    triggers = List.copyOf(triggers);
    steps = List.copyOf(steps);
    long names = triggers.stream().map(RunTrigger::name).distinct().count();
    if (names < triggers.size()) {
      throw new IllegalArgumentException(
          "workflow '" + name + "' has two triggers of one name; name each differently");
    }
  }

  /** A workflow of default settings that takes any input. */
  public static WorkflowSpec of(String name, String definition, RunTrigger... triggers) {
    return new WorkflowSpec(
        name,
        definition,
        List.of(triggers),
        RunSettings.DEFAULT,
        null,
        null,
        List.of(),
        input -> List.of());
  }

  /** The same with other settings. */
  public WorkflowSpec settings(RunSettings others) {
    return new WorkflowSpec(
        name, definition, triggers, others, startDate, endDate, steps, inputCheck);
  }

  /** The same with ticks from a moment to another, both included; null for no bound. */
  public WorkflowSpec between(@Nullable Instant start, @Nullable Instant end) {
    return new WorkflowSpec(name, definition, triggers, settings, start, end, steps, inputCheck);
  }

  /** The same with these steps. */
  public WorkflowSpec steps(StepSpec... these) {
    return new WorkflowSpec(
        name, definition, triggers, settings, startDate, endDate, List.of(these), inputCheck);
  }

  /** The same, with its input checked. */
  public WorkflowSpec inputCheck(Function<Json, List<String>> check) {
    return new WorkflowSpec(name, definition, triggers, settings, startDate, endDate, steps, check);
  }

  /** The triggers that are timetables. */
  public List<RunTrigger.OnTime> timed() {
    return triggers.stream()
        .filter(RunTrigger.OnTime.class::isInstance)
        .map(RunTrigger.OnTime.class::cast)
        .toList();
  }

  /** The triggers that wait for assets. */
  public List<RunTrigger.OnAssets> onAssets() {
    return triggers.stream()
        .filter(RunTrigger.OnAssets.class::isInstance)
        .map(RunTrigger.OnAssets.class::cast)
        .toList();
  }

  /** The timetable that backfills follow: the first trigger's whose ticks come back. */
  public Optional<RunTrigger.OnTime> periodic() {
    return timed().stream().filter(each -> each.timetable().isPeriodic()).findFirst();
  }

  /** The step of a name. */
  public Optional<StepSpec> step(String id) {
    return steps.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** These steps and all that wait for them, however indirectly. */
  public Set<String> withDownstream(Set<String> ids) {
    Map<String, List<String>> after =
        steps.stream()
            .flatMap(step -> step.upstream().stream().map(up -> Map.entry(up, step.id())))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    Set<String> found = new LinkedHashSet<>(ids);
    Deque<String> open = new ArrayDeque<>(ids);
    while (!open.isEmpty()) {
      for (String next : after.getOrDefault(open.remove(), List.of())) {
        if (found.add(next)) {
          open.add(next);
        }
      }
    }
    return found;
  }

  /** These steps and all that they wait for, however indirectly. */
  public Set<String> withUpstream(Set<String> ids) {
    Set<String> found = new LinkedHashSet<>(ids);
    Deque<String> open = new ArrayDeque<>(ids);
    while (!open.isEmpty()) {
      for (String before : step(open.remove()).map(StepSpec::upstream).orElse(Set.of())) {
        if (found.add(before)) {
          open.add(before);
        }
      }
    }
    return found;
  }

  /** The weights of the steps where slots are scarce, by {@link RunSettings#weightRule()}. */
  Map<String, Integer> weights() {
    Map<String, Integer> priorities =
        steps.stream().collect(Collectors.toMap(StepSpec::id, StepSpec::priority));
    Map<String, Integer> weights = new HashMap<>();
    for (StepSpec step : steps) {
      Set<String> counted =
          switch (settings.weightRule()) {
            case DOWNSTREAM -> withDownstream(Set.of(step.id()));
            case UPSTREAM -> withUpstream(Set.of(step.id()));
            case ABSOLUTE -> Set.of(step.id());
          };
      long sum = counted.stream().mapToLong(id -> priorities.getOrDefault(id, 0)).sum();
      weights.put(step.id(), (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, sum)));
    }
    return weights;
  }

  /** Those of some names that are no step of this workflow. */
  public Set<String> lacking(Set<String> ids) {
    Set<String> lacking = new LinkedHashSet<>(ids);
    steps.forEach(step -> lacking.remove(step.id()));
    return lacking;
  }

  /** The steps of which a state failed last, also those whose failure was caught. */
  public Set<String> failed(RecordedStates recorded) {
    Set<String> states = recorded.failed();
    Set<String> failed = new LinkedHashSet<>();
    steps.stream()
        .filter(step -> !Collections.disjoint(step.states(), states))
        .forEach(step -> failed.add(step.id()));
    return failed;
  }

  /**
   * The definition that runs some steps again, and keeps what the others gave.
   *
   * @param newest the definition that is to run, with nothing left to fill in
   * @param recorded what an earlier execution gave
   * @param again the steps, with all that waits for them
   * @param onlyFailed whether of Maps among them the items are kept that were done
   * @param origin the name of the earlier execution
   * @throws IllegalArgumentException if there is none; the message says why
   */
  public ResumeDefinition rerun(
      JsonObject newest,
      RecordedStates recorded,
      Set<String> again,
      boolean onlyFailed,
      String origin) {
    Set<String> rerun = new LinkedHashSet<>();
    Set<String> independent = new LinkedHashSet<>();
    for (StepSpec step : steps) {
      (again.contains(step.id()) ? rerun : independent).addAll(step.states());
    }
    Set<String> partly = onlyFailed ? rerun : Set.of();
    return ResumeDefinition.of(newest, recorded, rerun, independent, partly, origin);
  }
}
