package dev.stepwell.scheduler.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Ticks with a fixed distance of elapsed time. */
record RateTimetable(Duration every, Instant anchor) implements Timetable {

  RateTimetable {
    if (every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "a rate of " + every + " is too fast; a second is the least distance of two ticks");
    }
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return Optional.of(tick(Math.floorDiv(distance(after), every.toMillis()) + 1));
  }

  @Override
  public Optional<Instant> latest(Instant atOrBefore) {
    return Optional.of(tick(Math.floorDiv(distance(atOrBefore), every.toMillis())));
  }

  private long distance(Instant moment) {
    return moment.toEpochMilli() - anchor.toEpochMilli();
  }

  private Instant tick(long number) {
    return anchor.plusMillis(number * every.toMillis());
  }

  @Override
  public String description() {
    return "every " + every.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
