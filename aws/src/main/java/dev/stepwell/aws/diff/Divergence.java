package dev.stepwell.aws.diff;

import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Where two histories go different ways.
 *
 * @param lane the branch or iteration; empty for the machine itself
 * @param reason what differs, in a few words
 * @param first the event of the first history; null if it has none there
 * @param second the event of the second; null if it has none there
 */
public record Divergence(
    String lane, String reason, @Nullable JsonObject first, @Nullable JsonObject second) {}
