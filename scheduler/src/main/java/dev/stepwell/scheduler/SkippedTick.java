package dev.stepwell.scheduler;

import java.time.Instant;

/**
 * Ticks that have no run, and why.
 *
 * @param workflow whose
 * @param trigger of which trigger
 * @param first the first of them
 * @param last the last of them
 * @param decidedAt when that was decided
 * @param reason the rule that decided it, in words
 */
public record SkippedTick(
    String workflow,
    String trigger,
    Instant first,
    Instant last,
    Instant decidedAt,
    String reason) {}
