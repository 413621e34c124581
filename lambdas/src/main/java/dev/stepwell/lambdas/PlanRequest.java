package dev.stepwell.lambdas;

import java.time.LocalDate;

/**
 * What to plan: the files of one day.
 *
 * @param bucket name of the bucket
 * @param prefix folder that holds the {@code day=YYYY-MM-DD/} partitions, with or without the final
 *     slash; empty for the bucket itself
 * @param day the day to load
 */
public record PlanRequest(String bucket, String prefix, LocalDate day) {}
