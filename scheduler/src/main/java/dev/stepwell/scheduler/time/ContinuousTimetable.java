package dev.stepwell.scheduler.time;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Ticks always; that a run is on is what keeps the next one back. */
record ContinuousTimetable() implements Timetable {

  @Override
  public Optional<Instant> next(Instant after) {
    return Optional.of(after.truncatedTo(ChronoUnit.MILLIS).plusMillis(1));
  }

  @Override
  public Optional<Instant> latest(Instant atOrBefore) {
    return Optional.of(atOrBefore.truncatedTo(ChronoUnit.MILLIS));
  }

  @Override
  public boolean isPeriodic() {
    return false;
  }

  @Override
  public String description() {
    return "continuous";
  }
}
