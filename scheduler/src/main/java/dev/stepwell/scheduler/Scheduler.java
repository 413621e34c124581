package dev.stepwell.scheduler;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.scheduler.ledger.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes runs of workflows when they are due, and carries them out on an engine. It decides on the
 * engine's event loop, one thing after the other, and writes each decision to its ledger before it
 * acts on it: killed at any instant and built again on the same ledger and store, it goes on where
 * it was. All methods may be called from any thread; what they change is written down when they
 * return. Wrong requests are refused with {@link SchedulerException}.
 *
 * <p>Until {@link #start} is called it takes requests and makes no runs by itself.
 */
public final class Scheduler implements AutoCloseable {

  private final Engine engine;
  private final Ledger ledger;
  private final Desk desk;

  Scheduler(Engine engine, Ledger ledger, Desk desk) {
    this.engine = engine;
    this.ledger = ledger;
    this.desk = desk;
  }

  /** Starts to describe a scheduler; everything has a default. */
  public static SchedulerBuilder builder() {
    return new SchedulerBuilder();
  }

  /** The engine that carries runs out. */
  public Engine engine() {
    return engine;
  }

  /** What is written down, to be read. */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * Takes a workflow in, or a newer version of one. Ticks go on from the last that was decided
   * about, whatever the timetable was; runs that are on keep their definition.
   *
   * @throws dev.stepwell.asl.InvalidDefinitionException if its definition is wrong
   */
  public void register(WorkflowSpec spec) {
    ask(
        () -> {
          desk.register(spec);
          return true;
        });
  }

  /** Begins to make runs, and takes up those that an earlier scheduler left on. */
  public void start() {
    ask(
        () -> {
          desk.start();
          return true;
        });
  }

  /** The workflows there are, in the order in which they were first seen. */
  public List<WorkflowView> workflows() {
    return ask(desk::workflows);
  }

  /**
   * Makes a run that somebody wants now. It waits in the queue while the workflow is paused.
   *
   * @param logicalDate its logical date; null for none
   * @param input its input; null for what the workflow's timetable makes of the date, or of now
   */
  public Run trigger(String workflow, @Nullable Instant logicalDate, @Nullable Json input) {
    return ask(() -> desk.runs().trigger(workflow, logicalDate, input));
  }

  /**
   * Makes a run that an event of a trigger asks for, such as a new object in a bucket.
   *
   * @param trigger the trigger's name
   * @param input the run's input
   */
  public Run event(String workflow, String trigger, Json input) {
    return ask(() -> desk.runs().event(workflow, trigger, input));
  }

  /** Has a workflow start no more runs; those that are on go on. */
  public void pause(String workflow) {
    ask(() -> desk.pause(workflow, true));
  }

  /** Has a paused workflow go on; for ticks in between its rule for missed ones holds. */
  public void unpause(String workflow) {
    ask(() -> desk.pause(workflow, false));
  }

  /** What a backfill would do; nothing is changed. */
  public BackfillPlan plan(BackfillRequest request) {
    return ask(() -> desk.plan(request));
  }

  /** Begins a backfill. A workflow has one at a time. */
  public Backfill backfill(BackfillRequest request) {
    return ask(() -> desk.backfill(request));
  }

  /** Has a backfill start no more runs. */
  public Backfill pauseBackfill(long id) {
    return ask(() -> desk.pauseBackfill(id, true));
  }

  /** Has a paused backfill go on. */
  public Backfill resumeBackfill(long id) {
    return ask(() -> desk.pauseBackfill(id, false));
  }

  /** Gives a backfill up: what has not begun never does, what is on goes on. */
  public Backfill cancelBackfill(long id) {
    return ask(() -> desk.cancelBackfill(id));
  }

  /**
   * Has an ended run run again, as a new attempt: the same input and logical date, and the newest
   * definition.
   *
   * @param steps the steps to run again, with all that waits for them; earlier outputs of the
   *     others are used again. Empty for the whole run
   */
  public Run clear(String workflow, String runId, Set<String> steps) {
    return clear(ClearRequest.of(workflow, runId, steps)).get(0);
  }

  /** The same for the steps that failed, with all that waits for them. */
  public Run clearFailed(String workflow, String runId) {
    return clear(ClearRequest.failed(workflow, runId)).get(0);
  }

  /** The same for several runs at once; gives those that run again, the oldest first. */
  public List<Run> clear(ClearRequest request) {
    return ask(() -> desk.runs().clear(request));
  }

  /** Says that a run ended in a way; if it is on, it is stopped. */
  public Run mark(String workflow, String runId, RunState how) {
    return ask(() -> desk.runs().mark(workflow, runId, how));
  }

  /** Stops a run that has not ended; it is then failed. */
  public Run stop(String workflow, String runId) {
    return ask(() -> desk.runs().stop(workflow, runId));
  }

  /** Makes a pool, or gives it another number of slots. */
  public Pool setPool(Pool pool) {
    return ask(() -> desk.pools().set(pool));
  }

  /** Drops a pool. The default pool stays; a pool that steps name cannot go. */
  public void dropPool(String name) {
    ask(() -> desk.pools().drop(name));
  }

  /** The pools and how they are used, by name. */
  public List<PoolUsage> pools() {
    return ask(() -> desk.pools().usages());
  }

  /**
   * Says that an asset was updated, from outside of all runs.
   *
   * @param partition which part of it; empty for the whole
   * @param extra what else is to be told to runs
   */
  public AssetEvent updated(Asset asset, String partition, JsonObject extra) {
    return ask(() -> desk.updated(asset, partition, extra));
  }

  /** Forgets the updates that wait for a workflow, and says how many there were. */
  public int purge(String workflow) {
    return ask(() -> desk.purge(workflow));
  }

  /** The next ticks of a workflow, the soonest first. */
  public List<NextRun> next(String workflow, int most) {
    return ask(() -> desk.next(workflow, most));
  }

  /** Why a workflow has no run starting now; empty only if one is about to. */
  public List<Reason> why(String workflow) {
    return ask(() -> desk.why(workflow));
  }

  /** Why a run is not done. */
  public List<Reason> why(String workflow, String runId) {
    return ask(() -> desk.why(workflow, runId));
  }

  /** The next ticks of all workflows of this process that are not paused, by name. */
  public Map<String, Instant> nextOfAll() {
    return ask(
        () -> {
          Map<String, Instant> next = new TreeMap<>();
          for (WorkflowView view : desk.workflows()) {
            if (view.registered() && !view.paused()) {
              desk.next(view.name(), 1).forEach(run -> next.put(view.name(), run.tick()));
            }
          }
          return next;
        });
  }

  private <T> T ask(Supplier<T> question) {
    return engine.eventLoop().ask(() -> desk.decide(question));
  }

  /** Stops deciding; open runs are left where they are, and the next scheduler goes on. */
  @Override
  public void close() {
    engine.close();
    ledger.close();
  }

  /** How a pool is used. */
  public record PoolUsage(
      Pool pool, int runningTasks, int queuedTasks, int takenSlots, int queuedSlots) {

    /** How many slots are free; below zero if the pool was made smaller than what is on. */
    public int openSlots() {
      return pool.slots() - takenSlots;
    }
  }

  /**
   * A workflow as it stands.
   *
   * @param registered whether this process has it
   */
  public record WorkflowView(
      String name,
      boolean registered,
      boolean paused,
      int queuedRuns,
      int runningRuns,
      Optional<Backfill> backfill) {}

  /** A tick to come. */
  public record NextRun(String trigger, String timetable, Instant tick, Instant due) {}
}
