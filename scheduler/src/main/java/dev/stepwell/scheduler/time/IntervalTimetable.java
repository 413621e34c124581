package dev.stepwell.scheduler.time;

import java.time.Instant;
import java.util.Optional;

/** The same ticks; a run covers the time from the tick before to its own. */
record IntervalTimetable(Timetable ticks) implements Timetable {

  @Override
  public Optional<Instant> next(Instant after) {
    // The first tick of all has none before it, and so no interval.
    Optional<Instant> next = ticks.next(after);
    return next.isPresent() && before(next.get()).isEmpty() ? ticks.next(next.get()) : next;
  }

  @Override
  public Optional<Instant> latest(Instant atOrBefore) {
    return ticks.latest(atOrBefore).filter(tick -> before(tick).isPresent());
  }

  private Optional<Instant> before(Instant tick) {
    return ticks.latest(tick.minusMillis(1));
  }

  @Override
  public DataInterval interval(Instant tick) {
    return before(tick).map(start -> new DataInterval(start, tick)).orElse(DataInterval.at(tick));
  }

  /** The last interval that was over by then, as Airflow infers it. */
  @Override
  public DataInterval manual(Instant moment) {
    return latest(moment).map(this::interval).orElse(DataInterval.at(moment));
  }

  @Override
  public boolean isPeriodic() {
    return ticks.isPeriodic();
  }

  @Override
  public String description() {
    return ticks.description() + ", for the time since the tick before";
  }
}
