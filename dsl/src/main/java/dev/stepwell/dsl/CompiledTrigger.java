package dev.stepwell.dsl;

import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A trigger as deployment needs it. Names of deployment are spelled <code>${Name}</code>. */
public sealed interface CompiledTrigger {

  /** The name, unique in the workflow. */
  String name();

  /**
   * A schedule of EventBridge Scheduler.
   *
   * @param expression {@code cron(..)} with six fields, or {@code rate(..)}
   * @param zone the IANA zone of the expression
   * @param input the execution's input; the Scheduler replaces {@code
   *     <aws.scheduler.scheduled-time>} in it
   * @param startDate the first moment at which it may fire; null for none
   * @param endDate the last moment; null for none
   * @param flexibleMinutes within how many minutes after its time it fires; 0 for at its time
   * @param source the expression as the author wrote it, and what is not done on AWS
   */
  record Schedule(
      String name,
      String expression,
      String zone,
      JsonObject input,
      @Nullable Instant startDate,
      @Nullable Instant endDate,
      int flexibleMinutes,
      String source)
      implements CompiledTrigger {}

  /**
   * Updates of assets. There is no such rule on AWS; Stepwell's scheduler makes these runs.
   *
   * @param condition which assets
   * @param partitions which partition a run is for; null if it is for assets as a whole
   * @param input the execution's input, as of a schedule; {@code <partition>} stands for the run's
   */
  record AssetsUpdated(
      String name, AssetCondition condition, @Nullable AssetPartitions partitions, JsonObject input)
      implements CompiledTrigger {}

  /**
   * The end of the run before. There is no such rule on AWS; Stepwell's scheduler makes these runs.
   *
   * @param input the execution's input, as of a schedule
   */
  record Continuous(String name, JsonObject input) implements CompiledTrigger {}

  /**
   * A rule of EventBridge on new objects.
   *
   * @param bucket the bucket's name among the resources
   * @param prefix what keys start with
   * @param pattern the rule's event pattern
   * @param inputPaths the input transformer's paths by name
   * @param inputTemplate the input transformer's template; it is JSON but for the placeholders
   * @param exactlyOnce whether it goes through a queue to the function {@code S3FanOut}
   */
  record ObjectCreated(
      String name,
      String bucket,
      String prefix,
      JsonObject pattern,
      JsonObject inputPaths,
      String inputTemplate,
      boolean exactlyOnce)
      implements CompiledTrigger {}

  /**
   * A rule of EventBridge on executions that ended in a way that they cannot handle themselves.
   *
   * @param workflow whose executions
   * @param pattern the rule's event pattern
   * @param inputPaths the input transformer's paths by name
   * @param inputTemplate the input transformer's template; it is JSON but for the placeholders
   */
  record ExecutionLost(
      String name, String workflow, JsonObject pattern, JsonObject inputPaths, String inputTemplate)
      implements CompiledTrigger {}
}
