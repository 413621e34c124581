package dev.stepwell.dsl.language;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** The date fields of the Scheduler's cron expressions (EventBridge Scheduler user guide). */
final class AwsFields {

  private AwsFields() {}

  /** Whether a day is one of an expression's days. */
  static boolean matches(LocalDate date, String days, String months, String weekdays) {
    return among(months, date.getMonthValue())
        && (weekdays.equals("?") ? isDay(days, date) : isWeekday(weekdays, date));
  }

  private static boolean isDay(String days, LocalDate date) {
    if (days.equals("L")) {
      return date.getDayOfMonth() == date.lengthOfMonth();
    } else if (days.endsWith("W")) {
      int wanted = Integer.parseInt(days.substring(0, days.length() - 1));
      return wanted <= date.lengthOfMonth() && date.equals(nearest(date.withDayOfMonth(wanted)));
    }
    return among(days, date.getDayOfMonth());
  }

  /** The weekday nearest to a day, in the same month. */
  private static LocalDate nearest(LocalDate day) {
    LocalDate found =
        switch (day.getDayOfWeek()) {
          case SATURDAY -> day.minusDays(1);
          case SUNDAY -> day.plusDays(1);
          default -> day;
        };
    if (found.getMonth() == day.getMonth()) {
      return found;
    }
    return found.isBefore(day) ? day.plusDays(2) : day.minusDays(2);
  }

  private static boolean isWeekday(String weekdays, LocalDate date) {
    int number = date.getDayOfWeek().getValue() % 7 + 1;
    if (weekdays.endsWith("L")) {
      return number == first(weekdays)
          && date.equals(date.with(TemporalAdjusters.lastInMonth(date.getDayOfWeek())));
    } else if (weekdays.contains("#")) {
      int which = Integer.parseInt(weekdays.substring(weekdays.indexOf('#') + 1));
      DayOfWeek day = date.getDayOfWeek();
      return number == first(weekdays)
          && date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(which, day)));
    }
    return among(weekdays, number);
  }

  private static int first(String weekdays) {
    return weekdays.charAt(0) - '0';
  }

  private static boolean among(String field, int value) {
    if (field.equals("*")) {
      return true;
    }
    for (String part : field.split(",", -1)) {
      String[] ends = part.split("-", 2);
      if (value >= Integer.parseInt(ends[0]) && value <= Integer.parseInt(ends[ends.length - 1])) {
        return true;
      }
    }
    return false;
  }
}
