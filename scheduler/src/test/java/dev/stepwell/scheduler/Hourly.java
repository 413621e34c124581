package dev.stepwell.scheduler;

import dev.stepwell.scheduler.time.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A tick every so often, since 1970. */
record Hourly(Duration period) implements Timetable {

  static Hourly hourly() {
    return new Hourly(Duration.ofHours(1));
  }

  @Override
  public Optional<Instant> next(Instant after) {
    long period = period().toMillis();
    return Optional.of(
        Instant.ofEpochMilli((Math.floorDiv(after.toEpochMilli(), period) + 1) * period));
  }

  @Override
  public Optional<Instant> latest(Instant atOrBefore) {
    long period = period().toMillis();
    return Optional.of(
        Instant.ofEpochMilli(Math.floorDiv(atOrBefore.toEpochMilli(), period) * period));
  }

  @Override
  public String description() {
    return "every " + period;
  }
}
