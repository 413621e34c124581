package dev.stepwell.dsl.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Scheduler ticks when Unix cron does, minute by minute for ten years. */
class CronTranslationTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2035, 12, 31);
  private static final String[] WEEKDAYS = {"SUN", "mon", "TUE", "Wed", "THU", "FRI", "SAT"};

  @Test
  void ticksWhenUnixCronTicks() {
    Random random = new Random(20_261_126);
    List<String> differing = new ArrayList<>();
    long ticks = 0;
    int expressions = 2_000;
    for (int i = 0; i < expressions; i++) {
      String unix = expression(random);
      String aws = Cron.parse(unix).aws();
      long found = compare(unix, aws);
      if (found < 0) {
        differing.add(unix + " -> " + aws);
      }
      ticks += Math.abs(found);
    }

    System.out.printf(
        "crons: %d expressions, %,d ticks, %d differ%n", expressions, ticks, differing.size());
    assertThat(differing).isEmpty();
  }

  /** How many ticks both have in ten years; negative if they have others. */
  private static long compare(String unix, String aws) {
    String[] fields = unix.split(" ");
    String[] scheduler = aws.substring(5, aws.length() - 1).split(" ");
    assertThat(scheduler).hasSize(6);
    assertThat(scheduler[2].equals("?")).isNotEqualTo(scheduler[4].equals("?"));
    assertThat(scheduler[5]).isEqualTo("*");
    BitSet times = new BitSet();
    BitSet theirs = new BitSet();
    for (int minute = 0; minute < 24 * 60; minute++) {
      times.set(
          minute,
          unixMatches(fields[0], minute % 60, 0, 59) && unixMatches(fields[1], minute / 60, 0, 23));
      theirs.set(
          minute, awsMatches(scheduler[0], minute % 60) && awsMatches(scheduler[1], minute / 60));
    }
    long days = 0;
    boolean same = times.equals(theirs);
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      boolean ticks = unixDay(fields, day);
      same &= ticks == AwsFields.matches(day, scheduler[2], scheduler[3], scheduler[4]);
      days += ticks ? 1 : 0;
    }
    long ticks = days * times.cardinality();
    return same ? ticks : -Math.max(1, ticks);
  }

  private static boolean unixDay(String[] fields, LocalDate day) {
    boolean date;
    if (fields[2].equals("L")) {
      date = day.equals(YearMonth.from(day).atEndOfMonth());
    } else if (fields[2].endsWith("W")) {
      date = isNearestWeekday(Integer.parseInt(fields[2].replace("W", "")), day);
    } else {
      date = unixMatches(fields[2], day.getDayOfMonth(), 1, 31);
    }
    return date
        && unixMatches(fields[3], day.getMonthValue(), 1, 12)
        && unixWeekday(fields[4], day, day.getDayOfWeek().getValue() % 7);
  }

  private static boolean unixWeekday(String field, LocalDate day, int weekday) {
    if (field.contains("#")) {
      String which = field.substring(field.indexOf('#') + 1);
      boolean right =
          which.equals("L")
              ? day.plusDays(7).getMonth() != day.getMonth()
              : (day.getDayOfMonth() - 1) / 7 + 1 == Integer.parseInt(which);
      return right && value(field.substring(0, field.indexOf('#'))) % 7 == weekday;
    }
    return unixMatches(field, weekday, 0, 7) || (weekday == 0 && unixMatches(field, 7, 0, 7));
  }

  /** Whether a day is the weekday of its month that is nearest to a date, looked for outwards. */
  private static boolean isNearestWeekday(int wanted, LocalDate day) {
    YearMonth month = YearMonth.from(day);
    if (wanted > month.lengthOfMonth()) {
      return false;
    }
    for (int far = 0; far <= 2; far++) {
      for (int each : new int[] {wanted - far, wanted + far}) {
        if (each >= 1 && each <= month.lengthOfMonth()) {
          DayOfWeek of = month.atDay(each).getDayOfWeek();
          if (of != DayOfWeek.SATURDAY && of != DayOfWeek.SUNDAY) {
            return day.getDayOfMonth() == each;
          }
        }
      }
    }
    return false;
  }

  private static boolean unixMatches(String field, int at, int least, int most) {
    for (String part : field.split(",")) {
      String[] step = part.split("/");
      String[] ends = step[0].split("-");
      boolean star = step[0].equals("*");
      int from = star ? least : value(ends[0]);
      int to = star || (ends.length == 1 && step.length == 2) ? most : value(ends[ends.length - 1]);
      int by = step.length == 2 ? Integer.parseInt(step[1]) : 1;
      if (at >= from && at <= to && (at - from) % by == 0) {
        return true;
      }
    }
    return false;
  }

  private static int value(String text) {
    for (int i = 0; i < WEEKDAYS.length; i++) {
      if (WEEKDAYS[i].equalsIgnoreCase(text)) {
        return i;
      }
    }
    return Integer.parseInt(text);
  }

  private static boolean awsMatches(String field, int value) {
    if (field.equals("*")) {
      return true;
    }
    for (String part : field.split(",")) {
      String[] ends = part.split("-");
      if (value >= Integer.parseInt(ends[0]) && value <= Integer.parseInt(ends[ends.length - 1])) {
        return true;
      }
    }
    return false;
  }

  private static String expression(Random random) {
    int restricted = random.nextInt(4);
    return String.join(
        " ",
        field(random, 0, 59),
        field(random, 0, 23),
        restricted == 0 ? days(random) : "*",
        random.nextBoolean() ? "*" : field(random, 1, 12),
        restricted == 1 ? weekdays(random) : "*");
  }

  private static String days(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "L";
      case 1 -> 1 + random.nextInt(31) + "W";
      default -> field(random, 1, 31);
    };
  }

  private static String weekdays(Random random) {
    String day = WEEKDAYS[random.nextInt(7)];
    return switch (random.nextInt(4)) {
      case 0 -> day + "#" + (1 + random.nextInt(5));
      case 1 -> random.nextInt(8) + "#L";
      case 2 -> day + "," + random.nextInt(8);
      default -> field(random, 0, 7);
    };
  }

  private static String field(Random random, int least, int most) {
    int from = least + random.nextInt(most - least + 1);
    int to = from + random.nextInt(most - from + 1);
    int by = 1 + random.nextInt(most);
    return switch (random.nextInt(7)) {
      case 0 -> "*";
      case 1 -> from + "-" + to;
      case 2 -> "*/" + by;
      case 3 -> from + "/" + by;
      case 4 -> from + "-" + to + "/" + by;
      case 5 -> from + "," + to + "," + least;
      default -> String.valueOf(from);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @daily         | cron(0 0 * * ? *)
          @Weekly        | cron(0 0 ? * 1 *)
          @yearly        | cron(0 0 1 1 ? *)
          0 6 L * *      | cron(0 6 L * ? *)
          0 6 15W * *    | cron(0 6 15W * ? *)
          0 6 * * FRI#2  | cron(0 6 ? * 6#2 *)
          0 6 * * 0#L    | cron(0 6 ? * 1L *)
          0 6 * * 5L     | cron(0 6 ? * 6L *)
          """)
  void knowsPresetsAndMarks(String unix, String aws) {
    assertThat(Cron.parse(unix).aws()).isEqualTo(aws);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          @reboot        | there is no preset '@reboot'
          0 6 13 * 5     | restricts both day and weekday
          0 6 L * FRI    | restricts both day and weekday
          0 6 32W * *    | the day field takes 1 to 31, not '32'
          0 6 * * XXX#1  | the weekday field takes 0 to 7, not 'XXX'
          """)
  void saysWhatItCannotTranslate(String unix, String why) {
    assertThatThrownBy(() -> Cron.parse(unix)).hasMessageContaining(why);
  }

  @Test
  void listsTheTimesThatTheClockSkips() {
    ZoneId zone = ZoneId.of("America/New_York");

    assertThat(Cron.parse("30 2 * * *").skipped(zone, 2))
        .containsExactly(LocalDateTime.of(2026, 3, 8, 2, 30), LocalDateTime.of(2027, 3, 14, 2, 30));
    assertThat(Cron.parse("0 4 * * *").skipped(zone, 10)).isEmpty();
    assertThat(Cron.parse("30 2 * * *").skipped(ZoneId.of("UTC"), 10)).isEmpty();
    assertThat(Cron.parse("15 2 L * *").skipped(zone, 10)).isEmpty();
  }
}
