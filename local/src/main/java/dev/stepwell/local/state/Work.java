package dev.stepwell.local.state;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonObject;

/**
 * Something that was started, and where it stands.
 *
 * @param key its name in its register, such as the id of a job run
 * @param task the token of the task that started it; empty if no task did
 * @param stage how far it came
 * @param record what its owner wrote down last
 */
public record Work(String key, String task, Stage stage, JsonObject record) {

  /** How far work came. */
  public enum Stage {
    /** This process is at it. */
    RUNNING,
    /** The process that was at it has ended before the work did. */
    INTERRUPTED,
    /** It has ended, well or badly; the record says how. */
    FINISHED
  }

  /** Checks that all is there. */
  public Work {
    requireNonNull(key, "key");
    requireNonNull(task, "task");
    requireNonNull(stage, "stage");
    requireNonNull(record, "record");
  }

  /** Whether it has ended. */
  public boolean isFinished() {
    return stage == Stage.FINISHED;
  }

  /** Whether the process that was at it has ended before the work did. */
  public boolean isInterrupted() {
    return stage == Stage.INTERRUPTED;
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("Key", key)
        .put("Task", task)
        .put("Finished", isFinished())
        .put("Record", record)
        .build();
  }

  /** The length of its line in a file. */
  long bytes() {
    return json().size() + RecordFile.EXTRA;
  }

  /** Work as a process that has ended left it. */
  static Work left(JsonObject json) {
    boolean finished = json.get("Finished") instanceof JsonBoolean truth && truth.value();
    return new Work(
        requireNonNull(json.string("Key"), "Key"),
        requireNonNull(json.string("Task"), "Task"),
        finished ? Stage.FINISHED : Stage.INTERRUPTED,
        json.object("Record"));
  }
}
