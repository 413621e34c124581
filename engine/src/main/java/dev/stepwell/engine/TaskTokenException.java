package dev.stepwell.engine;

/** A task token belongs to no task that is waiting: it is wrong, or the task has ended. */
public final class TaskTokenException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  TaskTokenException() {
    super("Task Timed Out: 'Provided task does not exist anymore'");
  }
}
