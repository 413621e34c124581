package dev.stepwell.scheduler.time;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Ticks at moments that are listed. They do not come back, so a backfill has nothing to go by;
 * Airflow refuses it for other than periodic timetables too.
 */
final class EventsTimetable implements Timetable {

  private final NavigableSet<Instant> moments;
  private final String description;

  EventsTimetable(Collection<Instant> moments, String description) {
    this.moments = Collections.unmodifiableNavigableSet(new TreeSet<>(moments));
    this.description = description;
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return Optional.ofNullable(moments.higher(after));
  }

  @Override
  public Optional<Instant> latest(Instant atOrBefore) {
    return Optional.ofNullable(moments.floor(atOrBefore));
  }

  @Override
  public boolean isPeriodic() {
    return false;
  }

  @Override
  public String description() {
    return description;
  }
}
