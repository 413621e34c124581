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

  Archive(Engine engine, Machines machines, @Nullable Store store) {
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
    return store == null ? Optional.empty() : store.ended(machine, name).map(this::settled);
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
    Run known = cache.get(info.id());
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

  /** Takes an execution out, because it goes on. */
  synchronized void remove(Run run) {
    cache.remove(run.number());
  }

  /**
   * Forgets what need not be kept any longer. On the loop; not by a timer, because a clock that
   * jumps from one to the next would never come to rest.
   */
  void sweep(Retention retention) {
    for (StateMachineHandle machine : machines.all()) {
      for (StreamInfo old : expired(machine.name(), retention, engine.clock().millis())) {
        engine.records().forget(old.id());
      }
    }
  }

  private List<StreamInfo> expired(String machine, Retention retention, long now) {
    List<StreamInfo> expired = new ArrayList<>();
    long oldest = now - retention.age().toMillis();
    List<StreamInfo> all = all(machine);
    for (int i = 0; i < all.size(); i++) {
      if (i >= retention.executions() || all.get(i).stoppedAt() < oldest) {
        expired.add(all.get(i));
      }
    }
    return expired;
  }
}
