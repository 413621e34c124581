package dev.stepwell.scheduler.time;

import dev.stepwell.scheduler.time.ClockChanges.Gap;
import dev.stepwell.scheduler.time.ClockChanges.Overlap;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The ticks of a span of time, found by walking through it minute by minute and looking at the
 * clock on the wall. Knows nothing of how timetables find them.
 */
final class PlainCalendar {

  private final List<Integer> minutes;
  private final List<Integer> hours;
  private final String day;
  private final String month;
  private final String weekday;
  private final Map<LocalDate, Boolean> days = new HashMap<>();
  private final boolean[] atMinute = new boolean[60];
  private final boolean[] atHour = new boolean[24];

  PlainCalendar(String cron) {
    String[] fields = cron.split(" ");
    minutes = numbers(fields[0], 0, 59);
    hours = numbers(fields[1], 0, 23);
    day = fields[2];
    month = fields[3];
    weekday = fields[4];
    minutes.forEach(each -> atMinute[each] = true);
    hours.forEach(each -> atHour[each] = true);
  }

  private static List<Integer> numbers(String field, int least, int most) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = least; i <= most; i++) {
      for (String part : field.split(",")) {
        String[] step = part.split("/");
        String[] range =
            step[0].equals("*") ? new String[] {"" + least, "" + most} : step[0].split("-");
        int from = Integer.parseInt(range[0]);
        int to = range.length > 1 ? Integer.parseInt(range[1]) : step.length > 1 ? most : from;
        int by = step.length > 1 ? Integer.parseInt(step[1]) : 1;
        if (i >= from && i <= to && (i - from) % by == 0 && !numbers.contains(i)) {
          numbers.add(i);
        }
      }
    }
    return numbers;
  }

  boolean everyHour() {
    return hours.size() == 24;
  }

  boolean isDay(LocalDate date) {
    return days.computeIfAbsent(date, this::findDay);
  }

  private boolean findDay(LocalDate date) {
    if (!numbers(month, 1, 12).contains(date.getMonthValue())) {
      return false;
    }
    boolean byDay = isMonthDay(date);
    boolean byWeekday = isWeekday(date);
    if (day.equals("*")) {
      return byWeekday;
    }
    return weekday.equals("*") ? byDay : byDay || byWeekday;
  }

  private boolean isMonthDay(LocalDate date) {
    YearMonth its = YearMonth.from(date);
    if (day.equals("L")) {
      return date.equals(its.atEndOfMonth());
    } else if (day.endsWith("W")) {
      int wanted = Integer.parseInt(day.replace("W", ""));
      if (!its.isValidDay(wanted)) {
        return false;
      }
      // Of the month's weekdays the one that is the fewest days away; of two, Friday.
      LocalDate best = null;
      for (int i = 1; i <= its.lengthOfMonth(); i++) {
        LocalDate each = its.atDay(i);
        boolean works = each.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
        if (works
            && (best == null || Math.abs(i - wanted) < Math.abs(best.getDayOfMonth() - wanted))) {
          best = each;
        }
      }
      return date.equals(best);
    }
    return numbers(day, 1, 31).contains(date.getDayOfMonth());
  }

  private boolean isWeekday(LocalDate date) {
    int number = date.getDayOfWeek().getValue() % 7;
    if (weekday.equals("*")) {
      return true;
    } else if (weekday.contains("#")) {
      int which = 0;
      for (LocalDate each = date; each.getMonth() == date.getMonth(); each = each.minusWeeks(1)) {
        which++;
      }
      String[] parts = weekday.split("#");
      return number == Integer.parseInt(parts[0]) && which == Integer.parseInt(parts[1]);
    } else if (weekday.endsWith("L")) {
      return number == Integer.parseInt(weekday.replace("L", ""))
          && date.plusWeeks(1).getMonth() != date.getMonth();
    }
    return numbers(weekday, 0, 7).stream().anyMatch(each -> each % 7 == number);
  }

  /** The clock on the wall, minute by minute, with what it skips and shows again. */
  record Walk(Instant from, List<LocalDateTime> shown, Map<Integer, List<LocalDateTime>> skipped) {

    static Walk through(ZoneRules rules, Instant from, Instant to) {
      List<LocalDateTime> shown = new ArrayList<>();
      Map<Integer, List<LocalDateTime>> skipped = new HashMap<>();
      LocalDateTime expected = null;
      for (Instant now = from; now.isBefore(to); now = now.plusSeconds(60)) {
        ZoneOffset offset = rules.getOffset(now);
        LocalDateTime clock = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, offset);
        if (expected != null && clock.isAfter(expected)) {
          List<LocalDateTime> left = new ArrayList<>();
          for (LocalDateTime out = expected; out.isBefore(clock); out = out.plusMinutes(1)) {
            left.add(out);
          }
          skipped.put(shown.size(), left);
        }
        shown.add(clock);
        expected = clock.plusMinutes(1);
      }
      return new Walk(from, shown, skipped);
    }
  }

  private boolean matches(LocalDateTime time) {
    return atMinute[time.getMinute()] && atHour[time.getHour()] && isDay(time.toLocalDate());
  }

  NavigableSet<Instant> ticks(Walk walk, ClockChanges changes) {
    TreeSet<Instant> ticks = new TreeSet<>();
    Map<LocalDateTime, Instant> seen = new HashMap<>();
    for (int i = 0; i < walk.shown().size(); i++) {
      Instant now = walk.from().plusSeconds(60L * i);
      if (walk.skipped().containsKey(i) && !everyHour() && changes.gap() == Gap.MOVE) {
        List<LocalDateTime> left = walk.skipped().get(i);
        for (int k = 0; k < left.size(); k++) {
          if (matches(left.get(k))) {
            ticks.add(now.plusSeconds(60L * k));
          }
        }
      }
      LocalDateTime time = walk.shown().get(i);
      if (atMinute[time.getMinute()] && matches(time)) {
        Instant first = seen.putIfAbsent(time, now);
        if (first == null || everyHour()) {
          ticks.add(now);
        } else if (changes.overlap() == Overlap.SECOND) {
          ticks.remove(first);
          ticks.add(now);
        }
      }
    }
    return ticks;
  }
}
