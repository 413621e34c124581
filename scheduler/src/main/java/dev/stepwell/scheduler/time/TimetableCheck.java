package dev.stepwell.scheduler.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds contradictions in a timetable that somebody wrote. */
public final class TimetableCheck {

  private TimetableCheck() {}

  /**
   * What is wrong, in sentences; empty if nothing was found.
   *
   * @param from where to begin
   * @param ticks how many ticks to look at
   */
  public static List<String> problems(Timetable timetable, Instant from, int ticks) {
    List<String> problems = new ArrayList<>();
    Instant after = from;
    @Nullable DataInterval before = null;
    for (int i = 0; i < ticks && problems.isEmpty(); i++) {
      Optional<Instant> next = timetable.next(after);
      if (next.isEmpty()) {
        break;
      }
      Instant tick = next.get();
      if (!tick.isAfter(after)) {
        problems.add("next(" + after + ") is " + tick + ", which is not after it");
        break;
      }
      if (!timetable.next(after).equals(next)) {
        problems.add("next(" + after + ") has a different answer when it is asked again");
      }
      if (!timetable.latest(tick).equals(next)) {
        problems.add(
            "latest(" + tick + ") is " + timetable.latest(tick) + ", although that is a tick");
      }
      Instant short1 = tick.minusMillis(1);
      if (short1.isAfter(after) && timetable.latest(short1).filter(after::isBefore).isPresent()) {
        problems.add("latest(" + short1 + ") is a tick that next(" + after + ") has left out");
      }
      DataInterval interval = timetable.interval(tick);
      if (before != null && interval.start().isBefore(before.start())) {
        problems.add("the interval of " + tick + " starts before that of the tick before");
      }
      before = interval;
      after = tick;
    }
    return problems;
  }
}
