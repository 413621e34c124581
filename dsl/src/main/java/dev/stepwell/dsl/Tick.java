package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Cron;
import dev.stepwell.dsl.model.Expr;
import java.time.ZoneId;
import java.util.OptionalLong;

/** One firing of a schedule. */
public final class Tick {

  private static final Expr TIME = new Expr.Envelope("time");

  private final Cron cron;
  private final ZoneId zone;

  Tick(Cron cron, ZoneId zone) {
    this.cron = cron;
    this.zone = zone;
  }

  /** When it was due, to the minute, however late it fires. */
  public Instant time() {
    return new Instant(TIME);
  }

  /**
   * The logical day: the calendar day, in the trigger's zone, on which the tick was due. For the
   * day before, say {@code day().plusDays(-1)}.
   */
  public Day day() {
    OptionalLong shift = cron.toLocalDay(zone);
    if (shift.isEmpty()) {
      throw InvalidWorkflowException.here(
          "the day of a tick cannot be told from its UTC time, because this schedule fires so close"
              + " to both ends of the day that the clock changes of "
              + zone
              + " move it; use a zone without clock changes such as UTC, or fire at fewer hours");
    }
    return new Day(
        shift.getAsLong() == 0
            ? Expr.call("$substring({0}, 0, 10)", TIME)
            : Expr.call(
                "$fromMillis($toMillis({0}) + {1}, '[Y0001]-[M01]-[D01]')",
                TIME, Expr.number(shift.getAsLong())));
  }
}
