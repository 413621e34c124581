package dev.stepwell.aws.cron;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Turns unix cron expressions into those of EventBridge Scheduler.
 *
 * <p>What differs: AWS has a sixth field for the year; exactly one of day of month and day of week
 * must be {@code ?}; its week runs from 1, Sunday, to 7, Saturday, where unix has 0 to 6 with 7 as
 * Sunday once more; and where unix restricts both days, it means either of them, for which AWS
 * needs two schedules.
 */
public final class AwsCron {
  private static final List<String> MONTHS =
      List.of(
          "", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

  private AwsCron() {}

  /**
   * The AWS expressions that together fire when the unix one does, mostly one.
   *
   * @param unix five fields: minute, hour, day of month, month, day of week
   * @return such as {@code cron(0 2 * * ? *)}
   * @throws IllegalArgumentException naming the field, its value and the rule
   */
  public static List<String> of(String unix) {
    String[] fields = unix.strip().split("\\s+");
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "cron '"
              + unix
              + "' has "
              + fields.length
              + " fields; write minute, hour, day of month,"
              + " month and day of week");
    }
    String minute = field(unix, "minute", fields[0], 0, 59, List.of());
    String hour = field(unix, "hour", fields[1], 0, 23, List.of());
    String dayOfMonth = field(unix, "day of month", fields[2], 1, 31, List.of());
    String month = field(unix, "month", fields[3], 1, 12, MONTHS);
    String dayOfWeek = daysOfWeek(unix, fields[4]);
    String time = "cron(" + minute + " " + hour + " ";
    if (dayOfWeek.equals("*")) {
      return List.of(time + dayOfMonth + " " + month + " ? *)");
    }
    String weekly = time + "? " + month + " " + dayOfWeek + " *)";
    if (dayOfMonth.equals("*")) {
      return List.of(weekly);
    }
    if (fields[2].startsWith("*") || fields[4].startsWith("*")) {
      throw new IllegalArgumentException(
          "cron '"
              + unix
              + "' restricts both days, one of them by a step from '*': cron programs differ in what"
              + " that means; list the days instead");
    }
    return List.of(time + dayOfMonth + " " + month + " ? *)", weekly);
  }

  /** Lists, ranges, steps and names are alike; names become numbers, so that ranges are checked. */
  private static String field(
      String unix, String what, String field, int from, int to, List<String> names) {
    if (field.equals("*")) {
      return field;
    }
    var parts = new ArrayList<String>();
    for (String part : field.split(",", -1)) {
      Range range = Range.of(unix, what, part, from, to, names);
      if (range.step() == 1) {
        parts.add(range.from() == range.to() ? "" + range.from() : range.from() + "-" + range.to());
      } else if (range.to() == to) {
        parts.add(range.from() + "/" + range.step());
      } else {
        parts.add(range.from() + "-" + range.to() + "/" + range.step());
      }
    }
    return String.join(",", parts);
  }

  /** Spelled out by name: numbers mean other days in AWS, and a range over Sunday would break. */
  private static String daysOfWeek(String unix, String field) {
    if (field.equals("*")) {
      return field;
    }
    var days = new TreeSet<Integer>();
    for (String part : field.split(",", -1)) {
      Range range = Range.of(unix, "day of week", part, 0, 7, DAYS);
      for (int day = range.from(); day <= range.to(); day += range.step()) {
        days.add(day % 7);
      }
    }
    if (days.size() == 7) {
      return "*";
    }
    return String.join(",", days.stream().map(DAYS::get).toList());
  }

  private record Range(int from, int to, int step) {

    static Range of(
        String unix, String what, String part, int least, int most, List<String> names) {
      String[] stepped = part.split("/", -1);
      String[] ends = stepped[0].split("-", -1);
      if (stepped.length > 2 || ends.length > 2) {
        throw wrong(unix, what, part, least, most);
      }
      try {
        int step = stepped.length == 2 ? Integer.parseInt(stepped[1]) : 1;
        boolean all = stepped[0].equals("*");
        int from = all ? least : number(ends[0], names);
        int to = all ? most : ends.length == 2 ? number(ends[1], names) : from;
        if (ends.length == 1 && stepped.length == 2 && !all) {
          to = most; // "5/15" is "5-59/15"
        }
        if (!names.isEmpty() && names.get(0).equals("SUN") && all) {
          to = 6; // 7 would be Sunday once more
        }
        if (step < 1 || from < least || to > most || from > to) {
          throw wrong(unix, what, part, least, most);
        }
        return new Range(from, to, step);
      } catch (NumberFormatException problem) {
        throw wrong(unix, what, part, least, most);
      }
    }

    private static int number(String text, List<String> names) {
      int named = names.indexOf(text.toUpperCase(Locale.ROOT));
      return named >= 0 && !text.isEmpty() ? named : Integer.parseInt(text);
    }

    private static IllegalArgumentException wrong(
        String unix, String what, String part, int least, int most) {
      return new IllegalArgumentException(
          "cron '"
              + unix
              + "': "
              + what
              + " '"
              + part
              + "' is not a number, range or step within "
              + least
              + " to "
              + most);
    }
  }
}
