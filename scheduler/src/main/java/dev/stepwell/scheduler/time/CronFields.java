package dev.stepwell.scheduler.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The times of a cron expression on a calendar without clock changes.
 *
 * @param minutes minutes of the hour as bits
 * @param hours hours of the day as bits
 * @param months months as bits, from bit 1
 * @param days which days of these months
 */
record CronFields(long minutes, long hours, long months, Predicate<LocalDate> days) {

  /** Every day. */
  static final Predicate<LocalDate> ANY = date -> true;

  private static final long ALL_HOURS = (1L << 24) - 1;

  /**
   * For how many years a day is looked for: the fifth Friday of a February comes back after 40 at
   * the latest, over a century without a leap year.
   */
  private static final int YEARS = 48;

  /** Whether the expression is for every hour. */
  boolean everyHour() {
    return hours == ALL_HOURS;
  }

  boolean isDay(LocalDate date) {
    return (months >> date.getMonthValue() & 1) == 1 && days.test(date);
  }

  /** Whether it ticks at this hour and minute of its days. */
  boolean isTime(int hour, int minute) {
    return (hours >> hour & 1) == 1 && (minutes >> minute & 1) == 1;
  }

  /** The first time after another; null if there is none any more. */
  @Nullable LocalDateTime next(LocalDateTime after) {
    LocalDate date = after.toLocalDate();
    if (isDay(date)) {
      int found = nextMinute(after.getHour() * 60 + after.getMinute() + 1);
      if (found >= 0) {
        return date.atTime(found / 60, found % 60);
      }
    }
    LocalDate last = date.plusYears(YEARS);
    LocalDate day = date.plusDays(1);
    while (!isDay(day)) {
      day =
          (months >> day.getMonthValue() & 1) == 1
              ? day.plusDays(1)
              : day.withDayOfMonth(1).plusMonths(1);
      if (day.isAfter(last)) {
        return null;
      }
    }
    int first = nextMinute(0);
    return day.atTime(first / 60, first % 60);
  }

  /** The last time that is not after another; null if there was none. */
  @Nullable LocalDateTime latest(LocalDateTime atOrBefore) {
    LocalDate date = atOrBefore.toLocalDate();
    if (isDay(date)) {
      int found = latestMinute(atOrBefore.getHour() * 60 + atOrBefore.getMinute());
      if (found >= 0) {
        return date.atTime(found / 60, found % 60);
      }
    }
    LocalDate first = date.minusYears(YEARS);
    LocalDate day = date.minusDays(1);
    while (!isDay(day)) {
      day =
          (months >> day.getMonthValue() & 1) == 1
              ? day.minusDays(1)
              : day.withDayOfMonth(1).minusDays(1);
      if (day.isBefore(first)) {
        return null;
      }
    }
    int last = latestMinute(24 * 60 - 1);
    return day.atTime(last / 60, last % 60);
  }

  /** The first minute of the day from one on; -1 if there is none. */
  private int nextMinute(int from) {
    if (from >= 24 * 60) {
      return -1;
    }
    int hour = from / 60;
    if ((hours >> hour & 1) == 1) {
      long left = minutes >>> (from % 60);
      if (left != 0) {
        return from + Long.numberOfTrailingZeros(left);
      }
    }
    long later = hours & -(1L << (hour + 1));
    return later == 0
        ? -1
        : Long.numberOfTrailingZeros(later) * 60 + Long.numberOfTrailingZeros(minutes);
  }

  /** The last minute of the day up to one; -1 if there is none. */
  private int latestMinute(int to) {
    int hour = to / 60;
    if ((hours >> hour & 1) == 1) {
      long left = minutes & ((1L << (to % 60)) | ((1L << (to % 60)) - 1));
      if (left != 0) {
        return hour * 60 + highest(left);
      }
    }
    long earlier = hours & ((1L << hour) - 1);
    return earlier == 0 ? -1 : highest(earlier) * 60 + highest(minutes);
  }

  private static int highest(long bits) {
    return 63 - Long.numberOfLeadingZeros(bits);
  }

  /** 0 is Sunday. */
  static int weekday(LocalDate date) {
    return date.getDayOfWeek().getValue() % 7;
  }

  /** The weekday, Monday to Friday, that is nearest to a day of a month, in the same month. */
  static LocalDate nearestWeekday(LocalDate month, int day) {
    LocalDate wanted = month.withDayOfMonth(day);
    if (wanted.getDayOfWeek() == DayOfWeek.SATURDAY) {
      return day > 1 ? wanted.minusDays(1) : wanted.plusDays(2);
    } else if (wanted.getDayOfWeek() == DayOfWeek.SUNDAY) {
      return day < wanted.lengthOfMonth() ? wanted.plusDays(1) : wanted.minusDays(2);
    }
    return wanted;
  }
}
