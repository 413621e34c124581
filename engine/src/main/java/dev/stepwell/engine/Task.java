package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a Task state, as a {@link TaskHandler} sees it. The answering methods may be
 * called from any thread; the first answer counts, later ones are ignored, and an answer to a task
 * that has timed out or was stopped is ignored too.
 */
public interface Task {

  /** The state's resource, such as {@code arn:aws:states:::aws-sdk:glue:startCrawler}. */
  String resource();

  /** What the state passes: its effective input. */
  Json arguments();

  /** The ARN of the execution. */
  String executionArn();

  /** The state's name. */
  String stateName();

  /**
   * A name for this attempt that no other attempt has; the task token of callback tasks. An attempt
   * that is resumed in another process keeps it.
   */
  String token();

  /** The limit of this attempt in seconds, if the state sets one. */
  OptionalLong timeoutSeconds();

  /** The role to assume, from the state's {@code Credentials}; null where absent. */
  @Nullable String roleArn();

  /**
   * What {@link #submitted} was told, also by an earlier process; empty if it was not called. A
   * handler that resumes a task looks up by it the work that is on its way.
   */
  Optional<Json> submission();

  /**
   * Says that the work has been handed over and goes on elsewhere: for resources that end in {@code
   * .sync} or {@code .waitForTaskToken}, before the answer.
   *
   * @param output the answer of the service that took it
   */
  void submitted(Json output);

  /** Ends the task well, with its result. */
  void succeed(Json result);

  /**
   * Ends the task with an error.
   *
   * @param error the name that {@code Retry} and {@code Catch} compare; null for a failure without
   *     a name
   * @param cause the text; null for none
   */
  void fail(@Nullable String error, @Nullable String cause);

  /** Restarts the heartbeat's clock. */
  void heartbeat();

  /**
   * Has the action run when nobody waits for the answer any longer: the task timed out, its
   * execution was stopped, or a sibling branch failed. At most one action; it must not block.
   */
  void onCancel(Runnable action);
}
