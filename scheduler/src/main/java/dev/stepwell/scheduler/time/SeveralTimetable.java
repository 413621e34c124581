package dev.stepwell.scheduler.time;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ticks of several timetables. What a run covers is said by the first that ticks with it. */
record SeveralTimetable(List<Timetable> timetables) implements Timetable {

  SeveralTimetable {
    timetables = List.copyOf(timetables);
    if (timetables.isEmpty()) {
      throw new IllegalArgumentException("several timetables need at least one");
    }
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return timetables.stream()
        .flatMap(each -> each.next(after).stream())
        .min(Comparator.naturalOrder());
  }

  @Override
  public Optional<Instant> latest(Instant atOrBefore) {
    return timetables.stream()
        .flatMap(each -> each.latest(atOrBefore).stream())
        .max(Comparator.naturalOrder());
  }

  @Override
  public DataInterval interval(Instant tick) {
    return timetables.stream()
        .filter(each -> each.latest(tick).filter(tick::equals).isPresent())
        .findFirst()
        .orElse(timetables.get(0))
        .interval(tick);
  }

  @Override
  public boolean isPeriodic() {
    return timetables.stream().allMatch(Timetable::isPeriodic);
  }

  @Override
  public String description() {
    return timetables.stream().map(Timetable::description).collect(Collectors.joining("; "));
  }
}
