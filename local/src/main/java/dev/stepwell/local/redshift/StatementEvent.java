package dev.stepwell.local.redshift;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;

/**
 * What EventBridge is told when a statement that was submitted {@code WithEvent} has ended. As on
 * AWS it is told at most once: not for a statement whose process ended before.
 *
 * @param target what the statement ran on: {@code WorkgroupName} or {@code ClusterIdentifier}, and
 *     {@code Database}
 * @param detail the event's detail: {@code statementId}, {@code statementName}, {@code state},
 *     {@code rows}, {@code expireAt} and more
 * @param time when the statement ended
 */
public record StatementEvent(JsonObject target, JsonObject detail, Instant time) {

  /** The event's {@code source}. */
  public static final String SOURCE = "aws.redshift-data";

  /** The event's {@code detail-type}. */
  public static final String DETAIL_TYPE = "Redshift Data Statement Status Change";

  /** Takes the parts as they are; none may be null. */
  public StatementEvent {
    requireNonNull(target, "target");
    requireNonNull(detail, "detail");
    requireNonNull(time, "time");
  }
}
