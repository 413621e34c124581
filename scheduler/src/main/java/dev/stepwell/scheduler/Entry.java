package dev.stepwell.scheduler;

import dev.stepwell.engine.EventLoop;
import dev.stepwell.engine.StateMachineHandle;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A workflow on the event loop: what it is, and all of it that is open. */
final class Entry {

  private WorkflowState state;
  private @Nullable WorkflowSpec spec;
  private @Nullable StateMachineHandle machine;
  private Map<String, Integer> weights = Map.of();
  private final Map<String, Run> open = new LinkedHashMap<>();
  private final Map<String, List<AssetEvent>> waiting = new HashMap<>();
  private final Map<String, Instant> blocked = new LinkedHashMap<>();
  private final Deque<BackfillItem> planned = new ArrayDeque<>();
  private @Nullable Backfill backfill;
  private EventLoop.@Nullable Alarm alarm;
  private int ends;

  Entry(WorkflowState state) {
    this.state = state;
  }

  String name() {
    return state.name();
  }

  WorkflowState state() {
    return state;
  }

  void state(WorkflowState newState) {
    state = newState;
  }

  /** What the workflow is; empty if this process does not have it. */
  Optional<WorkflowSpec> spec() {
    return Optional.ofNullable(spec);
  }

  void register(WorkflowSpec given, StateMachineHandle runs) {
    spec = given;
    machine = runs;
    weights = given.weights();
  }

  /** Who goes first where slots are scarce: the step with the higher number. */
  int weight(StepSpec step) {
    return weights.getOrDefault(step.id(), step.priority());
  }

  StateMachineHandle machine() {
    if (machine == null) {
      throw new IllegalStateException("workflow '" + name() + "' is not registered");
    }
    return machine;
  }

  Collection<Run> open() {
    return open.values();
  }

  Optional<Run> open(String runId) {
    return Optional.ofNullable(open.get(runId));
  }

  void put(Run run) {
    if (run.state().isTerminal()) {
      open.remove(run.runId());
    } else {
      open.put(run.runId(), run);
    }
  }

  /** How many runs are open, or running, that are no backfill's. */
  long active(boolean onlyRunning) {
    return open.values().stream()
        .filter(run -> run.type() != RunType.BACKFILL)
        .filter(run -> !onlyRunning || run.state() == RunState.RUNNING)
        .count();
  }

  /** How many runs of a backfill are open, or running. */
  long active(Backfill of, boolean onlyRunning) {
    return open.values().stream()
        .filter(run -> run.type() == RunType.BACKFILL && run.backfill() == of.id())
        .filter(run -> !onlyRunning || run.state() == RunState.RUNNING)
        .count();
  }

  /** The events that wait for a run of a trigger, the oldest first. */
  List<AssetEvent> waiting(String trigger) {
    return waiting.computeIfAbsent(trigger, key -> new ArrayList<>());
  }

  /** The ticks by trigger that wait because runs are at their limit. */
  Map<String, Instant> blocked() {
    return blocked;
  }

  Optional<Backfill> backfill() {
    return Optional.ofNullable(backfill);
  }

  void backfill(@Nullable Backfill given) {
    backfill = given;
  }

  /** The dates of the backfill whose turn is still to come. */
  Deque<BackfillItem> planned() {
    return planned;
  }

  /** How many runs have ended in this process, this one included. */
  int countEnd() {
    return ++ends;
  }

  /** Sets the alarm anew. */
  void alarm(EventLoop.@Nullable Alarm given) {
    if (alarm != null) {
      alarm.cancel();
    }
    alarm = given;
  }

  void rung() {
    alarm = null;
  }
}
