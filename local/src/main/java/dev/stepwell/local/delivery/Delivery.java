package dev.stepwell.local.delivery;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Something that is on its way to a resource. Immutable.
 *
 * @param id names it, the same for every attempt
 * @param target the ARN of the resource
 * @param source the ARN of the subscription or rule that sends it, for texts and dead letters
 * @param body what is sent
 * @param options what the kind of resource takes beside that, such as {@code MessageGroupId}
 * @param deadLetters the ARN of the queue that gets it if it cannot arrive; null for none
 * @param hops how many deliveries led to this one; 0 for the first
 */
public record Delivery(
    String id,
    String target,
    String source,
    String body,
    JsonObject options,
    @Nullable String deadLetters,
    int hops) {

  /** Checks that all is there. */
  public Delivery {
    requireNonNull(id, "id");
    requireNonNull(target, "target");
    requireNonNull(source, "source");
    requireNonNull(body, "body");
    requireNonNull(options, "options");
  }

  /** The service of an ARN, such as {@code sqs}; empty if the text is no ARN. */
  public static String serviceOf(String arn) {
    String[] parts = arn.split(":", 4);
    return parts.length == 4 && parts[0].equals("arn") ? parts[2] : "";
  }

  /** The last part of an ARN, the resource's name. */
  public static String nameIn(String arn) {
    return arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
  }
}
