package dev.stepwell.local.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Starts workers on one folder and kills them: a fifth before they are up, most while they take up
 * what was left and start what is new, some later. Meanwhile it adds to the plan, and plays those
 * who answer the tasks that wait for their tokens, between two workers.
 */
final class Killer implements AutoCloseable {

  private static final int NEW_EACH_ROUND = 3;

  /** One round in so many has a worker that uses the SQL engine, which needs a second to start. */
  private static final int WAREHOUSE_ROUNDS = 12;

  private final Path folder;
  private final Random random;
  private final Lines plan;
  private final Outside outside;
  private final List<Planned> planned = new ArrayList<>();
  private final Set<String> ended = new HashSet<>();
  private long startNanos = TimeUnit.MILLISECONDS.toNanos(500);
  private int withOpen;
  private int withTasks;

  Killer(Path folder, Random random) {
    this.folder = folder;
    this.random = random;
    this.plan = new Lines(folder.resolve("plan"));
    this.outside = new Outside(folder);
  }

  /** Kills so many workers, one after the other. */
  void kill(int times) throws IOException, InterruptedException {
    for (int round = 0; round < times; round++) {
      boolean warehouse = round % WAREHOUSE_ROUNDS == WAREHOUSE_ROUNDS - 1;
      for (int i = 0; i < NEW_EACH_ROUND; i++) {
        List<Load> loads = Load.EVERYWHERE;
        plan(loads.get(planned.size() % loads.size()));
      }
      if (warehouse) {
        plan(Load.WAREHOUSE);
      }
      killOne(warehouse);
      look();
      outside.answer(() -> random.nextInt(3) > 0);
    }
  }

  private void plan(Load load) {
    Planned next = Planned.of(load, planned.size());
    planned.add(next);
    plan.add(next.name());
  }

  private void killOne(boolean warehouse) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    WorkerProcess worker = WorkerProcess.start(folder, warehouse);
    try {
      if (random.nextInt(5) == 0) {
        worker.killAfter(random.nextLong(TimeUnit.NANOSECONDS.toMillis(startNanos)));
        return;
      }
      worker.awaitUp();
      startNanos = (3 * startNanos + System.nanoTime() - begun) / 4;
      worker.killAfter(lifetime(warehouse));
    } finally {
      worker.kill();
    }
  }

  private long lifetime(boolean warehouse) {
    if (warehouse) {
      return random.nextLong(2500);
    }
    int kind = random.nextInt(10);
    return random.nextLong(kind < 5 ? 100 : kind < 9 ? 400 : 900);
  }

  /** Counts what the kill has hit. */
  private void look() {
    Set<String> out = new HashSet<>();
    for (Entry entry : outside.read()) {
      switch (entry.kind()) {
        case GIVEN, RESUMED, BEGIN -> out.add(entry.what());
        case HEARD -> out.remove(entry.what());
        case ENDED -> ended.add(entry.what());
        default -> {}
      }
    }
    withTasks += out.isEmpty() ? 0 : 1;
    withOpen += planned.stream().allMatch(each -> ended.contains(each.name())) ? 0 : 1;
  }

  /** All executions that the plan wants by now. */
  List<Planned> planned() {
    return planned;
  }

  /** How many kills hit a folder with executions that had not ended. */
  int withOpen() {
    return withOpen;
  }

  /** How many kills hit a worker that had a task in its hands. */
  int withTasks() {
    return withTasks;
  }

  @Override
  public void close() {
    plan.close();
    outside.close();
  }
}
