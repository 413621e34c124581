package dev.stepwell.dsl;

import dev.stepwell.dsl.language.ZoneTime;
import dev.stepwell.dsl.model.Delay;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Work;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A task that lets time pass: one Wait state, which asks nobody and costs two events however long
 * it waits. What lies in the past is not waited for. Airflow's {@code DateTimeSensor}, {@code
 * TimeSensor} and {@code TimeDeltaSensor}.
 */
public final class Wait extends Task<Done> {

  private Wait(String kind, Delay delay, Node.Options options) {
    super(kind, new Work.Waiting(delay), options, parts -> new Done());
  }

  /**
   * So long.
   *
   * @param pause whole seconds, at least one
   */
  public static Wait of(Duration pause) {
    return new Wait("Wait", Delay.seconds(Expr.number(seconds("pause", pause))), Node.Options.NONE);
  }

  /**
   * So many seconds.
   *
   * @param seconds whole, from 0 to 99,999,999
   */
  public static Wait seconds(Num seconds) {
    return new Wait("Wait", Delay.seconds(seconds.expr()), Node.Options.NONE);
  }

  /** Until an instant. */
  public static Wait until(Instant instant) {
    return new Wait("Wait until", Delay.until(instant.expr()), Node.Options.NONE);
  }

  /**
   * Until a time of a day in a zone. A time that the clocks skip is as much later as they skip; of
   * one that they show twice, it is the first.
   *
   * @param zone an IANA zone whose rules are the same every year, such as {@code America/New_York}
   */
  public static Wait until(Day day, LocalTime time, String zone) {
    return until(new Instant(clock(zone).at(day.expr(), time)));
  }

  /**
   * Until a time of the day that it is in a zone when the wait begins.
   *
   * @param zone an IANA zone whose rules are the same every year, such as {@code America/New_York}
   */
  public static Wait untilToday(LocalTime time, String zone) {
    ZoneTime clock = clock(zone);
    return until(new Instant(clock.at(clock.today(), time)));
  }

  @Override
  public Task<Done> timeout(Duration limit) {
    throw refused("a time-out; say when the wait ends");
  }

  @Override
  public Task<Done> heartbeat(Duration limit) {
    throw refused("a heartbeat; leave it out");
  }

  @Override
  public Task<Done> retry(Retry retry) {
    throw refused("a retry; it calls nobody that could fail");
  }

  private static InvalidWorkflowException refused(String what) {
    return InvalidWorkflowException.here("a wait cannot have " + what);
  }

  private static ZoneTime clock(String zone) {
    try {
      return ZoneTime.of(ZoneId.of(zone));
    } catch (DateTimeException | IllegalArgumentException e) {
      InvalidWorkflowException refused =
          InvalidWorkflowException.here("the zone of a wait: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }
}
