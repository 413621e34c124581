package dev.stepwell.scheduler.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetablesTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private static List<String> ticks(Timetable timetable, String after, int count) {
    List<String> ticks = new ArrayList<>();
    Optional<Instant> tick = timetable.next(Instant.parse(after));
    while (tick.isPresent() && ticks.size() < count) {
      ticks.add(tick.get().toString());
      tick = timetable.next(tick.get());
    }
    return ticks;
  }

  @Test
  void aTimeThatTheClockSkipsIsSkippedOrMoved() {
    String before = "2027-03-13T08:00:00Z";
    assertThat(ticks(Timetables.cron("30 2 * * *", NEW_YORK), before, 1))
        .containsExactly("2027-03-15T06:30:00Z");
    assertThat(ticks(Timetables.cron("30 2 * * *", NEW_YORK, ClockChanges.AIRFLOW), before, 2))
        .containsExactly("2027-03-14T07:30:00Z", "2027-03-15T06:30:00Z");
  }

  @Test
  void aTimeThatTheClockShowsTwiceTicksOnceAndAnHourlyOneTwice() {
    String before = "2027-11-07T04:00:00Z";
    assertThat(ticks(Timetables.cron("30 1 * * *", NEW_YORK), before, 1))
        .containsExactly("2027-11-07T05:30:00Z");
    assertThat(ticks(Timetables.cron("30 1 * * *", NEW_YORK, ClockChanges.AIRFLOW), before, 1))
        .containsExactly("2027-11-07T06:30:00Z");
    assertThat(ticks(Timetables.cron("30 * * * *", NEW_YORK), before, 3))
        .containsExactly("2027-11-07T04:30:00Z", "2027-11-07T05:30:00Z", "2027-11-07T06:30:00Z");
  }

  @Test
  void aDayThatAZoneLeftOutIsLeftOut() {
    assertThat(
            ticks(
                Timetables.cron("0 12 * * *", ZoneId.of("Pacific/Apia")),
                "2011-12-29T12:00:00Z",
                2))
        .containsExactly("2011-12-29T22:00:00Z", "2011-12-30T22:00:00Z");
  }

  @Test
  void datesThatNeverComeHaveNoTick() {
    assertThat(Timetables.cron("0 0 30 2 *", ZoneOffset.UTC).next(Instant.EPOCH)).isEmpty();
    assertThat(Timetables.cron("0 0 30 2 *", ZoneOffset.UTC).latest(Instant.EPOCH)).isEmpty();
    assertThat(ticks(Timetables.cron("0 0 * 2 5#5", ZoneOffset.UTC), "2009-01-01T00:00:00Z", 2))
        .containsExactly("2036-02-29T00:00:00Z", "2064-02-29T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60 * * * *|its minute field takes 0 to 59, not '60'",
        "* * * FOO *|its month field takes 1 to 12 or JAN to DEC, not 'FOO'",
        "* * *|it has 5 fields, minute hour day month weekday, and not 3",
        "@reboot|there is no such preset",
        "0 9-8 * * *|its hour field has the range '9-8', which ends before it starts",
        "0 0 * * 5#6|its weekday field takes 0 to 7 or SUN to SAT, not '5#6'",
      })
  void anExpressionThatIsNoneIsRefusedWithItsField(String expression, String message) {
    assertThatThrownBy(() -> Timetables.cron(expression, NEW_YORK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expression)
        .hasMessageContaining(message);
  }

  @Test
  void aRunCoversTheTimeSinceTheTickBefore() {
    Timetable daily = Timetables.withIntervals(Timetables.cron("@daily", ZoneOffset.UTC));
    Instant tick = Instant.parse("2026-01-02T00:00:00Z");
    assertThat(daily.interval(tick))
        .isEqualTo(new DataInterval(Instant.parse("2026-01-01T00:00:00Z"), tick));
    assertThat(daily.manual(Instant.parse("2026-01-02T15:00:00Z")).end()).isEqualTo(tick);
    assertThat(Timetables.cron("@daily", ZoneOffset.UTC).interval(tick))
        .isEqualTo(DataInterval.at(tick));
  }

  @Test
  void aRateGoesOnThroughClockChangesAndBeforeItsAnchor() {
    Timetable rate = Timetables.rate(Duration.ofMinutes(90), Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(ticks(rate, "2025-12-31T22:00:00Z", 2))
        .containsExactly("2025-12-31T22:30:00Z", "2026-01-01T00:00:00Z");
    assertThat(rate.latest(Instant.parse("2026-01-01T01:29:59Z")))
        .contains(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void aTickThatTwoShareIsOne() {
    Timetable both =
        Timetables.several(
            List.of(
                Timetables.cron("0 */2 * * *", ZoneOffset.UTC),
                Timetables.cron("0 */3 * * *", ZoneOffset.UTC)));
    assertThat(ticks(both, "2026-01-01T00:00:00Z", 4))
        .containsExactly(
            "2026-01-01T02:00:00Z",
            "2026-01-01T03:00:00Z",
            "2026-01-01T04:00:00Z",
            "2026-01-01T06:00:00Z");
  }

  /** A timetable that somebody wrote: midnight of workdays. */
  private record Workdays(boolean forgetful) implements Timetable {
    @Override
    public Optional<Instant> next(Instant after) {
      Instant day = after.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
      while (isFree(day)) {
        day = day.plus(1, ChronoUnit.DAYS);
      }
      return Optional.of(day);
    }

    @Override
    public Optional<Instant> latest(Instant atOrBefore) {
      Instant day = atOrBefore.truncatedTo(ChronoUnit.DAYS);
      while (!forgetful && isFree(day)) {
        day = day.minus(1, ChronoUnit.DAYS);
      }
      return Optional.of(day);
    }

    private static boolean isFree(Instant day) {
      return day.atZone(ZoneOffset.UTC).getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    }

    @Override
    public String description() {
      return "workdays";
    }
  }

  @Test
  void contradictionsOfATimetableAreFound() {
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(TimetableCheck.problems(new Workdays(false), from, 100)).isEmpty();
    assertThat(TimetableCheck.problems(new Workdays(true), from, 100))
        .singleElement()
        .asString()
        .contains("is a tick that next(2026-01-02T00:00:00Z) has left out");
  }
}
