package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The variables of one frame, and how many bytes they take of what an execution may have. */
final class FrameVariables {

  private final Run run;
  private JsonObject values = JsonObject.EMPTY;
  private @Nullable JsonObject assigned;
  private long held;

  FrameVariables(Run run) {
    this.run = run;
  }

  @Nullable Json get(String name) {
    return values.get(name);
  }

  JsonObject values() {
    return values;
  }

  /** Sets variables before the first state. */
  void begin(JsonObject given) {
    values = given;
    hold();
  }

  /** Leaves variables to be set when the state exits; null to leave none. */
  void assign(@Nullable JsonObject given) {
    assigned = given;
  }

  /** What is to be set when the state exits; null for nothing. */
  @Nullable JsonObject assigned() {
    return assigned;
  }

  /** Whether what is to be set is more than a state, or an execution, may have. */
  boolean isTooMuch() {
    JsonObject given = assigned;
    return given != null
        && (given.size() > Failure.MOST_BYTES
            || run.heldVariables() + growth(given) > Failure.MOST_VARIABLE_BYTES);
  }

  /** Sets what was assigned. */
  void set() {
    JsonObject given = assigned;
    if (given == null) {
      return;
    }
    long more = growth(given);
    held += more;
    run.holdVariables(more);
    JsonObject all = values;
    for (int i = 0; i < given.length(); i++) {
      all = all.with(given.nameAt(i), given.valueAt(i));
    }
    values = all;
    assigned = null;
  }

  /** By how many bytes variables that are to be set exceed those that they replace. */
  private long growth(JsonObject given) {
    long bytes = 0;
    for (int i = 0; i < given.length(); i++) {
      Json before = values.get(given.nameAt(i));
      bytes += given.valueAt(i).size() - (before == null ? 0L : before.size());
    }
    return bytes;
  }

  /** Takes the room of the variables again that a graph had before it ended. */
  void hold() {
    release();
    for (int i = 0; i < values.length(); i++) {
      held += values.valueAt(i).size();
    }
    run.holdVariables(held);
  }

  /** Lets go of the room of the variables of a graph that has ended. */
  void release() {
    run.holdVariables(-held);
    held = 0;
  }
}
