package dev.stepwell.engine;

import java.time.LocalDate;

/**
 * Where AWS has changed what it writes, which way to go. {@link #LATEST} unless a recording of
 * another time is to be matched.
 *
 * @param distributedExitPointsAtMapRun the MapStateExited of a distributed Map refers to
 *     MapRunStarted (recordings since November 2024) instead of MapRunSucceeded
 * @param mapsObjects a Map takes an object for its items (since 2025) instead of refusing it
 * @param contextCountsRedrives the Context Object and lists of executions have {@code RedriveCount}
 *     (since November 2023)
 * @param evaluationFailedPointsAtEntered EvaluationFailed refers to the event just before it
 *     (measured in September 2026) instead of the one before the state was entered
 * @param describesEncryption descriptions have {@code encryptionConfiguration} (since July 2024)
 */
public record AwsBehaviour(
    boolean distributedExitPointsAtMapRun,
    boolean mapsObjects,
    boolean contextCountsRedrives,
    boolean evaluationFailedPointsAtEntered,
    boolean describesEncryption) {

  /** As of the newest measurements. */
  public static final AwsBehaviour LATEST = new AwsBehaviour(true, true, true, true, true);

  /** As of a day. */
  public static AwsBehaviour on(LocalDate day) {
    return new AwsBehaviour(
        !day.isBefore(LocalDate.of(2024, 11, 1)),
        !day.isBefore(LocalDate.of(2025, 9, 1)),
        !day.isBefore(LocalDate.of(2023, 11, 15)),
        !day.isBefore(LocalDate.of(2026, 9, 1)),
        !day.isBefore(LocalDate.of(2024, 7, 25)));
  }
}
