package dev.stepwell.dsl;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the runs of a workflow are made and limited: Airflow's names, and its defaults. Immutable;
 * the methods give copies.
 *
 * <p>Stepwell's scheduler keeps all of it. EventBridge starts executions at ticks between start and
 * end date, and delays them by jitter; what it cannot do is said in the template, at the schedule.
 *
 * @param missed what becomes of ticks at which no run could be made
 * @param startDate the first tick that counts; null for those from the workflow's first sight on
 * @param endDate the last tick that counts; null for none
 * @param maxActiveRuns how many runs are on at once
 * @param maxActiveTasks how many tasks are at work at once, over all runs of the workflow
 * @param overlap what becomes of a tick while {@code maxActiveRuns} are on
 * @param dependsOnPast whether a run waits for the success of the one before it
 * @param dataIntervals whether a run covers the time since the tick before its own, so that its
 *     logical date is where that starts; otherwise it covers no time and the tick is its date
 * @param clockChanges what becomes of ticks that a zone's clock skips or shows twice
 * @param pausedUponCreation whether the workflow is paused when it is first seen
 * @param jitter by how much a run may be delayed; whole minutes
 * @param maxConsecutiveFailed after how many failed runs in a row the workflow is paused; 0 for
 *     never
 * @param deadlines when somebody is told that a run is late
 * @param keepFor how long ended runs are kept; null for ever
 * @param keepRuns how many ended runs are kept
 * @param weightRule how priorities of steps make the order in which they get scarce slots
 * @param partitionPattern how the logical date of a tick's run is written as the partition of what
 *     it updates; null for runs that update assets as a whole
 */
public record Runs(
    Missed missed,
    @Nullable Instant startDate,
    @Nullable Instant endDate,
    int maxActiveRuns,
    int maxActiveTasks,
    Overlap overlap,
    boolean dependsOnPast,
    boolean dataIntervals,
    ClockChanges clockChanges,
    boolean pausedUponCreation,
    Duration jitter,
    int maxConsecutiveFailed,
    List<Deadline> deadlines,
    @Nullable Duration keepFor,
    int keepRuns,
    WeightRule weightRule,
    @Nullable String partitionPattern) {

  /** How priorities of steps make the weight by which they get slots; Airflow's rules. */
  public enum WeightRule {
    /** A step's own and those of all steps that wait for it; Airflow's default. */
    DOWNSTREAM,
    /** A step's own and those of all steps that it waits for: what is begun is finished. */
    UPSTREAM,
    /** A step's own. */
    ABSOLUTE
  }

  /** What becomes of missed ticks: the process was down, the workflow paused, or at its limit. */
  public enum Missed {
    /** Each has a run, the oldest first; Airflow's {@code catchup=True}. */
    ALL,
    /** The newest has a run; Airflow's {@code catchup=False}. */
    LAST,
    /** None that is over a minute late has a run. */
    NONE
  }

  /** What becomes of a tick while runs are at their limit. */
  public enum Overlap {
    /** It waits. */
    QUEUE,
    /** It has no run. */
    SKIP,
    /** The oldest run is stopped. */
    CANCEL_OTHER
  }

  /** What becomes of ticks when a clock is put forward or back. */
  public enum ClockChanges {
    /** As on AWS: skipped times are skipped, repeated ones tick once. */
    EVENTBRIDGE,
    /** As in Airflow: skipped times move behind the gap, repeated ones tick the second time. */
    AIRFLOW
  }

  private static final int MOST_JITTER_MINUTES = 1_440;

  private static final Runs DEFAULTS =
      new Runs(
          Missed.LAST,
          null,
          null,
          16,
          16,
          Overlap.QUEUE,
          false,
          false,
          ClockChanges.EVENTBRIDGE,
          false,
          Duration.ZERO,
          0,
          List.of(),
          null,
          Integer.MAX_VALUE,
          WeightRule.DOWNSTREAM,
          null);

  /** Refuses limits that let nothing run. */
  public Runs {
    deadlines = List.copyOf(deadlines);
    atLeast("maxActiveRuns", maxActiveRuns, 1);
    atLeast("maxActiveTasks", maxActiveTasks, 1);
    atLeast("maxConsecutiveFailed", maxConsecutiveFailed, 0);
    atLeast("keepRuns", keepRuns, 1);
    if (startDate != null && endDate != null && endDate.isBefore(startDate)) {
      throw InvalidWorkflowException.here(
          "the runs have the end date "
              + endDate
              + " before the start date "
              + startDate
              + "; swap them");
    }
    if (partitionPattern != null) {
      checkPattern(partitionPattern);
    }
    if (jitter.isNegative()
        || jitter.toSeconds() % 60 != 0
        || jitter.toMinutes() > MOST_JITTER_MINUTES) {
      throw InvalidWorkflowException.here(
          "the runs have a jitter of "
              + jitter
              + "; it is 0 to "
              + MOST_JITTER_MINUTES
              + " whole minutes");
    }
  }

  private static void checkPattern(String pattern) {
    try {
      String unused =
          DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
              .format(Instant.EPOCH.atZone(ZoneOffset.UTC));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw InvalidWorkflowException.here(
          "the runs are partitioned by '"
              + pattern
              + "', which writes no date: "
              + e.getMessage()
              + "; use a pattern such as yyyy-MM-dd");
    }
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw InvalidWorkflowException.here(
          "the runs have " + name + " " + value + "; it must be at least " + least);
    }
  }

  /** Airflow's defaults: no catchup, 16 runs and 16 tasks at once, ticks wait. */
  public static Runs defaults() {
    return DEFAULTS;
  }

  /** With a run for each missed tick. */
  public Runs catchup() {
    return with(draft -> draft.missed = Missed.ALL);
  }

  /** With this rule for missed ticks. */
  public Runs missed(Missed rule) {
    return with(draft -> draft.missed = rule);
  }

  /** With ticks from a moment on, itself included. */
  public Runs startDate(Instant first) {
    return with(draft -> draft.startDate = first);
  }

  /** With ticks up to a moment, itself included. */
  public Runs endDate(Instant last) {
    return with(draft -> draft.endDate = last);
  }

  /** With at most so many runs at once. */
  public Runs maxActiveRuns(int runs) {
    return with(draft -> draft.maxActiveRuns = runs);
  }

  /** With at most so many tasks at once. */
  public Runs maxActiveTasks(int tasks) {
    return with(draft -> draft.maxActiveTasks = tasks);
  }

  /** With this rule for ticks that come while runs are at their limit. */
  public Runs overlap(Overlap rule) {
    return with(draft -> draft.overlap = rule);
  }

  /** With each run waiting for the success of the one before it. */
  public Runs dependingOnPast() {
    return with(draft -> draft.dependsOnPast = true);
  }

  /** With each run covering the time since the tick before its own. */
  public Runs coveringIntervals() {
    return with(draft -> draft.dataIntervals = true);
  }

  /** With this rule for clock changes. */
  public Runs clockChanges(ClockChanges rule) {
    return with(draft -> draft.clockChanges = rule);
  }

  /** Paused when first seen. */
  public Runs paused() {
    return with(draft -> draft.pausedUponCreation = true);
  }

  /** With runs delayed by less than this. */
  public Runs jitter(Duration most) {
    return with(draft -> draft.jitter = most);
  }

  /** Paused after so many failed runs in a row. */
  public Runs maxConsecutiveFailed(int runs) {
    return with(draft -> draft.maxConsecutiveFailed = runs);
  }

  /** With somebody told of runs that take longer, from when they are queued. */
  public Runs deadline(Duration longest) {
    return deadline(Deadline.sinceQueued(longest));
  }

  /** With this deadline beside those that there are. */
  public Runs deadline(Deadline another) {
    List<Deadline> more = new ArrayList<>(deadlines);
    more.add(another);
    return with(draft -> draft.deadlines = more);
  }

  /** Keeping ended runs for a while. */
  public Runs keepFor(Duration age) {
    return with(draft -> draft.keepFor = age);
  }

  /**
   * With a partition of its assets for each run that a tick makes: its logical date, in the zone of
   * the trigger, written by a pattern of {@link DateTimeFormatter}, such as {@code yyyy-MM-dd}.
   * Workflows that wait for partitions run once for each.
   */
  public Runs partitionedBy(String pattern) {
    return with(draft -> draft.partitionPattern = pattern);
  }

  /** Keeping so many ended runs. */
  public Runs keepRuns(int runs) {
    return with(draft -> draft.keepRuns = runs);
  }

  /** With this rule for the weights of steps. */
  public Runs weightRule(WeightRule rule) {
    return with(draft -> draft.weightRule = rule);
  }

  private Runs with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /** The settings while one of them is changed. */
  private static final class Draft {
    private Missed missed;
    private @Nullable Instant startDate;
    private @Nullable Instant endDate;
    private int maxActiveRuns;
    private int maxActiveTasks;
    private Overlap overlap;
    private boolean dependsOnPast;
    private boolean dataIntervals;
    private ClockChanges clockChanges;
    private boolean pausedUponCreation;
    private Duration jitter;
    private int maxConsecutiveFailed;
    private List<Deadline> deadlines;
    private @Nullable Duration keepFor;
    private int keepRuns;
    private WeightRule weightRule;
    private @Nullable String partitionPattern;

    Draft(Runs from) {
      missed = from.missed;
      startDate = from.startDate;
      endDate = from.endDate;
      maxActiveRuns = from.maxActiveRuns;
      maxActiveTasks = from.maxActiveTasks;
      overlap = from.overlap;
      dependsOnPast = from.dependsOnPast;
      dataIntervals = from.dataIntervals;
      clockChanges = from.clockChanges;
      pausedUponCreation = from.pausedUponCreation;
      jitter = from.jitter;
      maxConsecutiveFailed = from.maxConsecutiveFailed;
      deadlines = from.deadlines;
      keepFor = from.keepFor;
      keepRuns = from.keepRuns;
      weightRule = from.weightRule;
      partitionPattern = from.partitionPattern;
    }

    Runs made() {
      return new Runs(
          missed,
          startDate,
          endDate,
          maxActiveRuns,
          maxActiveTasks,
          overlap,
          dependsOnPast,
          dataIntervals,
          clockChanges,
          pausedUponCreation,
          jitter,
          maxConsecutiveFailed,
          deadlines,
          keepFor,
          keepRuns,
          weightRule,
          partitionPattern);
    }
  }
}
