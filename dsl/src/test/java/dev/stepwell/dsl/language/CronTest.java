package dev.stepwell.dsl.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * * *      | cron(0 2 * * ? *)",
        "*/15 * * * *   | cron(0,15,30,45 * * * ? *)",
        "5/20 0-3 1 * * | cron(5,25,45 0-3 1 * ? *)",
        "30 6 * * 1-5   | cron(30 6 ? * 2-6 *)",
        "30 6 * * MON,FRI | cron(30 6 ? * 2,6 *)",
        "30 6 * * 0     | cron(30 6 ? * 1 *)",
        "30 6 * * 7     | cron(30 6 ? * 1 *)",
        "0 0 1 JAN,jul * | cron(0 0 1 1,7 ? *)",
        "0 0 28-31 * *  | cron(0 0 28-31 * ? *)"
      })
  void isSpelledForTheScheduler(String unix, String aws) {
    assertThat(Cron.parse(unix).aws()).isEqualTo(aws);
  }

  @ParameterizedTest
  @CsvSource({
    "0 2 * * *, America/New_York, 0",
    "0 2 * * *, UTC, 0",
    "0 * * * *, UTC, 0",
    "0 2 * * *, Europe/Berlin, 0",
    "0 0 * * *, Europe/Berlin, 7200",
    "30 23 * * *, America/New_York, -16260",
    "0 1 * * *, Asia/Kolkata, 16200",
    "0 12 * * *, Pacific/Auckland, 3600"
  })
  void localDayIsTheUtcDaySoMuchLater(String cron, String zone, long seconds) {
    OptionalLong shift = Cron.parse(cron).toLocalDay(ZoneId.of(zone));

    assertThat(shift).hasValue(1000 * seconds);
  }

  @Test
  void noShiftServesAScheduleOfEveryHourWhereClocksChange() {
    assertThat(Cron.parse("0 * * * *").toLocalDay(ZoneId.of("Europe/Berlin"))).isEmpty();
  }

  /** The shift is right on every day of three years, clock changes included. */
  @ParameterizedTest
  @CsvSource({
    "0 0, Europe/Berlin",
    "59 23, Europe/Berlin",
    "0 2, America/New_York",
    "59 23, America/New_York",
    "30 0, Australia/Lord_Howe",
    "0 3, Pacific/Auckland",
    "15 12, Asia/Kathmandu",
    "0 0, Pacific/Kiritimati"
  })
  void shiftGivesTheLocalDayOfEveryTick(String minuteAndHour, String zoneName) {
    ZoneId zone = ZoneId.of(zoneName);
    Cron cron = Cron.parse(minuteAndHour + " * * *");
    long shift = cron.toLocalDay(zone).orElseThrow();
    LocalTime time = LocalTime.of(cron.hours().first(), cron.minutes().first());

    for (LocalDate day = LocalDate.of(2026, 1, 1);
        day.isBefore(LocalDate.of(2029, 1, 1));
        day = day.plusDays(1)) {
      Instant tick = day.atTime(time).atZone(zone).toInstant();
      if (!tick.atZone(zone).toLocalTime().equals(time)) {
        continue; // the clock skips this time, and the Scheduler the tick
      }
      assertThat(tick.plusMillis(shift).atZone(ZoneOffset.UTC).toLocalDate())
          .as("%s", tick)
          .isEqualTo(day);
    }
  }
}
