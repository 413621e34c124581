package dev.stepwell.scheduler.ledger;

import dev.stepwell.scheduler.AssetEvent;
import dev.stepwell.scheduler.Attempt;
import dev.stepwell.scheduler.Backfill;
import dev.stepwell.scheduler.BackfillItem;
import dev.stepwell.scheduler.MissedDeadline;
import dev.stepwell.scheduler.Run;
import dev.stepwell.scheduler.SkippedTick;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a scheduler writes down what it decides, before it does it. One scheduler writes; the
 * reading methods may be called by others at the same time.
 */
public interface Ledger extends AutoCloseable {

  /** How many of the entries are kept that nothing depends on and that come again and again. */
  int KEPT = 1_000;

  /** What is open. */
  Standing standing();

  /**
   * Writes down changes, all or none; when this returns they outlive the process.
   *
   * @throws LedgerException if they cannot be written
   */
  void commit(Changes changes);

  /** The run of an id. */
  Optional<Run> run(String workflow, String runId);

  /** The run of a logical date. */
  Optional<Run> at(String workflow, Instant logicalDate);

  /**
   * The run before a moment: the latest of a timetable's, or of others, whose order key is earlier.
   *
   * @param periodic whether a run of the timetable is meant
   */
  Optional<Run> before(String workflow, Instant orderKey, boolean periodic);

  /** Runs, the newest first. */
  List<Run> runs(RunFilter filter);

  /** The ended runs of a workflow that its retention no longer keeps, at most so many. */
  List<Run> beyond(String workflow, @Nullable Instant endedBefore, int kept, int most);

  /** The attempts of a run, the first first. */
  List<Attempt> attempts(String workflow, String runId);

  /**
   * The last ticks of a workflow that have no run, the newest first; {@link #KEPT} of them are
   * kept.
   */
  List<SkippedTick> skipped(String workflow, int most);

  /**
   * The last events, of one asset or of all, the newest first. Of each asset the last {@link #KEPT}
   * are kept, and those that somebody waits for.
   */
  List<AssetEvent> events(@Nullable String uri, int most);

  /** The backfills of a workflow, or of all, the newest first. */
  List<Backfill> backfills(@Nullable String workflow);

  /** The dates of a backfill, in order. */
  List<BackfillItem> items(long backfill);

  /** The deadlines that runs of a workflow have missed, the newest first. */
  List<MissedDeadline> missed(@Nullable String workflow, int most);

  /** The deadlines that a run has missed, by name. */
  List<String> missedBy(String workflow, String runId);

  @Override
  void close();
}
