package dev.stepwell.scheduler.time;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads cron expressions of five fields, and presets. */
final class CronParser {

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  /** Airflow's presets that are expressions, and cron's other names for them. */
  private static final Map<String, String> PRESETS =
      new TreeMap<>(
          Map.of(
              "@hourly", "0 * * * *",
              "@daily", "0 0 * * *",
              "@midnight", "0 0 * * *",
              "@weekly", "0 0 * * 0",
              "@monthly", "0 0 1 * *",
              "@quarterly", "0 0 1 */3 *",
              "@yearly", "0 0 1 1 *",
              "@annually", "0 0 1 1 *"));

  private static final Pattern NEAREST = Pattern.compile("([0-9]{1,2})W");
  private static final Pattern ORDINAL = Pattern.compile("([0-7]|[A-Za-z]{3})#([1-5L])");
  private static final Pattern LAST = Pattern.compile("([0-7]|[A-Za-z]{3})L");

  private final String expression;

  private CronParser(String expression) {
    this.expression = expression;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none; names the field and what it takes
   */
  static CronFields parse(String expression) {
    return new CronParser(expression.trim()).read();
  }

  private CronFields read() {
    String written = expression;
    if (written.startsWith("@")) {
      written = PRESETS.getOrDefault(written.toLowerCase(Locale.ROOT), "");
      if (written.isEmpty()) {
        throw wrong("there is no such preset, only " + String.join(", ", PRESETS.keySet()));
      }
    }
    List<String> fields = List.of(written.split("\\s+"));
    if (fields.size() != 5) {
      throw wrong("it has 5 fields, minute hour day month weekday, and not " + fields.size());
    }
    long minutes = set("minute", fields.get(0), 0, 59, List.of());
    long hours = set("hour", fields.get(1), 0, 23, List.of());
    long months = set("month", fields.get(3), 1, 12, MONTHS);
    Predicate<LocalDate> day = day(fields.get(2));
    Predicate<LocalDate> weekday = weekday(fields.get(4));
    Predicate<LocalDate> days;
    if (day == CronFields.ANY || weekday == CronFields.ANY) {
      days = day == CronFields.ANY ? weekday : day;
    } else {
      days = day.or(weekday);
    }
    return new CronFields(minutes, hours, months, days);
  }

  private Predicate<LocalDate> day(String field) {
    Matcher nearest = NEAREST.matcher(field);
    if (field.equals("L")) {
      return date -> date.getDayOfMonth() == date.lengthOfMonth();
    } else if (field.equals("LW")) {
      return date -> date.equals(CronFields.nearestWeekday(date, date.lengthOfMonth()));
    } else if (nearest.matches()) {
      int wanted = number("day", nearest.group(1), 1, 31, List.of());
      return date ->
          wanted <= date.lengthOfMonth() && date.equals(CronFields.nearestWeekday(date, wanted));
    }
    long days = set("day", field, 1, 31, List.of());
    return Long.bitCount(days) == 31
        ? CronFields.ANY
        : date -> (days >> date.getDayOfMonth() & 1) == 1;
  }

  private Predicate<LocalDate> weekday(String field) {
    Matcher ordinal = ORDINAL.matcher(field);
    Matcher last = LAST.matcher(field);
    if (last.matches() || (ordinal.matches() && ordinal.group(2).equals("L"))) {
      int wanted = weekdayNumber(last.matches() ? last.group(1) : ordinal.group(1));
      return date ->
          CronFields.weekday(date) == wanted && date.getDayOfMonth() + 7 > date.lengthOfMonth();
    } else if (ordinal.matches()) {
      int wanted = weekdayNumber(ordinal.group(1));
      int which = Integer.parseInt(ordinal.group(2));
      return date ->
          CronFields.weekday(date) == wanted && (date.getDayOfMonth() - 1) / 7 + 1 == which;
    }
    long written = set("weekday", field, 0, 7, WEEKDAYS);
    long weekdays = (written & 0x7F) | (written >> 7 & 1);
    return Long.bitCount(weekdays) == 7
        ? CronFields.ANY
        : date -> (weekdays >> CronFields.weekday(date) & 1) == 1;
  }

  private int weekdayNumber(String text) {
    return number("weekday", text, 0, 7, WEEKDAYS) % 7;
  }

  /** The values of a field as bits. */
  private long set(String field, String text, int least, int most, List<String> words) {
    long values = 0;
    for (String part : text.split(",", -1)) {
      List<String> stepped = new ArrayList<>(List.of(part.split("/", -1)));
      if (stepped.size() > 2) {
        throw wrong("its " + field + " field has two steps in '" + part + "'");
      }
      int step = stepped.size() == 2 ? number(field, stepped.get(1), 1, most, List.of()) : 1;
      int from = least;
      int to = most;
      if (!stepped.get(0).equals("*")) {
        String[] ends = stepped.get(0).split("-", 2);
        from = number(field, ends[0], least, most, words);
        boolean open = stepped.size() == 2 && ends.length == 1;
        to = open ? most : number(field, ends[ends.length - 1], least, most, words);
      }
      if (to < from) {
        throw wrong(
            "its " + field + " field has the range '" + part + "', which ends before it starts");
      }
      for (int value = from; value <= to; value += step) {
        values |= 1L << value;
      }
    }
    return values;
  }

  private int number(String field, String text, int least, int most, List<String> words) {
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
    throw wrong(
        "its "
            + field
            + " field takes "
            + least
            + " to "
            + most
            + (words.isEmpty() ? "" : " or " + words.get(0) + " to " + words.get(words.size() - 1))
            + ", not '"
            + text
            + "'");
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("the cron expression '" + expression + "': " + why);
  }
}
