package dev.stepwell.local;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandlers;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A task that a test hands to a handler, and what the handler answered. */
public final class Answer implements Task {

  private final String resource;
  private final Json arguments;
  private Json result = JsonNull.NULL;
  private @Nullable String error;
  private @Nullable String cause;

  private Answer(String resource, Json arguments) {
    this.resource = resource;
    this.arguments = arguments;
  }

  /** Has the handler for a resource do the work; the handlers' executor must be direct. */
  public static Answer to(TaskHandlers handlers, String resource, JsonObject arguments) {
    Answer answer = new Answer(resource, arguments);
    handlers.find(resource).orElseThrow().start(answer);
    return answer;
  }

  /** The result; null in JSON if the task failed. */
  public Json result() {
    return result;
  }

  /** The result; an assertion fails if there is none. */
  public JsonObject object() {
    if (error != null) {
      throw new AssertionError(resource + " failed: " + error + ": " + cause);
    }
    return (JsonObject) result;
  }

  /** The error's name; null if the task succeeded. */
  public @Nullable String error() {
    return error;
  }

  /** The error's text; null if the task succeeded. */
  public @Nullable String cause() {
    return cause;
  }

  @Override
  public String resource() {
    return resource;
  }

  @Override
  public Json arguments() {
    return arguments;
  }

  @Override
  public String executionArn() {
    return "arn:aws:states:us-east-1:123456789012:execution:test:test";
  }

  @Override
  public String stateName() {
    return "test";
  }

  @Override
  public String token() {
    return "token";
  }

  @Override
  public OptionalLong timeoutSeconds() {
    return OptionalLong.empty();
  }

  @Override
  public @Nullable String roleArn() {
    return null;
  }

  @Override
  public void submitted(Json output) {}

  @Override
  public void succeed(Json given) {
    result = given;
  }

  @Override
  public void fail(@Nullable String name, @Nullable String text) {
    error = name;
    cause = text;
  }

  @Override
  public void heartbeat() {}

  @Override
  public void onCancel(Runnable action) {}
}
