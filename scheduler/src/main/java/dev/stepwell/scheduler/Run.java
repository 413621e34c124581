package dev.stepwell.scheduler;

import dev.stepwell.asl.json.Json;
import dev.stepwell.scheduler.time.DataInterval;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run: what a workflow does for one logical date, or for one event. Attempts hang below it, so
 * that clearing it makes an attempt and not another run. Immutable.
 *
 * @param workflow the workflow's name
 * @param runId unique in the workflow, such as {@code scheduled__2026-01-01T00:00:00+00:00}
 * @param type why there is a run
 * @param state how it stands
 * @param logicalDate what makes it the only one of its workflow; null for runs that events made
 * @param interval the data it works on; null as the logical date is
 * @param runAfter when it was due; orders the runs of a workflow together with {@code order}
 * @param order a number that grows with every run of a scheduler
 * @param trigger the trigger's name; empty if nobody's
 * @param partition the key of the partition; empty if there is none
 * @param backfill the backfill's number; 0 for none
 * @param input what its executions are started with
 * @param attempt how many attempts have begun, from 0
 * @param rerun the steps of the next attempt; empty for all of them
 * @param onlyFailed whether of Maps among them only the items run again that were not done
 * @param execution the name of the last attempt's execution; empty before the first
 * @param queuedAt since when it waits, or waited last
 * @param startedAt when its last attempt began; null before
 * @param endedAt when it ended; null before
 * @param error why it failed; null otherwise
 * @param note what a person or a rule says of how it ended; may be empty
 */
public record Run(
    String workflow,
    String runId,
    RunType type,
    RunState state,
    @Nullable Instant logicalDate,
    @Nullable DataInterval interval,
    Instant runAfter,
    long order,
    String trigger,
    String partition,
    long backfill,
    Json input,
    int attempt,
    Set<String> rerun,
    boolean onlyFailed,
    String execution,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String error,
    String note) {

  /** Copies the set. */
  public Run {
    rerun = Set.copyOf(rerun);
  }

  /** A run that waits for its first attempt. */
  static Run queued(
      String workflow,
      String runId,
      RunType type,
      @Nullable Instant logicalDate,
      @Nullable DataInterval interval,
      Instant runAfter,
      long order,
      String trigger,
      String partition,
      long backfill,
      Json input,
      Instant now) {
    return new Run(
        workflow,
        runId,
        type,
        RunState.QUEUED,
        logicalDate,
        interval,
        runAfter,
        order,
        trigger,
        partition,
        backfill,
        input,
        0,
        Set.of(),
        false,
        "",
        now,
        null,
        null,
        null,
        "");
  }

  /** The state machine of its next attempt, or of the one that is on. */
  String machine() {
    return rerun.isEmpty() ? workflow : Reruns.machine(workflow);
  }

  /** The logical date, or when it was due where there is none: what comes before what. */
  public Instant orderKey() {
    return logicalDate == null ? runAfter : logicalDate;
  }

  /** The data it works on, if it works on a part of time. */
  public Optional<DataInterval> dataInterval() {
    return Optional.ofNullable(interval);
  }

  Run started(String executionName, Instant now) {
    return new Run(
        workflow,
        runId,
        type,
        RunState.RUNNING,
        logicalDate,
        interval,
        runAfter,
        order,
        trigger,
        partition,
        backfill,
        input,
        attempt + 1,
        rerun,
        onlyFailed,
        executionName,
        queuedAt,
        now,
        null,
        null,
        "");
  }

  Run ended(RunState how, Instant now, @Nullable String why, String remark) {
    return new Run(
        workflow,
        runId,
        type,
        how,
        logicalDate,
        interval,
        runAfter,
        order,
        trigger,
        partition,
        backfill,
        input,
        attempt,
        Set.of(),
        false,
        execution,
        queuedAt,
        startedAt,
        now,
        why,
        remark);
  }

  Run cleared(Set<String> steps, boolean onlyTheirFailedItems, Instant now) {
    return new Run(
        workflow,
        runId,
        type,
        RunState.QUEUED,
        logicalDate,
        interval,
        runAfter,
        order,
        trigger,
        partition,
        backfill,
        input,
        attempt,
        steps,
        onlyTheirFailedItems,
        execution,
        now,
        startedAt,
        null,
        null,
        "");
  }

  Run reprocessed(long newBackfill, Json newInput, Instant now) {
    return new Run(
        workflow,
        runId,
        RunType.BACKFILL,
        RunState.QUEUED,
        logicalDate,
        interval,
        runAfter,
        order,
        trigger,
        partition,
        newBackfill,
        newInput,
        attempt,
        Set.of(),
        false,
        execution,
        now,
        startedAt,
        null,
        null,
        "");
  }
}
