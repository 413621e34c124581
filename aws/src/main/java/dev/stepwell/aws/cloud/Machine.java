package dev.stepwell.aws.cloud;

import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A state machine that is deployed.
 *
 * @param arn its ARN
 * @param live the alias by which it is started; null if it has none, and its newest revision is
 * @param name its name
 * @param roleArn the role that it takes
 * @param definition its definition now
 */
public record Machine(
    String arn, @Nullable Alias live, String name, String roleArn, JsonObject definition) {

  /**
   * A name for a version.
   *
   * @param arn the alias's ARN
   * @param version the number of the version that most executions get
   */
  public record Alias(String arn, int version) {}

  /** What an execution is started of. */
  String startArn() {
    return live == null ? arn : live.arn();
  }
}
