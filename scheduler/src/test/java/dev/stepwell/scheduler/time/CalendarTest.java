package dev.stepwell.scheduler.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.language.Cron;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Timetables against a calendar that is walked through minute by minute, and against what is
 * deployed to EventBridge, in every zone of the tz database.
 */
class CalendarTest {

  /** Before, some clocks had offsets with seconds. */
  private static final Instant FIRST = Instant.parse("1973-01-01T00:00:00Z");

  private static final Instant RECENT = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2029-01-01T00:00:00Z");
  private static final Duration AROUND = Duration.ofHours(50);

  private static final List<String> EXPRESSIONS =
      List.of(
          "30 2 * * *",
          "0 0 * * *",
          "15,45 0-3 * * *",
          "*/20 * * * *",
          "30 1 * * 0",
          "0 3 L * *",
          "30 23 15W * *",
          "0 1 1,15 * 6",
          "30 0 * * 5#2",
          "59 23 * 3,10 0L");

  private final List<String> wrong = new ArrayList<>();
  private long ticks;
  private long differ;

  /** Zones with the same clock are walked through once. */
  private static Map<ZoneRules, ZoneId> clocks() {
    Map<ZoneRules, ZoneId> clocks = new HashMap<>();
    ZoneId.getAvailableZoneIds().stream()
        .sorted()
        .map(ZoneId::of)
        .forEach(zone -> clocks.putIfAbsent(zone.getRules(), zone));
    return clocks;
  }

  @Test
  void ticksAreThoseOfTheClockOnTheWallInEveryZoneAcrossItsTransitions() {
    List<PlainCalendar> calendars = EXPRESSIONS.stream().map(PlainCalendar::new).toList();
    clocks().forEach((rules, zone) -> around(zone, rules, calendars));
    long walked = ticks;
    long[] deployed = deployed();
    System.out.printf(
        "calendar: %,d ticks, %d differ (%,d across transitions by minutes, %,d as deployed; %,d"
            + " gaps skipped as listed)%n",
        ticks, differ, walked, deployed[0], deployed[1]);
    assertThat(wrong).isEmpty();
    assertThat(walked).isGreaterThan(1_000_000);
    assertThat(deployed[1]).isPositive();
  }

  /** Every transition of the last and the next years, and one in seven of those before. */
  private void around(ZoneId zone, ZoneRules rules, List<PlainCalendar> calendars) {
    ZoneOffsetTransition change = rules.nextTransition(FIRST);
    for (int number = 0; change != null && change.getInstant().isBefore(LAST); number++) {
      if (change.getInstant().isBefore(RECENT) && number % 7 != 0) {
        change = rules.nextTransition(change.getInstant());
        continue;
      }
      Instant from = change.getInstant().minus(AROUND);
      Instant to = change.getInstant().plus(AROUND);
      PlainCalendar.Walk walk = PlainCalendar.Walk.through(rules, from, to);
      for (int i = 0; i < EXPRESSIONS.size(); i++) {
        compare(zone, EXPRESSIONS.get(i), calendars.get(i), walk, to);
      }
      change = rules.nextTransition(change.getInstant());
    }
  }

  private void compare(
      ZoneId zone, String cron, PlainCalendar calendar, PlainCalendar.Walk walk, Instant to) {
    for (ClockChanges changes : List.of(ClockChanges.EVENTBRIDGE, ClockChanges.AIRFLOW)) {
      // What begins or ends within a change needs the walk to begin before it.
      Instant from = walk.from().plus(Duration.ofHours(25));
      Instant end = to.minus(Duration.ofHours(25));
      TreeSet<Instant> expected =
          new TreeSet<>(calendar.ticks(walk, changes).subSet(from, false, end, true));
      Timetable timetable = Timetables.cron(cron, zone, changes);
      TreeSet<Instant> actual = new TreeSet<>();
      Optional<Instant> tick = timetable.next(from);
      while (tick.isPresent() && !tick.get().isAfter(end)) {
        actual.add(tick.get());
        check(timetable.latest(tick.get()).equals(tick), zone, cron, changes, "latest of " + tick);
        tick = timetable.next(tick.get());
      }
      ticks += expected.size();
      check(
          actual.equals(expected),
          zone,
          cron,
          changes,
          "expected " + expected + " but was " + actual);
    }
  }

  private void check(boolean right, ZoneId zone, String cron, ClockChanges changes, String what) {
    if (!right) {
      differ++;
      if (wrong.size() < 10) {
        wrong.add(cron + " in " + zone + " with " + changes + ": " + what);
      }
    }
  }

  /** Ten years of what is deployed: how many ticks, and how many times that clocks skip. */
  private long[] deployed() {
    LocalDate first = LocalDate.parse("2026-01-01");
    LocalDate end = first.plusYears(10);
    long count = 0;
    long gaps = 0;
    List<String> translated =
        EXPRESSIONS.stream().filter(cron -> !cron.equals("0 1 1,15 * 6")).toList();
    for (Map.Entry<ZoneRules, ZoneId> clock : clocks().entrySet()) {
      for (String cron : translated) {
        Cron deployed = Cron.parse(cron);
        AwsCron aws = new AwsCron(deployed.aws());
        TreeSet<Instant> expected = new TreeSet<>();
        // An expression for every hour has a hundred times as many ticks; a year of them will do.
        LocalDate until = aws.everyHour() ? first.plusYears(1) : end;
        long skipped = aws.ticks(clock.getKey(), first, until, expected);
        if (!aws.everyHour()) {
          gaps += skipped;
          check(
              skipped == deployed.skipped(clock.getValue(), 10).size(),
              clock.getValue(),
              cron,
              ClockChanges.EVENTBRIDGE,
              "the list of skipped times is not " + skipped + " long");
        }
        Timetable timetable = Timetables.cron(cron, clock.getValue());
        Instant after = first.atStartOfDay(clock.getValue()).toInstant().minusMillis(1);
        boolean same = true;
        for (Instant tick : expected) {
          Instant next = timetable.next(after).orElse(Instant.MAX);
          same = same && next.equals(tick);
          after = tick;
        }
        check(same, clock.getValue(), cron, ClockChanges.EVENTBRIDGE, "not as deployed");
        count += expected.size();
      }
    }
    ticks += count;
    return new long[] {count, gaps};
  }

  /** A cron of EventBridge Scheduler, {@code cron(minutes hours day month weekday year)}. */
  private static final class AwsCron {

    private final List<Integer> minutes;
    private final List<Integer> hours;
    private final PlainCalendar days;

    AwsCron(String expression) {
      String[] fields = expression.replaceAll("^cron\\(|\\)$", "").split(" ");
      minutes = list(fields[0], 60);
      hours = list(fields[1], 24);
      days =
          new PlainCalendar(
              "0 0 " + fields[2].replace('?', '*') + " " + fields[3] + " " + unix(fields[4]));
    }

    /** Sunday is 1 there. */
    private static String unix(String weekday) {
      if (weekday.equals("?") || weekday.equals("*")) {
        return "*";
      }
      return weekday.matches("[1-7](#[1-5]|L)")
          ? (weekday.charAt(0) - '1') + weekday.substring(1)
          : list(weekday, 8).stream()
              .map(each -> String.valueOf(each - 1))
              .reduce((a, b) -> a + "," + b)
              .orElseThrow();
    }

    private static List<Integer> list(String field, int end) {
      List<Integer> values = new ArrayList<>();
      for (String part : field.split(",")) {
        String[] ends = part.equals("*") ? new String[] {"0", "" + (end - 1)} : part.split("-");
        for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
          values.add(i);
        }
      }
      return values;
    }

    boolean everyHour() {
      return hours.size() == 24;
    }

    /** Adds the ticks, and says how many times the clock skips. */
    long ticks(ZoneRules rules, LocalDate first, LocalDate end, Set<Instant> into) {
      long skipped = 0;
      for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
        if (!days.isDay(day)) {
          continue;
        }
        for (int hour : hours) {
          for (int minute : minutes) {
            LocalDateTime time = day.atTime(LocalTime.of(hour, minute));
            List<ZoneOffset> offsets = rules.getValidOffsets(time);
            skipped += offsets.isEmpty() ? 1 : 0;
            for (int i = 0; i < (everyHour() ? offsets.size() : Math.min(1, offsets.size())); i++) {
              into.add(time.toInstant(offsets.get(i)));
            }
          }
        }
      }
      return skipped;
    }
  }
}
