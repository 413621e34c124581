package dev.stepwell.dsl.language;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A Unix cron expression of five fields: minute, hour, day of month, month, day of week.
 *
 * @param minutes minutes of the hour
 * @param hours hours of the day
 * @param days the third field, as Amazon EventBridge Scheduler spells it
 * @param months the fourth field, as the Scheduler spells it
 * @param weekdays the fifth field, as the Scheduler spells it: 1 is Sunday
 */
public record Cron(
    SortedSet<Integer> minutes,
    SortedSet<Integer> hours,
    String days,
    String months,
    String weekdays) {

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final Instant REFERENCE = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none; the message says which field is wrong and why
   */
  public static Cron parse(String expression) {
    List<String> fields = List.of(expression.trim().split("\\s+"));
    if (fields.size() != 5) {
      throw new IllegalArgumentException(
          "a cron expression has 5 fields (minute hour day month weekday), but this one has "
              + fields.size());
    }
    SortedSet<Integer> minutes = read("minute", fields.get(0), 0, 59, List.of());
    SortedSet<Integer> hours = read("hour", fields.get(1), 0, 23, List.of());
    SortedSet<Integer> days = read("day", fields.get(2), 1, 31, List.of());
    SortedSet<Integer> months = read("month", fields.get(3), 1, 12, MONTHS);
    SortedSet<Integer> weekdays = new TreeSet<>();
    read("weekday", fields.get(4), 0, 7, WEEKDAYS).forEach(day -> weekdays.add(day % 7 + 1));
    if (days.size() < 31 && weekdays.size() < 7) {
      throw new IllegalArgumentException(
          "a cron expression that restricts both day and weekday means either of them, which the"
              + " Scheduler cannot say; use two triggers");
    }
    return new Cron(
        minutes,
        hours,
        weekdays.size() < 7 ? "?" : spell(days, 31),
        spell(months, 12),
        weekdays.size() < 7 ? spell(weekdays, 7) : "?");
  }

  private static SortedSet<Integer> read(
      String name, String field, int least, int most, List<String> words) {
    SortedSet<Integer> values = new TreeSet<>();
    for (String part : field.split(",", -1)) {
      String[] range = part.split("/", 2);
      boolean stepped = range.length == 2;
      int step = stepped ? number(name, range[1], 1, most, List.of()) : 1;
      int from = least;
      int to = most;
      if (!range[0].equals("*")) {
        String[] ends = range[0].split("-", 2);
        from = number(name, ends[0], least, most, words);
        boolean open = stepped && ends.length == 1;
        to = open ? most : number(name, ends[ends.length - 1], least, most, words);
      }
      if (to < from) {
        throw new IllegalArgumentException(
            "the " + name + " field has the range " + part + ", which ends before it starts");
      }
      for (int value = from; value <= to; value += step) {
        values.add(value);
      }
    }
    return values;
  }

  private static int number(String name, String text, int least, int most, List<String> words) {
    int word = words.indexOf(text.toUpperCase(Locale.ROOT));
    if (word >= 0) {
      return word + least;
    }
    if (text.matches("[0-9]{1,2}")) {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "the " + name + " field takes " + least + " to " + most + ", not '" + text + "'");
  }

  private static String spell(SortedSet<Integer> values, int all) {
    if (values.size() == all) {
      return "*";
    }
    List<String> parts = new ArrayList<>();
    List<Integer> sorted = List.copyOf(values);
    for (int i = 0; i < sorted.size(); i++) {
      int start = i;
      while (i + 1 < sorted.size() && sorted.get(i + 1) == sorted.get(i) + 1) {
        i++;
      }
      parts.add(
          i - start > 1
              ? sorted.get(start) + "-" + sorted.get(i)
              : sorted.subList(start, i + 1).stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(",")));
    }
    return String.join(",", parts);
  }

  /** The expression for the Scheduler: {@code cron(0 2 * * ? *)}. */
  public String aws() {
    return "cron("
        + spell(minutes, 60)
        + " "
        + spell(hours, 24)
        + " "
        + days
        + " "
        + months
        + " "
        + weekdays
        + " *)";
  }

  /**
   * How many milliseconds to add to the UTC time of a tick so that its UTC day is the day in the
   * zone, whatever offset is in force; empty if no constant does for all ticks.
   */
  public OptionalLong toLocalDay(ZoneId zone) {
    ZoneRules rules = zone.getRules();
    TreeSet<Integer> offsets = new TreeSet<>();
    offsets.add(rules.getOffset(REFERENCE).getTotalSeconds());
    for (ZoneOffsetTransitionRule rule : rules.getTransitionRules()) {
      offsets.add(rule.getOffsetBefore().getTotalSeconds());
      offsets.add(rule.getOffsetAfter().getTotalSeconds());
    }
    long day = Duration.ofDays(1).toSeconds();
    long earliest = hours.first() * 3600L + minutes.first() * 60L;
    long latest = hours.last() * 3600L + minutes.last() * 60L + 59;
    long least = offsets.last() - earliest;
    long most = day - 1 + offsets.first() - latest;
    if (least > most) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(1000 * Math.max(least, Math.min(most, 0)));
  }
}
