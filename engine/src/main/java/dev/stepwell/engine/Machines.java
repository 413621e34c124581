package dev.stepwell.engine;

import dev.stepwell.asl.StateMachineReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The state machines of an engine, and the revisions that executions run. Thread-safe. */
final class Machines implements EngineRecords.Visitor {

  private final Engine engine;
  private final Retention retention;
  private final Map<String, StateMachineHandle> byName = new ConcurrentHashMap<>();
  private final Map<Long, Definition> definitions = new HashMap<>();
  private final Map<Long, Executions> executions = new HashMap<>();
  private final Map<Long, StateMachineHandle> revisions = new HashMap<>();
  private long lastId;

  Machines(Engine engine, Retention retention) {
    this.engine = engine;
    this.retention = retention;
  }

  /** Takes a state machine in, in place of one of the same name. */
  StateMachineHandle create(String name, String text, WorkflowType type, String role) {
    Plan plan = plan(text);
    StateMachineHandle handle;
    boolean isNew;
    synchronized (this) {
      StateMachineHandle earlier = byName.get(name);
      Definition definition = new Definition(lastId + 1, name, type, role, text);
      if (earlier != null && earlier.revisionDefinition().isLike(definition)) {
        isNew = false;
        definition = earlier.revisionDefinition();
      } else {
        isNew = true;
        lastId++;
        remember(definition, earlier == null ? new Executions(retention) : earlier.executions());
      }
      handle = handle(definition, plan);
      revisions.put(definition.id(), handle);
      byName.put(name, handle);
    }
    if (isNew) {
      engine.written(() -> engine.records().define(handle.revisionDefinition()));
    }
    return handle;
  }

  private void remember(Definition definition, Executions its) {
    definitions.put(definition.id(), definition);
    executions.put(definition.id(), its);
  }

  private Plan plan(String text) {
    return PlanCompiler.compile(StateMachineReader.read(text), engine.behaviour());
  }

  private StateMachineHandle handle(Definition definition, Plan plan) {
    Executions its = executions.get(definition.id());
    return new StateMachineHandle(
        engine,
        definition.name(),
        definition.type(),
        definition,
        plan,
        its == null ? new Executions(retention) : its);
  }

  /** Forgets a state machine; executions that are open end at their next state. */
  void delete(StateMachineHandle machine) {
    machine.executions().delete();
    boolean current;
    synchronized (this) {
      StateMachineHandle known = byName.get(machine.name());
      current = known != null && known.executions() == machine.executions();
      if (current) {
        byName.remove(machine.name());
      }
    }
    if (current) {
      engine.written(() -> engine.records().delete(machine.name()));
    }
  }

  Optional<StateMachineHandle> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  List<StateMachineHandle> all() {
    return List.copyOf(byName.values());
  }

  /**
   * The revision that an execution of another process runs; null if there is none.
   *
   * @throws dev.stepwell.asl.InvalidDefinitionException if this release cannot run it
   */
  synchronized @Nullable StateMachineHandle revision(long id) {
    StateMachineHandle known = revisions.get(id);
    Definition definition = definitions.get(id);
    if (known == null && definition != null) {
      known = handle(definition, plan(definition.text()));
      revisions.put(id, known);
    }
    return known;
  }

  // ---- what another process wrote

  @Override
  public synchronized void defined(Definition definition) {
    Definition earlier = latest(definition.name());
    Executions its = earlier == null ? null : executions.get(earlier.id());
    lastId = Math.max(lastId, definition.id());
    remember(definition, its == null ? new Executions(retention) : its);
  }

  private @Nullable Definition latest(String name) {
    Definition found = null;
    for (Definition each : definitions.values()) {
      Executions its = executions.get(each.id());
      if (each.name().equals(name)
          && its != null
          && !its.isDeleting()
          && (found == null || each.id() > found.id())) {
        found = each;
      }
    }
    return found;
  }

  @Override
  public synchronized void deleted(String machine) {
    Definition definition = latest(machine);
    Executions its = definition == null ? null : executions.get(definition.id());
    if (its != null) {
      its.delete();
    }
  }

  /** Makes the latest revisions known by their names. */
  synchronized void restored() {
    for (Definition each : List.copyOf(definitions.values())) {
      Definition last = latest(each.name());
      if (last != null && last.id() == each.id()) {
        StateMachineHandle handle = revision(each.id());
        if (handle != null) {
          byName.put(each.name(), handle);
        }
      }
    }
  }

  @Override
  public void activity(String arn) {
    engine.activities().create(arn);
  }

  @Override
  public void activityDeleted(String arn) {
    engine.activities().delete(arn);
  }
}
