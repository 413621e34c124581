package dev.stepwell.scheduler;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.TaskHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds tasks back until there is room for them: in their pool, and among those of their workflow.
 * A task takes its slots while its handler is at work; between the calls of a loop that polls it
 * takes none, as a deferred task of Airflow's does. The time-out of a task counts from its
 * scheduling, as on AWS, so it includes the time that it is held back.
 *
 * <p>All of it happens on the engine's event loop, but for the answers of handlers.
 */
final class TaskGate {

  /** Where a task belongs. */
  record Place(String workflow, int maxActiveTasks, StepSpec step, int weight, long runOrder) {}

  /** What is told of the tasks of a pool. */
  record Usage(int running, int queued, int slots, int queuedSlots) {}

  private static final Comparator<Held> ORDER =
      Comparator.comparing((Held held) -> held.place.weight(), Comparator.reverseOrder())
          .thenComparing(held -> held.place.runOrder())
          .thenComparing(held -> held.arrival);

  private static final class Held {
    final Place place;
    final long arrival;
    final Runnable start;

    Held(Place place, long arrival, Runnable start) {
      this.place = place;
      this.arrival = arrival;
      this.start = start;
    }
  }

  private static final class Taken {
    int tasks;
    int slots;
  }

  /**
   * What a gate asks.
   *
   * @param places where a task belongs; null for one that is not held back
   * @param pools the pool of a name; null if there is none
   * @param loop has an action run on the event loop
   */
  record Surroundings(
      Function<Task, @Nullable Place> places,
      Function<String, @Nullable Pool> pools,
      Consumer<Runnable> loop) {}

  private volatile @Nullable Surroundings surroundings;
  private final TreeSet<Held> waiting = new TreeSet<>(ORDER);
  private final Map<String, Taken> byPool = new HashMap<>();
  private final Map<String, Taken> byWorkflow = new HashMap<>();
  private long arrivals;

  /** Begins to hold tasks back; before, all are let through. */
  void connect(Surroundings asked) {
    surroundings = asked;
  }

  /** The same handlers, behind this gate. */
  TaskHandlers behind(TaskHandlers handlers) {
    return handlers.wrapped(this::behind);
  }

  private TaskHandler behind(TaskHandler handler) {
    return new TaskHandler() {
      @Override
      public void start(Task task) {
        enter(task, handler::start);
      }

      @Override
      public void resume(Task task) {
        enter(task, handler::resume);
      }
    };
  }

  private void enter(Task task, Consumer<Task> work) {
    @Nullable Surroundings asked = surroundings;
    @Nullable Place place = asked == null ? null : asked.places().apply(task);
    if (asked == null || place == null || isDeferred(task)) {
      work.accept(task);
      return;
    }
    Passing passing = new Passing(task, place, asked.loop());
    Held held = new Held(place, arrivals++, () -> passing.begin(work));
    passing.held = held;
    task.onCancel(passing::cancelled);
    if (hasRoom(place)) {
      passing.enter();
    } else {
      waiting.add(held);
    }
  }

  /** Whether nothing is left to do but to wait for somebody who has the token. */
  private static boolean isDeferred(Task task) {
    return task.resource().endsWith(".waitForTaskToken") && task.submission().isPresent();
  }

  private boolean hasRoom(Place place) {
    @Nullable Surroundings asked = surroundings;
    @Nullable Pool pool = asked == null ? null : asked.pools().apply(place.step().pool());
    int slots = pool == null ? 0 : pool.slots();
    return taken(byPool, place.step().pool()).slots + place.step().slots() <= slots
        && taken(byWorkflow, place.workflow()).tasks < place.maxActiveTasks();
  }

  private static Taken taken(Map<String, Taken> by, String name) {
    return by.computeIfAbsent(name, key -> new Taken());
  }

  private void take(Place place, int sign) {
    Taken pool = taken(byPool, place.step().pool());
    pool.tasks += sign;
    pool.slots += sign * place.step().slots();
    taken(byWorkflow, place.workflow()).tasks += sign;
  }

  /** Lets in whatever there is room for now. On the event loop. */
  void open() {
    if (waiting.isEmpty()) {
      return;
    }
    for (Held held : new ArrayList<>(waiting)) {
      if (waiting.contains(held) && hasRoom(held.place)) {
        waiting.remove(held);
        take(held.place, 1);
        held.start.run();
      }
    }
  }

  /** How a pool is used. On the event loop. */
  Usage usage(String pool) {
    Taken taken = taken(byPool, pool);
    List<Held> queued =
        waiting.stream().filter(held -> held.place.step().pool().equals(pool)).toList();
    return new Usage(
        taken.tasks,
        queued.size(),
        taken.slots,
        queued.stream().mapToInt(held -> held.place.step().slots()).sum());
  }

  /** The steps of a workflow that are held back, with their pools. On the event loop. */
  List<StepSpec> held(String workflow) {
    return waiting.stream()
        .filter(held -> held.place.workflow().equals(workflow))
        .map(held -> held.place.step())
        .toList();
  }

  /** How many tasks of a workflow are at work. On the event loop. */
  int atWork(String workflow) {
    return taken(byWorkflow, workflow).tasks;
  }

  /** A task on its way through: its answer gives the slots back. */
  private final class Passing implements Task {

    private final Task task;
    private final Place place;
    private final Consumer<Runnable> loop;
    private final AtomicBoolean left = new AtomicBoolean();
    private @Nullable Held held;
    private @Nullable Runnable onCancel;
    private boolean cancelled;

    Passing(Task task, Place place, Consumer<Runnable> loop) {
      this.task = task;
      this.place = place;
      this.loop = loop;
    }

    void enter() {
      take(place, 1);
      if (held != null) {
        held.start.run();
      }
    }

    /** An exception that escapes a handler fails its task, as without a gate. */
    void begin(Consumer<Task> work) {
      try {
        work.accept(this);
      } catch (TaskFailedException failure) {
        fail(failure.error(), failure.getMessage());
      } catch (RuntimeException bug) {
        fail("States.TaskFailed", bug.toString());
      }
    }

    private void leave() {
      if (left.compareAndSet(false, true)) {
        loop.accept(
            () -> {
              take(place, -1);
              open();
            });
      }
    }

    private void cancelled() {
      if (held != null && waiting.remove(held)) {
        left.set(true);
        return;
      }
      @Nullable Runnable action;
      synchronized (this) {
        cancelled = true;
        action = onCancel;
      }
      if (action != null) {
        action.run();
      }
      leave();
    }

    @Override
    public void succeed(Json result) {
      task.succeed(result);
      leave();
    }

    @Override
    public void fail(@Nullable String error, @Nullable String cause) {
      task.fail(error, cause);
      leave();
    }

    @Override
    public void onCancel(Runnable action) {
      synchronized (this) {
        if (!cancelled) {
          onCancel = action;
          return;
        }
      }
      action.run();
    }

    @Override
    public String resource() {
      return task.resource();
    }

    @Override
    public Json arguments() {
      return task.arguments();
    }

    @Override
    public String executionArn() {
      return task.executionArn();
    }

    @Override
    public String stateName() {
      return task.stateName();
    }

    @Override
    public String token() {
      return task.token();
    }

    @Override
    public OptionalLong timeoutSeconds() {
      return task.timeoutSeconds();
    }

    @Override
    public @Nullable String roleArn() {
      return task.roleArn();
    }

    @Override
    public Optional<Json> submission() {
      return task.submission();
    }

    @Override
    public void submitted(Json output) {
      task.submitted(output);
      if (task.resource().endsWith(".waitForTaskToken")) {
        // Whoever has the token answers to the engine itself.
        leave();
      }
    }

    @Override
    public void heartbeat() {
      task.heartbeat();
    }
  }
}
