package dev.stepwell.engine;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The Standard executions of all state machines of one name: revisions, versions and aliases share
 * them. Closed ones are forgotten in time. Thread-safe, but for {@link #closed}.
 */
final class Executions {

  private record Closed(Run run, long at, int weight) {
    boolean isStill() {
      return run.isClosed() && run.stoppedAt() == at;
    }
  }

  private final Retention retention;
  private final Map<String, Run> byName = new ConcurrentHashMap<>();
  private final AtomicLong started = new AtomicLong();
  private final Queue<Closed> closed = new ArrayDeque<>();
  private int kept;
  private volatile boolean deleting;

  Executions(Retention retention) {
    this.retention = retention;
  }

  long nextNumber() {
    return started.incrementAndGet();
  }

  @Nullable Run find(String name) {
    return byName.get(name);
  }

  /** Takes an execution in; gives the one that has its name already, if there is one. */
  @Nullable Run add(Run run) {
    Run other = byName.putIfAbsent(run.name(), run);
    if (other != null
        && isExpired(other, run.startedAt())
        && byName.replace(run.name(), other, run)) {
      return null;
    }
    return other;
  }

  private boolean isExpired(Run run, long now) {
    return run.isClosed() && run.stoppedAt() + retention.age().toMillis() < now;
  }

  /** Notes that an execution has ended, and forgets the oldest. On the loop. */
  void closed(Run run) {
    if (byName.get(run.name()) != run) {
      return;
    }
    int weight = 1 + run.children();
    closed.add(new Closed(run, run.stoppedAt(), weight));
    kept += weight;
    Closed oldest = closed.peek();
    while (oldest != null
        && closed.size() > 1
        && (kept > retention.executions() || isExpired(oldest.run, run.stoppedAt()))) {
      closed.remove();
      kept -= oldest.weight;
      if (oldest.isStill()) {
        byName.remove(oldest.run.name(), oldest.run);
      }
      oldest = closed.peek();
    }
  }

  /** All, the newest first. */
  List<Run> newestFirst() {
    return byName.values().stream()
        .sorted(Comparator.comparingLong(Run::number).reversed())
        .toList();
  }

  boolean anyOpen() {
    return byName.values().stream().anyMatch(run -> !run.isClosed());
  }

  /** Has every execution end at its next state. */
  void delete() {
    deleting = true;
  }

  boolean isDeleting() {
    return deleting;
  }
}
