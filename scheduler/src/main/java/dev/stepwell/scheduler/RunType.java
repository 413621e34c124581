package dev.stepwell.scheduler;

import java.util.Locale;

/** Why there is a run. The words are Airflow's. */
public enum RunType {
  /** Its tick came. */
  SCHEDULED,
  /** Somebody asked for it. */
  MANUAL,
  /** A backfill made it. */
  BACKFILL,
  /** What it waits for was updated, or an event arrived. */
  ASSET_TRIGGERED;

  /** {@code scheduled}, {@code manual}, {@code backfill} or {@code asset_triggered}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its logical date is one of the timetable's. */
  public boolean isPeriodic() {
    return this == SCHEDULED || this == BACKFILL;
  }

  /** The type of a word. */
  public static RunType of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
