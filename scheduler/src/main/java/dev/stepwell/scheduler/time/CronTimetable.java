package dev.stepwell.scheduler.time;

import dev.stepwell.scheduler.time.ClockChanges.Gap;
import dev.stepwell.scheduler.time.ClockChanges.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Ticks at wall-clock times of a zone. Far from changes of the clock the offset is constant and the
 * calendar's answer is the answer; near one, all ticks of the days around it are laid out and
 * sorted, since moved and repeated times do not follow the order of the clock.
 */
final class CronTimetable implements Timetable {

  /** More than any clock was ever moved by: a day, in Samoa. */
  private static final Duration AROUND = Duration.ofDays(2);

  /** Beyond these the calendar is not asked. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private final String expression;
  private final CronFields fields;
  private final ZoneId zone;
  private final ZoneRules rules;
  private final ClockChanges changes;
  private volatile @Nullable Around last;

  /** The ticks around one change of the clock. */
  private record Around(Instant moved, NavigableSet<Instant> ticks) {}

  CronTimetable(String expression, ZoneId zone, ClockChanges changes) {
    this.expression = expression.trim();
    this.fields = CronParser.parse(expression);
    this.zone = zone;
    this.rules = zone.getRules();
    this.changes = changes;
  }

  @Override
  public Optional<Instant> next(Instant after) {
    Instant cursor = after.isBefore(EARLIEST) ? EARLIEST : after;
    while (cursor.isBefore(LATEST)) {
      @Nullable ZoneOffsetTransition change = rules.nextTransition(cursor.minus(AROUND));
      Instant calm = change == null ? LATEST : change.getInstant().minus(AROUND);
      if (cursor.isBefore(calm)) {
        ZoneOffset offset = rules.getOffset(cursor);
        @Nullable LocalDateTime found = fields.next(LocalDateTime.ofInstant(cursor, offset));
        if (found == null) {
          return Optional.empty();
        }
        Instant tick = found.toInstant(offset);
        if (tick.isBefore(calm)) {
          return Optional.of(tick);
        }
        cursor = calm.minusMillis(1);
        if (change == null) {
          return Optional.empty();
        }
      }
      Instant moved = calm.plus(AROUND);
      @Nullable Instant tick = around(moved).ticks().higher(cursor);
      if (tick != null) {
        return Optional.of(tick);
      }
      cursor = moved.plus(AROUND);
    }
    return Optional.empty();
  }

  @Override
  public Optional<Instant> latest(Instant atOrBefore) {
    Instant cursor = atOrBefore.isAfter(LATEST) ? LATEST : atOrBefore;
    while (cursor.isAfter(EARLIEST)) {
      @Nullable ZoneOffsetTransition change =
          rules.previousTransition(cursor.plus(AROUND).plusNanos(1));
      Instant calm = change == null ? EARLIEST : change.getInstant().plus(AROUND);
      if (cursor.isAfter(calm)) {
        ZoneOffset offset = rules.getOffset(cursor);
        @Nullable LocalDateTime found = fields.latest(LocalDateTime.ofInstant(cursor, offset));
        if (found == null) {
          return Optional.empty();
        }
        Instant tick = found.toInstant(offset);
        if (tick.isAfter(calm)) {
          return Optional.of(tick);
        }
        cursor = calm;
        if (change == null) {
          return Optional.empty();
        }
      }
      Instant moved = calm.minus(AROUND);
      @Nullable Instant tick = around(moved).ticks().floor(cursor);
      if (tick != null) {
        return Optional.of(tick);
      }
      cursor = moved.minus(AROUND).minusMillis(1);
    }
    return Optional.empty();
  }

  /** The ticks around a change of the clock. The last answer is kept: many questions are alike. */
  private Around around(Instant moved) {
    Around known = last;
    if (known == null || !known.moved().equals(moved)) {
      known = new Around(moved, laidOut(moved.minus(AROUND), moved.plus(AROUND)));
      last = known;
    }
    return known;
  }

  /** All ticks from one moment to another, both included, in order. */
  private NavigableSet<Instant> laidOut(Instant from, Instant to) {
    NavigableSet<Instant> ticks = new TreeSet<>();
    LocalDate end = LocalDateTime.ofInstant(to, rules.getOffset(to)).toLocalDate().plusDays(2);
    LocalDate day = LocalDateTime.ofInstant(from, rules.getOffset(from)).toLocalDate().minusDays(2);
    for (; !day.isAfter(end); day = day.plusDays(1)) {
      @Nullable LocalDateTime time = fields.isDay(day) ? fields.next(before(day)) : null;
      while (time != null && time.toLocalDate().equals(day)) {
        add(ticks, time);
        time = fields.next(time);
      }
    }
    return new TreeSet<>(ticks.subSet(from, true, to, true));
  }

  private static LocalDateTime before(LocalDate day) {
    return day.atTime(LocalTime.MIDNIGHT).minusMinutes(1);
  }

  private void add(NavigableSet<Instant> ticks, LocalDateTime time) {
    @Nullable ZoneOffsetTransition change = rules.getTransition(time);
    if (change == null) {
      ticks.add(time.toInstant(rules.getOffset(time)));
    } else if (change.isOverlap()) {
      if (fields.everyHour() || changes.overlap() == Overlap.FIRST) {
        ticks.add(time.toInstant(change.getOffsetBefore()));
      }
      if (fields.everyHour() || changes.overlap() == Overlap.SECOND) {
        ticks.add(time.toInstant(change.getOffsetAfter()));
      }
    } else if (!fields.everyHour() && changes.gap() == Gap.MOVE) {
      // With the offset before the gap, a skipped time is as much later as the gap is long.
      ticks.add(time.toInstant(change.getOffsetBefore()));
    }
  }

  @Override
  public String description() {
    return expression + " in " + zone.getId();
  }

  @Override
  public String toString() {
    return description();
  }
}
