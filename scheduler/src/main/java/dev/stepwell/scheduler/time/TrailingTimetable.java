package dev.stepwell.scheduler.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The same ticks; a run covers some time before its own. */
record TrailingTimetable(Timetable ticks, Duration covered) implements Timetable {

  TrailingTimetable {
    if (covered.isNegative()) {
      throw new IllegalArgumentException("a run cannot cover " + covered + " before its tick");
    }
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return ticks.next(after);
  }

  @Override
  public Optional<Instant> latest(Instant atOrBefore) {
    return ticks.latest(atOrBefore);
  }

  @Override
  public DataInterval interval(Instant tick) {
    return new DataInterval(tick.minus(covered), tick);
  }

  @Override
  public boolean isPeriodic() {
    return ticks.isPeriodic();
  }

  @Override
  public String description() {
    return ticks.description() + ", for " + covered + " before";
  }
}
