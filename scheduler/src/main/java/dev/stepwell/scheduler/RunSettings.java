package dev.stepwell.scheduler;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the runs of a workflow are made and limited. Immutable; the names are Airflow's.
 *
 * @param missed what becomes of ticks at which no run was made when they were due
 * @param maxActiveRuns how many runs are on at once; backfills have a limit of their own
 * @param maxActiveTasks how many tasks of the workflow are at work at once, over all its runs
 * @param overlap what becomes of a tick while {@code maxActiveRuns} are on
 * @param dependsOnPast whether a run waits until the one before it has succeeded
 * @param pausedUponCreation whether the workflow is paused when it is first seen
 * @param jitter by how much a run may be delayed, evenly spread; zero for not at all
 * @param maxConsecutiveFailed after how many failed runs in a row the workflow is paused; 0 for
 *     never
 * @param deadlines when somebody is to be told that a run takes too long
 * @param keepFor how long ended runs are kept; null for ever
 * @param keepRuns how many ended runs are kept
 * @param weightRule how priorities of steps make the order in which they are let in
 */
public record RunSettings(
    Missed missed,
    int maxActiveRuns,
    int maxActiveTasks,
    Overlap overlap,
    boolean dependsOnPast,
    boolean pausedUponCreation,
    Duration jitter,
    int maxConsecutiveFailed,
    List<Deadline> deadlines,
    @Nullable Duration keepFor,
    int keepRuns,
    WeightRule weightRule) {

  /**
   * What becomes of ticks at which no run could be made: the process was down, the workflow paused,
   * or its runs at their limit. The rule is the same for all three.
   */
  public enum Missed {
    /** A run for each of them, the oldest first: Airflow's {@code catchup=True}. */
    ALL,
    /** A run for the newest of them: Airflow's {@code catchup=False}. */
    LAST,
    /** No run for any that is over a minute late. */
    NONE
  }

  /** What becomes of a tick while the runs are at their limit. */
  public enum Overlap {
    /** It waits until one has ended, and is then subject to {@link Missed}, as in Airflow. */
    QUEUE,
    /** It has no run. */
    SKIP,
    /** The oldest run is stopped to make room. */
    CANCEL_OTHER
  }

  /** Airflow's defaults: no catchup, 16 runs and 16 tasks at once, ticks wait. */
  public static final RunSettings DEFAULT =
      new RunSettings(
          Missed.LAST,
          16,
          16,
          Overlap.QUEUE,
          false,
          false,
          Duration.ZERO,
          0,
          List.of(),
          null,
          Integer.MAX_VALUE,
          WeightRule.DOWNSTREAM);

  /** Refuses limits that let nothing run. */
  public RunSettings {
    deadlines = List.copyOf(deadlines);
    atLeast("maxActiveRuns", maxActiveRuns, 1);
    atLeast("maxActiveTasks", maxActiveTasks, 1);
    atLeast("maxConsecutiveFailed", maxConsecutiveFailed, 0);
    atLeast("keepRuns", keepRuns, 1);
    if (jitter.isNegative()) {
      throw new IllegalArgumentException("jitter " + jitter + " is negative; zero is none");
    }
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least " + least);
    }
  }

  /** The same with another rule for missed ticks. */
  public RunSettings missed(Missed rule) {
    return with(draft -> draft.missed = rule);
  }

  /** The same with another rule for ticks that come while runs are at their limit. */
  public RunSettings overlap(Overlap rule) {
    return with(draft -> draft.overlap = rule);
  }

  /** The same, each run waiting for the success of the one before it. */
  public RunSettings dependingOnPast() {
    return with(draft -> draft.dependsOnPast = true);
  }

  /** The same, paused when first seen. */
  public RunSettings paused() {
    return with(draft -> draft.pausedUponCreation = true);
  }

  /** The same with runs delayed by less than this. */
  public RunSettings jitter(Duration most) {
    return with(draft -> draft.jitter = most);
  }

  /** The same, paused after so many failed runs in a row. */
  public RunSettings maxConsecutiveFailed(int runs) {
    return with(draft -> draft.maxConsecutiveFailed = runs);
  }

  /** The same with these deadlines. */
  public RunSettings deadlines(List<Deadline> these) {
    return with(draft -> draft.deadlines = these);
  }

  /** The same with other limits of what goes on at once. */
  public RunSettings atOnce(int runs, int tasks) {
    return with(
        draft -> {
          draft.maxActiveRuns = runs;
          draft.maxActiveTasks = tasks;
        });
  }

  /** The same, keeping ended runs for a while and so many. */
  public RunSettings keep(@Nullable Duration age, int runs) {
    return with(
        draft -> {
          draft.keepFor = age;
          draft.keepRuns = runs;
        });
  }

  /** The same with another rule for weights. */
  public RunSettings weightRule(WeightRule rule) {
    return with(draft -> draft.weightRule = rule);
  }

  private RunSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /** The settings while one of them is changed. */
  private static final class Draft {
    private Missed missed;
    private int maxActiveRuns;
    private int maxActiveTasks;
    private Overlap overlap;
    private boolean dependsOnPast;
    private boolean pausedUponCreation;
    private Duration jitter;
    private int maxConsecutiveFailed;
    private List<Deadline> deadlines;
    private @Nullable Duration keepFor;
    private int keepRuns;
    private WeightRule weightRule;

    Draft(RunSettings from) {
      missed = from.missed;
      maxActiveRuns = from.maxActiveRuns;
      maxActiveTasks = from.maxActiveTasks;
      overlap = from.overlap;
      dependsOnPast = from.dependsOnPast;
      pausedUponCreation = from.pausedUponCreation;
      jitter = from.jitter;
      maxConsecutiveFailed = from.maxConsecutiveFailed;
      deadlines = from.deadlines;
      keepFor = from.keepFor;
      keepRuns = from.keepRuns;
      weightRule = from.weightRule;
    }

    RunSettings made() {
      return new RunSettings(
          missed,
          maxActiveRuns,
          maxActiveTasks,
          overlap,
          dependsOnPast,
          pausedUponCreation,
          jitter,
          maxConsecutiveFailed,
          deadlines,
          keepFor,
          keepRuns,
          weightRule);
    }
  }
}
