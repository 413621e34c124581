package dev.stepwell.engine.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A published revision. Immutable.
 *
 * @param number from 1, never used again
 * @param arn the state machine's with the number behind
 * @param revision what was published
 * @param description why; null for nothing said
 * @param created when
 */
record Version(
    int number, String arn, Revision revision, @Nullable String description, Instant created) {}
