package dev.stepwell.aws.cloud;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution.
 *
 * @param arn its ARN
 * @param name its name
 * @param status {@code RUNNING}, {@code SUCCEEDED}, {@code FAILED}, {@code TIMED_OUT}, {@code
 *     ABORTED} or {@code PENDING_REDRIVE}
 * @param started when it began
 * @param stopped when it ended; null while it runs
 * @param input its input; null where only a list was asked for
 * @param error the name of its error; null if it has none or only a list was asked for
 */
public record CloudRun(
    String arn,
    String name,
    String status,
    Instant started,
    @Nullable Instant stopped,
    @Nullable String input,
    @Nullable String error) {}
