package dev.stepwell.engine;

import dev.stepwell.engine.store.Store;
import dev.stepwell.engine.store.StoredStream;
import dev.stepwell.engine.store.StreamInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The executions that have ended and are no longer in memory. Thread-safe; without a store there
 * are none.
 */
final class Archive {

  private static final int MOST_CACHED = 64;

  private final Engine engine;
  private final Machines machines;
  private final @Nullable Store store;
  private final Map<Long, Run> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Run> eldest) {
          return size() > MOST_CACHED;
        }
      };

  private final Retention retention;

  Archive(Engine engine, Machines machines, @Nullable Store store, Retention retention) {
    this.retention = retention;
    this.engine = engine;
    this.machines = machines;
    this.store = store;
  }

  boolean isThere() {
    return store != null;
  }

  /** Whether what a batch wrote can be found here. */
  boolean has(long batch) {
    return store != null && batch <= store.settled();
  }

  Optional<Execution> find(String machine, String name) {
    return store == null
        ? Optional.empty()
        : store.ended(machine, name).filter(info -> !isTooOld(info)).map(this::settled);
  }

  private boolean isTooOld(StreamInfo info) {
    return info.stoppedAt() < engine.clock().millis() - retention.age().toMillis();
  }

  /** The execution itself, if it is in memory: what others hold may be of an earlier time. */
  Optional<Run> present(Execution execution) {
    if (execution instanceof SettledExecution settled) {
      return present(settled.info());
    }
    Run run = (Run) execution;
    Run known = run.isChild() ? null : run.stateMachine().executions().find(run.name());
    return Optional.of(known != null && known.number() == run.number() ? known : run);
  }

  private Optional<Run> present(StreamInfo info) {
    return machines
        .find(info.machine())
        .map(machine -> machine.executions().find(info.name()))
        .filter(run -> run.number() == info.id());
  }

  /** The execution itself, read if need be. */
  Run run(Execution execution) {
    return present(execution).orElseGet(() -> ((SettledExecution) execution).load());
  }

  private Execution settled(StreamInfo info) {
    return new SettledExecution(engine, info);
  }

  /** Those of a state machine and these, which are in memory; the newest first. */
  List<Execution> with(String machine, List<Run> present) {
    List<Execution> all = new ArrayList<>(present);
    Set<Long> known = present.stream().map(Run::number).collect(Collectors.toSet());
    for (StreamInfo info : all(machine)) {
      if (!known.contains(info.id())) {
        all.add(settled(info));
      }
    }
    return List.copyOf(all);
  }

  private List<StreamInfo> all(String machine) {
    return store == null ? List.of() : store.ended(machine);
  }

  /** An execution with all its events, and with the children of its Map Runs. */
  synchronized Run load(StreamInfo info) {
    Run known = present(info).orElseGet(() -> cache.get(info.id()));
    if (known != null) {
      return known;
    }
    Store from = store;
    if (from == null) {
      throw new IllegalStateException("there is no store");
    }
    Recovered recovered = new Recovered(engine, machines);
    for (StreamInfo each : from.family(info.id())) {
      StoredStream stream = from.stream(each.id()).orElseThrow();
      recovered.add(stream);
    }
    Run run =
        recovered.roots().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the records of execution '" + info.name() + "' cannot be read"));
    cache.put(info.id(), run);
    return run;
  }

  /** Forgets what was read of an execution that has since gone on. */
  synchronized void forget(Run run) {
    cache.remove(run.number());
  }

  /**
   * Forgets what need not be kept any longer. On the loop; not by a timer, because a clock that
   * jumps from one to the next would never come to rest.
   */
  void sweep() {
    for (StateMachineHandle machine : machines.all()) {
      List<StreamInfo> all = all(machine.name());
      for (int i = 0; i < all.size(); i++) {
        StreamInfo info = all.get(i);
        if ((i >= retention.executions() || isTooOld(info))
            && machine.executions().letGo(info.name(), info.id())) {
          engine.records().forget(info.id());
        }
      }
    }
  }
}
