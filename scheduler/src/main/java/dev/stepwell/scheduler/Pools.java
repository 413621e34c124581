package dev.stepwell.scheduler;

import java.util.ArrayList;
import java.util.List;

/** The pools, and how they are used. For the event loop only. */
final class Pools {

  private final Board board;
  private final TaskGate gate;

  Pools(Board board, TaskGate gate) {
    this.board = board;
    this.gate = gate;
  }

  Pool set(Pool pool) {
    board.pools().put(pool.name(), pool);
    board.changes().pool(pool);
    board.afterwards(gate::open);
    return pool;
  }

  boolean drop(String name) {
    if (name.equals(Pool.DEFAULT)) {
      throw new SchedulerException("the pool " + name + " cannot be dropped; give it fewer slots");
    }
    if (!board.pools().containsKey(name)) {
      throw new SchedulerException(
          "there is no pool '" + name + "'; there are " + board.pools().keySet());
    }
    List<String> users =
        board.entries().stream()
            .flatMap(entry -> entry.spec().stream())
            .filter(spec -> spec.steps().stream().anyMatch(step -> step.pool().equals(name)))
            .map(WorkflowSpec::name)
            .toList();
    if (!users.isEmpty()) {
      throw new SchedulerException(
          "the pool '" + name + "' is used by " + users + "; they would wait for ever");
    }
    board.pools().remove(name);
    board.changes().dropPool(name);
    return true;
  }

  List<Scheduler.PoolUsage> usages() {
    List<Scheduler.PoolUsage> usages = new ArrayList<>();
    for (Pool pool : board.pools().values()) {
      TaskGate.Usage usage = gate.usage(pool.name());
      usages.add(
          new Scheduler.PoolUsage(
              pool, usage.running(), usage.queued(), usage.slots(), usage.queuedSlots()));
    }
    return usages;
  }
}
