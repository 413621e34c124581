package dev.stepwell.engine.api;

import dev.stepwell.asl.InvalidDefinitionException;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.MapRun;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.WorkflowType;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What there is: state machines, activities, tags. Thread-safe. */
final class Registry {

  private final Engine engine;
  private final Map<String, Machine> machines = new ConcurrentSkipListMap<>();
  private final Map<String, Activity> activities = new ConcurrentSkipListMap<>();
  private final Map<String, Map<String, String>> tags = new ConcurrentSkipListMap<>();
  private final Map<StateMachineHandle, Facts> facts =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** What a revision has beside its handle, which must not be reachable from here. */
  private record Facts(@Nullable String id, Settings settings, Instant since) {}

  Registry(Engine engine) {
    this.engine = engine;
    engine.targets(
        arn -> {
          try {
            return Optional.of(start(Arn.ofStateMachine(arn)));
          } catch (ApiException unknown) {
            return Optional.empty();
          }
        });
  }

  Engine engine() {
    return engine;
  }

  Instant now() {
    return engine.clock().instant();
  }

  // ---- state machines

  /**
   * A new revision of a state machine, new or known.
   *
   * @throws ApiException if the definition cannot be run
   */
  Revision revision(
      @Nullable String id,
      String name,
      String definition,
      WorkflowType type,
      String role,
      Settings given) {
    StateMachineHandle handle;
    try {
      handle = engine.create(name, definition, type, role);
    } catch (InvalidDefinitionException e) {
      throw ApiException.of("InvalidDefinition", String.valueOf(e.getMessage()));
    }
    return remember(new Revision(id, handle, given, now()));
  }

  private Revision remember(Revision revision) {
    facts.put(revision.handle(), new Facts(revision.id(), revision.settings(), revision.since()));
    return revision;
  }

  /** The revision that an execution runs. */
  Revision revisionOf(Execution execution) {
    StateMachineHandle handle = execution.stateMachine().revision();
    Facts known = facts.get(handle);
    return known == null
        ? new Revision(null, handle, Settings.NONE, execution.startTime())
        : new Revision(known.id, handle, known.settings, known.since);
  }

  void add(Machine machine) {
    machines.put(machine.name(), machine);
  }

  void delete(Machine machine) {
    machine.delete();
    machine.versions().forEach(version -> tags.remove(version.arn()));
    tags.remove(machine.arn());
    engine.delete(machine.current().handle());
    forgetDeleted(machine);
  }

  /** The state machine of a name, also if it was given to the engine directly. */
  @Nullable Machine machine(String name) {
    Machine machine = machines.get(name);
    if (machine == null) {
      return engine.stateMachine(name).map(this::adopt).orElse(null);
    }
    return forgetDeleted(machine) ? null : machine;
  }

  private Machine adopt(StateMachineHandle handle) {
    return machines.computeIfAbsent(
        handle.name(),
        any ->
            new Machine(
                new Machine.Creation(
                    false, null, remember(new Revision(null, handle, Settings.NONE, now())))));
  }

  private boolean forgetDeleted(Machine machine) {
    if (machine.isDeleting() && !machine.current().handle().isRunning()) {
      machines.remove(machine.name(), machine);
      return true;
    }
    return false;
  }

  /** All state machines, by name. */
  List<Machine> machines() {
    engine.stateMachines().forEach(handle -> machine(handle.name()));
    return machines.values().stream().filter(machine -> !machine.isDeleting()).toList();
  }

  /**
   * The state machine that an ARN is of.
   *
   * @throws ApiException if there is none
   */
  Machine machine(Arn arn) {
    Machine machine = machine(arn.machine());
    if (machine == null || !arn.text().startsWith(machine.arn())) {
      throw missing(arn);
    }
    return machine;
  }

  /**
   * The same, if it may still be changed and started.
   *
   * @throws ApiException if there is none, or it is being deleted
   */
  Machine living(Arn arn) {
    Machine machine = machine(arn);
    if (machine.isDeleting()) {
      throw ApiException.of(
          "StateMachineDeleting", "State Machine is being deleted: '" + arn.text() + "'");
    }
    return machine;
  }

  static ApiException missing(Arn arn) {
    return ApiException.of(
        "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn.text() + "'");
  }

  /**
   * What an execution of this ARN runs: the current revision, a version, or one of an alias's.
   *
   * @throws ApiException if there is none
   */
  StateMachineHandle start(Arn arn) {
    Machine machine = living(arn);
    String qualifier = arn.qualifier();
    if (qualifier == null) {
      return machine.current().handle();
    }
    Alias alias = machine.alias(qualifier);
    String versionArn = alias == null ? arn.text() : alias.route(engine.random());
    Version version = machine.version(versionArn);
    if (version == null) {
      throw missing(arn);
    }
    return version.revision().handle().startedBy(versionArn, alias == null ? null : alias.arn());
  }

  // ---- executions

  /** An execution's ARN; Express ones are known only as children of Map Runs. */
  static Arn executionArn(String text) {
    Arn arn = Arn.parse(text, "execution", "express");
    return arn.hasLabel() && arn.parts().size() > 1 ? arn : Arn.parse(text, "execution");
  }

  /**
   * The execution of an ARN, which may name the version or alias too that it was started by.
   *
   * @throws ApiException if there is none
   */
  Execution execution(Arn arn) {
    Machine machine = machine(arn.machine());
    StateMachineHandle handle = machine == null ? null : machine.current().handle();
    Optional<Execution> found =
        handle == null
            ? Optional.empty()
            : arn.hasLabel() ? handle.child(arn.parts().get(1)) : handle.execution(arn.last());
    return found
        .filter(
            execution ->
                arn.hasLabel()
                    ? execution.arn().equals(arn.text())
                    : arn.text().startsWith(engine.arn(arn.kind(), "")))
        .orElseThrow(
            () ->
                ApiException.of(
                    "ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn.text() + "'"));
  }

  /**
   * The Map Run of an ARN.
   *
   * @throws ApiException if there is none
   */
  MapRun mapRun(String text) {
    Arn arn = Arn.parse(text, "mapRun");
    Machine machine = machine(arn.machine());
    Optional<MapRun> found =
        machine == null ? Optional.empty() : machine.current().handle().mapRun(text);
    return found.orElseThrow(
        () -> ApiException.notFound("Resource not found: '" + text + "'", text));
  }

  // ---- activities and tags

  Map<String, Activity> activities() {
    return activities;
  }

  /**
   * The tags of a state machine or activity, in no order.
   *
   * @throws ApiException if there is no such thing
   */
  Map<String, String> tags(String resource) {
    Arn arn = Arn.parse(resource, "stateMachine", "activity");
    boolean exists =
        arn.kind().equals("activity")
            ? activities.containsKey(resource)
            : machine(arn.first()) != null
                && engine.arn("stateMachine", arn.first()).equals(resource);
    if (!exists) {
      throw ApiException.notFound("Resource not found: '" + resource + "'", resource);
    }
    return tags.computeIfAbsent(resource, any -> new ConcurrentSkipListMap<>());
  }

  void forgetTags(String resource) {
    tags.remove(resource);
  }
}
