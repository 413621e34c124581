package dev.stepwell.scheduler;

import java.time.Instant;

/**
 * A run was not done in time.
 *
 * @param workflow the workflow's name
 * @param runId the run
 * @param deadline the deadline's name
 * @param due when the run was to be done
 * @param at when that was found out
 */
public record MissedDeadline(
    String workflow, String runId, String deadline, Instant due, Instant at) {}
