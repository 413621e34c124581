package dev.stepwell.dsl;

import dev.stepwell.dsl.model.RetryRule;
import java.util.List;

/**
 * Amazon ECS and AWS Fargate: one task that runs to its end. Step Functions takes no client token
 * for it: a call is made again only where ECS has refused it, never where its answer was lost, so
 * that no task runs twice. A task whose essential container ends with another code than 0 fails
 * with {@code States.TaskFailed} and ECS's description as the cause. Sources: ECS's API model; the
 * Step Functions developer guide, "Amazon ECS integration"; recorded answers.
 */
public final class Ecs {

  /** ECS accepted the call but started no task, for want of room, for example. */
  public static final ErrorName NOT_STARTED = ErrorName.of("AmazonECS.Unknown");

  /** Throttling, missing rights and a task that could not begin, such as an image not found. */
  public static final ErrorName SERVICE_ERROR = ErrorName.of("ECS.AmazonECSException");

  static final List<RetryRule> RETRIES =
      List.of(
          new RetryRule(List.of(NOT_STARTED.name()), 30, 10, 2, 300, true),
          RetryRule.service(SERVICE_ERROR.name()));

  private Ecs() {}

  /**
   * A task that has run to its end.
   *
   * @param taskArn its ARN
   * @param exitCode the largest code with which one of its containers ended
   * @param stoppedReason why ECS stopped it, in words
   */
  public record TaskRun(Text taskArn, Num exitCode, Text stoppedReason) {}

  /**
   * Runs a task and waits for its end; time-out 1 day. Say where it runs: {@link EcsTask#fargate}
   * or {@link EcsTask#ec2}.
   *
   * @param cluster the cluster's name or ARN
   * @param definition the task definition's family, family and revision ({@code join:3}) or ARN
   */
  public static EcsTask task(Text cluster, Text definition) {
    return EcsTask.of(cluster, definition);
  }
}
