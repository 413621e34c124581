package dev.stepwell.scheduler;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** Says which partition of the waiting workflow an updated partition belongs to. */
@FunctionalInterface
public interface PartitionMapper {

  /** The key of the waiting workflow's partition; empty if it has none for this one. */
  Optional<String> map(String key);

  /** The same key. */
  static PartitionMapper identity() {
    return Optional::of;
  }

  /** The day of a key that is a date or a date and time: {@code 2026-01-31}. */
  static PartitionMapper startOfDay() {
    return key -> date(key).map(LocalDate::toString);
  }

  /** The Monday of its week. */
  static PartitionMapper startOfWeek() {
    return key ->
        date(key)
            .map(day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toString());
  }

  /** The first day of its month. */
  static PartitionMapper startOfMonth() {
    return key -> date(key).map(day -> day.withDayOfMonth(1).toString());
  }

  private static Optional<LocalDate> date(String key) {
    try {
      return Optional.of(
          key.length() > 10
              ? LocalDateTime.parse(key.substring(0, 19)).toLocalDate()
              : LocalDate.parse(key));
    } catch (DateTimeParseException | StringIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
