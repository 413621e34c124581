package dev.stepwell.engine;

/**
 * Does the work of Task states: the engine's only way to the outside world. A handler is looked up
 * by the state's resource.
 *
 * <p>An engine with a store keeps what a task answered, so a finished task never runs again. What
 * the engine cannot know is how far a task came that was out when its process ended; {@link
 * #resume} is where a handler says what becomes of it.
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

  /**
   * Goes on with a task that {@link #start} was given, or was about to be given, by a process that
   * ended before the answer was kept. The task is the same: arguments and {@link Task#token} are
   * those of the first start, so that a handler can look up what it did under that token. Called on
   * the event loop, under the rules of {@code start}.
   *
   * <p>By default the task fails with {@value #INTERRUPTED}, which Retry and Catch can name: the
   * work may have been done, half done or not begun, and doing it twice in silence is the one thing
   * that must not happen. A handler that may repeat its work starts it again ({@link
   * #repeatable(TaskHandler)}).
   */
  default void resume(Task task) {
    task.fail(
        INTERRUPTED,
        "The process ended while '"
            + task.resource()
            + "' worked for state '"
            + task.stateName()
            + "', and its handler does not say how to go on. Retry on "
            + INTERRUPTED
            + " if the work may be done twice, or have the handler override resume.");
  }

  /** The error of a task whose process ended before it answered, and which was not resumed. */
  String INTERRUPTED = "Stepwell.Interrupted";

  /** A handler whose work may be done twice with no harm: what was interrupted is started again. */
  static TaskHandler repeatable(TaskHandler work) {
    return new TaskHandler() {
      @Override
      public void start(Task task) {
        work.start(task);
      }

      @Override
      public void resume(Task task) {
        work.start(task);
      }
    };
  }
}
