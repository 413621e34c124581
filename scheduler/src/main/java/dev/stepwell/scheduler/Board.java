package dev.stepwell.scheduler;

import dev.stepwell.engine.Engine;
import dev.stepwell.scheduler.ledger.Changes;
import dev.stepwell.scheduler.ledger.Ledger;
import dev.stepwell.scheduler.ledger.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All workflows with what is open of them, and what was decided but is not yet written down. What
 * is to be done in the world waits until the decision to do it is in the ledger. For the event loop
 * only.
 */
final class Board {

  private final Engine engine;
  private final Ledger ledger;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Pool> pools = new LinkedHashMap<>();
  private final Map<String, Map<String, Run>> fresh = new HashMap<>();
  private final List<Runnable> effects = new ArrayList<>();
  private final Set<Entry> touched = new LinkedHashSet<>();
  private Changes changes = new Changes();
  private long lastOrder;
  private long lastEvent;
  private long lastBackfill;

  Board(Engine engine, Ledger ledger) {
    this.engine = engine;
    this.ledger = ledger;
    Standing standing = ledger.standing();
    standing.workflows().forEach(state -> entries.put(state.name(), new Entry(state)));
    standing.openRuns().forEach(run -> entry(run.workflow()).put(run));
    standing.pools().forEach(pool -> pools.put(pool.name(), pool));
    standing
        .waiting()
        .forEach(each -> entry(each.workflow()).waiting(each.trigger()).add(each.event()));
    standing.backfills().forEach(each -> entry(each.workflow()).backfill(each));
    for (BackfillItem item : standing.items()) {
      entries.values().stream()
          .filter(each -> each.backfill().filter(of -> of.id() == item.backfill()).isPresent())
          .forEach(each -> each.planned().add(item));
    }
    pools.putIfAbsent(
        Pool.DEFAULT, new Pool(Pool.DEFAULT, Pool.DEFAULT_SLOTS, "tasks that name no pool"));
    lastOrder = standing.lastOrder();
    lastEvent = standing.lastEvent();
    lastBackfill = standing.lastBackfill();
  }

  Ledger ledger() {
    return ledger;
  }

  Engine engine() {
    return engine;
  }

  /** The engine's time, to the millisecond, as it is written down. */
  Instant now() {
    return Instant.ofEpochMilli(engine.clock().millis());
  }

  Collection<Entry> entries() {
    return entries.values();
  }

  /**
   * The workflow of a name.
   *
   * @throws SchedulerException if there is none
   */
  Entry entry(String workflow) {
    Entry entry = entries.get(workflow);
    if (entry == null) {
      throw new SchedulerException(
          "there is no workflow '" + workflow + "'; there are " + entries.keySet());
    }
    return entry;
  }

  Optional<Entry> find(String workflow) {
    return Optional.ofNullable(entries.get(workflow));
  }

  void add(Entry entry) {
    entries.put(entry.name(), entry);
    changes.workflow(entry.state());
  }

  void update(Entry entry, WorkflowState state) {
    entry.state(state);
    changes.workflow(state);
  }

  Map<String, Pool> pools() {
    return pools;
  }

  /** Has a workflow looked at in this pass or the next. */
  void touch(Entry entry) {
    touched.add(entry);
  }

  /** The workflows to be looked at. */
  Set<Entry> takeTouched() {
    Set<Entry> now = new LinkedHashSet<>(touched);
    touched.clear();
    return now;
  }

  /** A run is new or has changed. */
  void put(Run run) {
    entry(run.workflow()).put(run);
    fresh.computeIfAbsent(run.workflow(), workflow -> new HashMap<>()).put(run.runId(), run);
    changes.run(run);
  }

  /** What is written down next. */
  Changes changes() {
    return changes;
  }

  /** Has something done once all that was decided is written down. */
  void afterwards(Runnable effect) {
    effects.add(effect);
  }

  /** Writes down what was decided, and gives what is to be done then. */
  List<Runnable> commit() {
    if (!changes.isEmpty()) {
      ledger.commit(changes);
    }
    changes = new Changes();
    fresh.clear();
    List<Runnable> due = List.copyOf(effects);
    effects.clear();
    return due;
  }

  long nextOrder() {
    return ++lastOrder;
  }

  long nextEvent() {
    return ++lastEvent;
  }

  long nextBackfill() {
    return ++lastBackfill;
  }

  /** The run of an id, as it stands now. */
  Optional<Run> run(String workflow, String runId) {
    @Nullable Run changed = fresh(workflow).get(runId);
    return changed != null ? Optional.of(changed) : ledger.run(workflow, runId);
  }

  /** An id that no run has, from one that may be taken: two may be made in one millisecond. */
  String freeId(String workflow, String id) {
    String free = id;
    for (int i = 2; run(workflow, free).isPresent(); i++) {
      free = id + "_" + i;
    }
    return free;
  }

  /** The run of a logical date, as it stands now. */
  Optional<Run> at(String workflow, Instant logicalDate) {
    Optional<Run> changed =
        fresh(workflow).values().stream()
            .filter(run -> logicalDate.equals(run.logicalDate()))
            .findFirst();
    return changed.isPresent() ? changed : ledger.at(workflow, logicalDate);
  }

  /** The run that a run depends on if it depends on the past. */
  Optional<Run> before(Run run) {
    boolean periodic = run.type().isPeriodic();
    Optional<Run> written =
        ledger
            .before(run.workflow(), run.orderKey(), periodic)
            .map(found -> fresh(found.workflow()).getOrDefault(found.runId(), found));
    Stream<Run> changed =
        fresh(run.workflow()).values().stream()
            .filter(other -> other.type().isPeriodic() == periodic)
            .filter(other -> other.orderKey().isBefore(run.orderKey()));
    return Stream.concat(written.stream(), changed)
        .max(Comparator.comparing(Run::orderKey).thenComparing(Run::order));
  }

  /** The runs of a workflow that have changed in this pass, by id. */
  private Map<String, Run> fresh(String workflow) {
    return fresh.getOrDefault(workflow, Map.of());
  }

  /** The pool of a name. */
  @Nullable Pool pool(String name) {
    return pools.get(name);
  }

  /** The spec of a workflow that is registered. */
  WorkflowSpec spec(Entry entry) {
    return entry
        .spec()
        .orElseThrow(
            () ->
                new SchedulerException(
                    "workflow '"
                        + entry.name()
                        + "' is known from earlier and is no longer among the workflows; bring it"
                        + " back, or leave its runs as they are"));
  }
}
