package dev.stepwell.cli.run;

import dev.stepwell.cli.files.StoredRun;
import dev.stepwell.cli.progress.RunFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of one request.
 *
 * @param request what was asked for
 * @param run its record
 * @param elapsed how long it really took
 * @param failure how it failed, if it did
 * @param quality what the data quality ruleset said, if the run came to it
 * @param measures what the reports of the workflow say about this run; empty if it failed
 */
public record RunResult(
    RunRequest request,
    StoredRun run,
    Duration elapsed,
    Optional<RunFailure> failure,
    Optional<QualityVerdict> quality,
    List<Measure> measures) {

  public RunResult {
    measures = List.copyOf(measures);
  }

  /** Whether the execution succeeded. */
  public boolean succeeded() {
    return failure.isEmpty();
  }
}
