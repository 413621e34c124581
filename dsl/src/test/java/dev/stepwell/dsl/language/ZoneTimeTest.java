package dev.stepwell.dsl.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.passes.Render;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wall clocks in JSONata, held against java.time. */
class ZoneTimeTest {

  private static String instant(ZoneId zone, LocalDate day, LocalTime time) {
    String jsonata = Render.jsonata(ZoneTime.of(zone).at(Expr.text(day.toString()), time));
    return String.valueOf(com.dashjoin.jsonata.Jsonata.jsonata(jsonata).evaluate(null));
  }

  /** One zone of every kind of clock that there is. */
  static Stream<ZoneId> regularZones() {
    List<ZoneId> zones = new ArrayList<>();
    List<Object> seen = new ArrayList<>();
    for (String id : new java.util.TreeSet<>(ZoneId.getAvailableZoneIds())) {
      ZoneId zone = ZoneId.of(id);
      Object kind =
          List.of(
              zone.getRules().getTransitionRules(),
              zone.getRules().getOffset(Instant.parse("2025-01-01T00:00:00Z")));
      if (isRegular(zone) && !seen.contains(kind)) {
        seen.add(kind);
        zones.add(zone);
      }
    }
    assertThat(zones).hasSizeGreaterThan(50);
    return zones.stream();
  }

  private static boolean isRegular(ZoneId zone) {
    try {
      ZoneTime.of(zone);
      return true;
    } catch (IllegalArgumentException irregular) {
      return false;
    }
  }

  /**
   * Random times, and every hour around the days on which the clocks move, also where they jump.
   */
  @ParameterizedTest
  @MethodSource("regularZones")
  void timesOfDaysAreTheInstantsThatJavaFinds(ZoneId zone) {
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      LocalDate day = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(15 * 365));
      check(zone, day, LocalTime.ofSecondOfDay(random.nextInt(86_400)));
    }
    for (int year : new int[] {2025, 2028, 2033}) {
      zone.getRules()
          .getTransitionRules()
          .forEach(
              rule -> {
                LocalDate day = rule.createTransition(year).getDateTimeBefore().toLocalDate();
                for (int minutes = 0; minutes < 24 * 60; minutes += 90) {
                  check(zone, day, LocalTime.MIN.plusMinutes(minutes));
                  check(zone, day.plusDays(1), LocalTime.MIN.plusMinutes(minutes));
                  check(zone, day.minusDays(1), LocalTime.MIN.plusMinutes(minutes));
                }
              });
    }
  }

  private static void check(ZoneId zone, LocalDate day, LocalTime time) {
    assertThat(Instant.parse(instant(zone, day, time)))
        .as("%s %s in %s", day, time, zone)
        .isEqualTo(day.atTime(time).atZone(zone).toInstant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Africa/Casablanca", "Africa/El_Aaiun"})
  void zonesThatMoveTheirClocksByNoYearlyRuleAreRefused(String zone) {
    assertThatThrownBy(() -> ZoneTime.of(ZoneId.of(zone)))
        .hasMessageContaining(zone + " moves its clocks by no rule that is the same every year");
  }

  @Test
  void dayOfTodayIsThatOfTheZone() {
    for (String id : List.of("America/New_York", "Pacific/Auckland", "Asia/Tokyo", "UTC")) {
      ZoneId zone = ZoneId.of(id);
      for (String now :
          List.of(
              "2026-03-08T06:59:59Z",
              "2026-11-01T05:00:00Z",
              "2026-07-01T03:30:00Z",
              "2026-01-01T04:30:00Z",
              "2025-12-31T23:30:00Z")) {
        String jsonata =
            Render.jsonata(ZoneTime.of(zone).today())
                .replace("$millis()", String.valueOf(Instant.parse(now).toEpochMilli()));
        assertThat(com.dashjoin.jsonata.Jsonata.jsonata(jsonata).evaluate(null))
            .as("%s in %s", now, id)
            .isEqualTo(Instant.parse(now).atZone(zone).toLocalDate().toString());
      }
    }
  }
}
