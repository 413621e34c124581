package dev.stepwell.engine;

import static java.lang.System.Logger.Level.ERROR;

import dev.stepwell.asl.InvalidDefinitionException;
import dev.stepwell.asl.StateMachineReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The state machines of an engine, and the revisions that executions run. Thread-safe. */
final class Machines implements EngineRecords.Visitor {

  private static final System.Logger LOG = System.getLogger(Machines.class.getName());

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
    engine.loop().checkTrouble();
    StateMachineHandle handle;
    synchronized (this) {
      StateMachineHandle earlier = byName.get(name);
      Executions its = earlier == null ? new Executions(retention) : earlier.executions();
      Definition definition = new Definition(lastId + 1, name, type, role, text);
      if (earlier != null && earlier.revisionDefinition().isLike(definition)) {
        definition = earlier.revisionDefinition();
      } else {
        add(definition, its);
      }
      handle = handle(definition, plan, its);
      byName.put(name, handle);
    }
    engine.loop().awaitWritten();
    return handle;
  }

  /** Before anybody can start it: what records of executions refer to is written first. */
  private void add(Definition definition, Executions its) {
    lastId = definition.id();
    if (engine.loop().isDurable()) {
      remember(definition, its);
      engine.loop().write(() -> engine.records().define(definition));
    }
  }

  private void remember(Definition definition, Executions its) {
    definitions.put(definition.id(), definition);
    executions.put(definition.id(), its);
  }

  private Plan plan(String text) {
    return PlanCompiler.compile(StateMachineReader.read(text), engine.behaviour());
  }

  private StateMachineHandle handle(Definition definition, Plan plan, Executions its) {
    return new StateMachineHandle(
        engine, definition.name(), definition.type(), definition, plan, its);
  }

  /** Forgets a state machine; executions that are open end at their next state. */
  void delete(StateMachineHandle machine) {
    engine.loop().checkTrouble();
    machine.executions().delete();
    synchronized (this) {
      StateMachineHandle known = byName.get(machine.name());
      if (known != null && known.executions() == machine.executions()) {
        byName.remove(machine.name());
        engine.loop().write(() -> engine.records().delete(machine.name()));
      }
    }
    engine.loop().awaitWritten();
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
      Executions its = executions.get(id);
      known =
          handle(
              definition, plan(definition.text()), its == null ? new Executions(retention) : its);
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
        restore(each);
      }
    }
  }

  private void restore(Definition definition) {
    try {
      StateMachineHandle handle = revision(definition.id());
      if (handle != null) {
        byName.put(definition.name(), handle);
      }
    } catch (InvalidDefinitionException e) {
      LOG.log(
          ERROR,
          "state machine '"
              + definition.name()
              + "' is not known until it is created again: this release refuses its definition: "
              + e.getMessage());
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
