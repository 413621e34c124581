package dev.stepwell.dsl.language;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Unix cron expression of five fields: minute, hour, day of month, month, day of week; or a
 * preset such as {@code @daily}. Lists, ranges, steps and names are Vixie cron's. Three marks are
 * those of Quartz, which the Scheduler has too: {@code L} as the day is the month's last, {@code
 * 15W} the weekday that is nearest to the 15th; {@code FRI#2} as the weekday is the month's second
 * Friday, {@code FRI#L} or {@code 5L} its last.
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
  private static final Map<String, String> PRESETS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  private static final Pattern NEAREST = Pattern.compile("([0-9]{1,2})W");
  private static final Pattern ORDINAL = Pattern.compile("([0-7]|[A-Za-z]{3})#([1-5L])");
  private static final Pattern LAST = Pattern.compile("([0-7]|[A-Za-z]{3})L");

  private static final Instant REFERENCE = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none; the message says which field is wrong and why
   */
  public static Cron parse(String expression) {
    String written = expression.trim();
    String preset = PRESETS.get(written.toLowerCase(Locale.ROOT));
    if (preset == null && written.startsWith("@")) {
      throw new IllegalArgumentException(
          "there is no preset '" + written + "', only " + new TreeSet<>(PRESETS.keySet()));
    }
    List<String> fields = List.of((preset == null ? written : preset).split("\\s+"));
    if (fields.size() != 5) {
      throw new IllegalArgumentException(
          "a cron expression has 5 fields (minute hour day month weekday), but this one has "
              + fields.size());
    }
    SortedSet<Integer> minutes = read("minute", fields.get(0), 0, 59, List.of());
    SortedSet<Integer> hours = read("hour", fields.get(1), 0, 23, List.of());
    String days = days(fields.get(2));
    SortedSet<Integer> months = read("month", fields.get(3), 1, 12, MONTHS);
    String weekdays = weekdays(fields.get(4));
    boolean anyWeekday = weekdays.equals("*");
    if (!days.equals("*") && !anyWeekday) {
      throw new IllegalArgumentException(
          "a cron expression that restricts both day and weekday means days on which either holds,"
              + " which the Scheduler cannot say without starting twice where both do; use two"
              + " triggers");
    }
    return new Cron(
        minutes, hours, anyWeekday ? days : "?", spell(months, 12), anyWeekday ? "?" : weekdays);
  }

  private static String days(String field) {
    Matcher nearest = NEAREST.matcher(field);
    if (field.equals("L")) {
      return field;
    } else if (nearest.matches()) {
      return number("day", nearest.group(1), 1, 31, List.of()) + "W";
    }
    return spell(read("day", field, 1, 31, List.of()), 31);
  }

  private static String weekdays(String field) {
    Matcher ordinal = ORDINAL.matcher(field);
    Matcher last = LAST.matcher(field);
    if (ordinal.matches()) {
      int day = weekday(ordinal.group(1));
      return ordinal.group(2).equals("L") ? day + "L" : day + "#" + ordinal.group(2);
    } else if (last.matches()) {
      return weekday(last.group(1)) + "L";
    }
    SortedSet<Integer> weekdays = new TreeSet<>();
    read("weekday", field, 0, 7, WEEKDAYS).forEach(day -> weekdays.add(day % 7 + 1));
    return spell(weekdays, 7);
  }

  private static int weekday(String text) {
    return number("weekday", text, 0, 7, WEEKDAYS) % 7 + 1;
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
   * The times of this schedule that the zone's clock skips, from 2026 on for so many years. The
   * Scheduler starts nothing then; Vixie cron would start at once after the gap.
   */
  public List<LocalDateTime> skipped(ZoneId zone, int years) {
    List<LocalDateTime> skipped = new ArrayList<>();
    Instant end = REFERENCE.atZone(ZoneOffset.UTC).plusYears(years).toInstant();
    ZoneRules rules = zone.getRules();
    for (ZoneOffsetTransition change = rules.nextTransition(REFERENCE);
        change != null && change.getInstant().isBefore(end);
        change = rules.nextTransition(change.getInstant())) {
      LocalDateTime time = change.getDateTimeBefore();
      while (change.isGap() && time.isBefore(change.getDateTimeAfter())) {
        if (isTick(time)) {
          skipped.add(time);
        }
        time = time.plusMinutes(1);
      }
    }
    return List.copyOf(skipped);
  }

  private boolean isTick(LocalDateTime time) {
    return minutes.contains(time.getMinute())
        && hours.contains(time.getHour())
        && AwsFields.matches(time.toLocalDate(), days, months, weekdays);
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
