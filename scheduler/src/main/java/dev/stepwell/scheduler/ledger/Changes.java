package dev.stepwell.scheduler.ledger;

import dev.stepwell.scheduler.AssetEvent;
import dev.stepwell.scheduler.Attempt;
import dev.stepwell.scheduler.Backfill;
import dev.stepwell.scheduler.BackfillItem;
import dev.stepwell.scheduler.MissedDeadline;
import dev.stepwell.scheduler.Pool;
import dev.stepwell.scheduler.Run;
import dev.stepwell.scheduler.SkippedTick;
import dev.stepwell.scheduler.WorkflowState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is written down together: all of it or nothing. For one thread. */
public final class Changes {

  /** An event that waits for a run, or no longer does. */
  public record Queued(String workflow, String trigger, long event, boolean waits) {}

  /** The answer to what another process asked. */
  public record Answer(long request, String json) {}

  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final Map<String, WorkflowState> workflows = new LinkedHashMap<>();
  private final Map<String, Attempt> attempts = new LinkedHashMap<>();
  private final List<SkippedTick> skipped = new ArrayList<>();
  private final List<AssetEvent> events = new ArrayList<>();
  private final List<Queued> queued = new ArrayList<>();
  private final Map<String, Pool> pools = new LinkedHashMap<>();
  private final List<String> droppedPools = new ArrayList<>();
  private final Map<Long, Backfill> backfills = new LinkedHashMap<>();
  private final Map<String, BackfillItem> items = new LinkedHashMap<>();
  private final List<MissedDeadline> missed = new ArrayList<>();
  private final List<Run> forgotten = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();

  private static String key(String workflow, String runId) {
    return workflow + "/" + runId;
  }

  /** A run is new or has changed. */
  public void run(Run run) {
    runs.put(key(run.workflow(), run.runId()), run);
  }

  /** A workflow is new or has changed. */
  public void workflow(WorkflowState workflow) {
    workflows.put(workflow.name(), workflow);
  }

  /** An attempt began or ended. */
  public void attempt(Attempt attempt) {
    attempts.put(key(attempt.workflow(), attempt.runId()) + "/" + attempt.number(), attempt);
  }

  /** Ticks have no run. */
  public void skipped(SkippedTick tick) {
    skipped.add(tick);
  }

  /** An asset was updated. */
  public void event(AssetEvent event) {
    events.add(event);
  }

  /** An event waits for a run of a workflow, or no longer does. */
  public void queued(Queued change) {
    queued.add(change);
  }

  /** A pool is new or has changed. */
  public void pool(Pool pool) {
    droppedPools.remove(pool.name());
    pools.put(pool.name(), pool);
  }

  /** A pool is no more. */
  public void dropPool(String name) {
    pools.remove(name);
    droppedPools.add(name);
  }

  /** A backfill is new or has changed. */
  public void backfill(Backfill backfill) {
    backfills.put(backfill.id(), backfill);
  }

  /** A date of a backfill is new or has changed. */
  public void item(BackfillItem item) {
    items.put(item.backfill() + "/" + item.ordinal(), item);
  }

  /** A run was not done in time. */
  public void missed(MissedDeadline deadline) {
    missed.add(deadline);
  }

  /** An ended run is no longer kept. */
  public void forget(Run run) {
    forgotten.add(run);
  }

  /** Another process has its answer. */
  public void answer(Answer answer) {
    answers.add(answer);
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return runs.isEmpty()
        && workflows.isEmpty()
        && attempts.isEmpty()
        && skipped.isEmpty()
        && events.isEmpty()
        && queued.isEmpty()
        && pools.isEmpty()
        && droppedPools.isEmpty()
        && backfills.isEmpty()
        && items.isEmpty()
        && missed.isEmpty()
        && forgotten.isEmpty()
        && answers.isEmpty();
  }

  Iterable<Run> runs() {
    return runs.values();
  }

  Iterable<WorkflowState> workflows() {
    return workflows.values();
  }

  Iterable<Attempt> attempts() {
    return attempts.values();
  }

  List<SkippedTick> skipped() {
    return skipped;
  }

  List<AssetEvent> events() {
    return events;
  }

  List<Queued> queued() {
    return queued;
  }

  Iterable<Pool> pools() {
    return pools.values();
  }

  List<String> droppedPools() {
    return droppedPools;
  }

  Iterable<Backfill> backfills() {
    return backfills.values();
  }

  Iterable<BackfillItem> items() {
    return items.values();
  }

  List<MissedDeadline> missed() {
    return missed;
  }

  List<Run> forgotten() {
    return forgotten;
  }

  List<Answer> answers() {
    return answers;
  }
}
