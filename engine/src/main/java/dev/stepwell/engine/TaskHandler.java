package dev.stepwell.engine;

/**
 * Does the work of Task states: the engine's only way to the outside world. A handler is looked up
 * by the state's resource.
 */
@FunctionalInterface
public interface TaskHandler {

  /**
   * Starts the work. Called on the engine's event loop, so it must not block: a handler that waits,
   * reads or computes for long hands the work to an executor and answers through the task when it
   * is done ({@link TaskHandlers.Builder#blocking} does that). An exception that escapes fails the
   * task with {@code States.TaskFailed}.
   *
   * @param task what to do and where to answer; may be kept and answered later from any thread
   */
  void start(Task task);
}
