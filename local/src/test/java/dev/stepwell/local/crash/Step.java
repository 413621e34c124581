package dev.stepwell.local.crash;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Task;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one state of one execution, under a name that says no more than that: {@code
 * map-17/Two[3]#0} is the first attempt of state {@code Two} for item 3. An undisturbed run has the
 * same steps.
 *
 * @param name the name
 * @param retry how many attempts there were before
 * @param failures how many attempts are to fail before one succeeds
 * @param token the engine's name for the attempt
 */
record Step(String name, long retry, long failures, String token) {

  static Step of(Task task) {
    JsonObject given = (JsonObject) task.arguments();
    JsonObject arguments = given.has("MessageBody") ? given.object("MessageBody") : given;
    String other = arguments.string("of");
    String arn = task.executionArn();
    String of = other == null ? arn.substring(arn.lastIndexOf(':') + 1) : other;
    Json item = arguments.get("item");
    long retry = number(arguments.get("retry"));
    String name =
        of + "/" + task.stateName() + (item == null ? "" : "[" + item.text() + "]") + "#" + retry;
    return new Step(name, retry, number(arguments.get("failures")), task.token());
  }

  private static long number(@Nullable Json value) {
    return value == null ? 0 : Long.parseLong(value.text());
  }

  /** The name without the number of the attempt. */
  static String withoutAttempt(String name) {
    return name.substring(0, name.lastIndexOf('#'));
  }

  /** The execution that a step is of, or that has a nested one or a child which it is of. */
  static Load load(String name) {
    return Load.of(name.substring(0, name.indexOf('-')));
  }

  /** How long the work takes in milliseconds: always the same for the same step. */
  long duration() {
    return Math.floorMod(name.hashCode(), 30);
  }

  boolean fails() {
    return retry < failures;
  }

  /** What the work gives. */
  Json result() {
    return result(name);
  }

  static Json result(String name) {
    return JsonObject.of(
        "step", Json.of(name), "value", Json.of(Math.floorMod(name.hashCode(), 100)));
  }
}
