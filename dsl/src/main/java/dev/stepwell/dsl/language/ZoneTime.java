package dev.stepwell.dsl.language;

import dev.stepwell.dsl.model.Expr;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Spells the wall clock of a zone in JSONata, which knows no zones: the rules by which the zone
 * moves its clocks, done by hand. They are those from 2025 on; an earlier time has passed anyway.
 */
public final class ZoneTime {

  private static final long DAY = 86_400_000;
  private static final Instant KNOWN_SINCE = Instant.parse("2025-01-01T00:00:00Z");

  private final ZoneOffset standing;
  private final List<ZoneOffsetTransitionRule> rules;

  private ZoneTime(ZoneOffset standing, List<ZoneOffsetTransitionRule> rules) {
    this.standing = standing;
    this.rules = rules;
  }

  /**
   * The clock of a zone.
   *
   * @throws IllegalArgumentException if the zone moves its clocks in another way than twice a year
   *     by the same two rules
   */
  public static ZoneTime of(ZoneId zone) {
    ZoneRules all = zone.getRules();
    List<ZoneOffsetTransitionRule> rules = all.getTransitionRules();
    boolean irregular =
        all.getTransitions().stream().anyMatch(one -> one.getInstant().isAfter(KNOWN_SINCE));
    if (irregular || !(rules.isEmpty() || rules.size() == 2)) {
      throw new IllegalArgumentException(
          zone
              + " moves its clocks by no rule that is the same every year; use a zone that does, or"
              + " an offset such as +01:00");
    }
    return new ZoneTime(all.getOffset(KNOWN_SINCE), rules);
  }

  /**
   * The instant, as ISO 8601 spells it, at which the clocks show a time on a day.
   *
   * @param day {@code YYYY-MM-DD}
   */
  public Expr at(Expr day, LocalTime time) {
    long millis = time.toNanoOfDay() / 1_000_000;
    if (rules.isEmpty()) {
      return Expr.call("$fromMillis($toMillis({0}) + " + (millis - millis(standing)) + ")", day);
    }
    ZoneOffsetTransitionRule first = rules.get(0);
    ZoneOffsetTransitionRule second = rules.get(1);
    // A skipped time counts as one before the clocks move, one shown twice as the first.
    return Expr.call(
        "($day := {0}; $year := $substring($day, 0, 4); $wall := $toMillis($day) + "
            + millis
            + "; $fromMillis($wall - ($wall < "
            + moved(
                first, Math.max(millis(first.getOffsetBefore()), millis(first.getOffsetAfter())))
            + " ? "
            + millis(first.getOffsetBefore())
            + " : $wall < "
            + moved(
                second, Math.max(millis(second.getOffsetBefore()), millis(second.getOffsetAfter())))
            + " ? "
            + millis(first.getOffsetAfter())
            + " : "
            + millis(second.getOffsetAfter())
            + ")))",
        day);
  }

  /** The day that it is now. */
  public Expr today() {
    if (rules.isEmpty()) {
      return Expr.call("$fromMillis($millis() + " + millis(standing) + ", '[Y0001]-[M01]-[D01]')");
    }
    ZoneOffsetTransitionRule first = rules.get(0);
    ZoneOffsetTransitionRule second = rules.get(1);
    return Expr.call(
        "($now := $millis(); $year := $fromMillis($now, '[Y0001]'); $fromMillis($now + ($now < "
            + moved(first, 0)
            + " ? "
            + millis(first.getOffsetBefore())
            + " : $now < "
            + moved(second, 0)
            + " ? "
            + millis(first.getOffsetAfter())
            + " : "
            + millis(second.getOffsetAfter())
            + "), '[Y0001]-[M01]-[D01]'))");
  }

  /**
   * When a rule moves the clocks in {@code $year}, as a clock of this offset shows it: milliseconds
   * since 1970 if that were UTC.
   */
  private static String moved(ZoneOffsetTransitionRule rule, long offset) {
    long ofDay =
        (rule.isMidnightEndOfDay() ? DAY : rule.getLocalTime().toNanoOfDay() / 1_000_000)
            + offset
            - switch (rule.getTimeDefinition()) {
              case UTC -> 0L;
              case STANDARD -> millis(rule.getStandardOffset());
              case WALL -> millis(rule.getOffsetBefore());
            };
    String from = "$toMillis($year & '" + earliest(rule) + "')";
    DayOfWeek weekday = rule.getDayOfWeek();
    if (weekday == null) {
      return "(" + from + " + " + ofDay + ")";
    }
    // 1970-01-01 was a Thursday: so the wanted day is 6 - (days + shift) % 7 days later.
    int shift = 10 - weekday.getValue();
    return "($first := "
        + from
        + "; $first + (6 - ($first / "
        + DAY
        + " + "
        + shift
        + ") % 7) * "
        + DAY
        + " + "
        + ofDay
        + ")";
  }

  /** The first day of the year that the rule can mean, as {@code -MM-DD}. */
  private static String earliest(ZoneOffsetTransitionRule rule) {
    int day = rule.getDayOfMonthIndicator();
    Month month = rule.getMonth();
    if (day < 0 && month == Month.FEBRUARY) {
      throw new IllegalArgumentException(
          "the clocks move at the end of February, which is not the same day every year");
    }
    int week = rule.getDayOfWeek() == null ? 0 : 6;
    int first = day > 0 ? day : month.maxLength() + 1 + day - week;
    return (month.getValue() < 10 ? "-0" : "-")
        + month.getValue()
        + (first < 10 ? "-0" : "-")
        + first;
  }

  private static long millis(ZoneOffset offset) {
    return offset.getTotalSeconds() * 1000L;
  }
}
