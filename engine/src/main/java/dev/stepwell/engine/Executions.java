package dev.stepwell.engine;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The Standard executions of all state machines of one name: revisions, versions and aliases share
 * them. Closed ones are forgotten in time. Thread-safe, but for {@link #closed}.
 */
final class Executions {

  /** How many are kept in memory at most, once a store has them. */
  private static final int MOST_PRESENT = 1000;

  private record Closed(Run run, long at, int weight, long batch) {
    boolean isStill() {
      return run.isClosed() && run.stoppedAt() == at;
    }
  }

  private final Retention retention;
  private final Map<String, Run> byName = new ConcurrentHashMap<>();
  private final Map<String, Run> children = new ConcurrentHashMap<>();
  private final Map<String, MapRunAttempt> mapRuns = new ConcurrentHashMap<>();
  private final Queue<Closed> closed = new ArrayDeque<>();
  private int kept;
  private volatile boolean deleting;

  Executions(Retention retention) {
    this.retention = retention;
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

  /**
   * Notes that an execution has ended, and lets go of the oldest. On the loop.
   *
   * @param batch what the execution's end is written with
   * @param archive where it can be found once it is settled
   */
  void closed(Run run, long batch, Archive archive) {
    if (byName.get(run.name()) != run) {
      return;
    }
    int weight = 1 + run.ownMapRuns().children();
    closed.add(new Closed(run, run.stoppedAt(), weight, batch));
    kept += weight;
    Closed oldest = closed.peek();
    while (oldest != null && closed.size() > 1 && canGo(oldest, run.stoppedAt(), archive)) {
      closed.remove();
      kept -= oldest.weight;
      if (oldest.isStill()) {
        byName.remove(oldest.run.name(), oldest.run);
        forgetMapRuns(oldest.run);
      }
      oldest = closed.peek();
    }
  }

  private boolean canGo(Closed oldest, long now, Archive archive) {
    if (archive.isThere()) {
      return kept > MOST_PRESENT && archive.has(oldest.batch);
    }
    return kept > retention.executions() || isExpired(oldest.run, now);
  }

  /** Takes an execution out again that has not begun. */
  void takeBack(Run run) {
    byName.remove(run.name(), run);
  }

  /** Lets go of an execution unless it is open; says whether it may be forgotten. On the loop. */
  boolean letGo(String name, long number) {
    Run run = byName.get(name);
    if (run == null || run.number() != number) {
      return true;
    }
    if (run.isClosed()) {
      byName.remove(name, run);
      forgetMapRuns(run);
    }
    return run.isClosed();
  }

  /** Takes in an execution that goes on from another time, with all that belongs to it. */
  void adopt(Run run) {
    if (run.stateMachine().type() == WorkflowType.STANDARD) {
      byName.put(run.name(), run);
    }
    adoptMapRuns(run);
  }

  private void adoptMapRuns(Run run) {
    for (MapRunAttempt mapRun : run.ownMapRuns().all()) {
      mapRuns.put(mapRun.arn(), mapRun);
      for (Run child : mapRun.begun()) {
        children.put(child.name(), child);
        adoptMapRuns(child);
      }
    }
  }

  private void forgetMapRuns(Run run) {
    for (MapRunAttempt mapRun : run.ownMapRuns().all()) {
      mapRuns.remove(mapRun.arn());
      for (Run child : mapRun.begun()) {
        children.remove(child.name());
        forgetMapRuns(child);
      }
    }
  }

  /** Takes in a child of a Map Run, perhaps in place of another. */
  void add(Run child, @Nullable Run before) {
    if (before != null) {
      children.remove(before.name());
    }
    children.put(child.name(), child);
  }

  void add(MapRunAttempt mapRun) {
    mapRuns.put(mapRun.arn(), mapRun);
  }

  @Nullable Run child(String name) {
    return children.get(name);
  }

  @Nullable MapRunAttempt mapRun(String arn) {
    return mapRuns.get(arn);
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
