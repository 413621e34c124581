package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call that the engine itself makes for a Map: to read items, or to write results. */
final class ServiceCall implements Task {

  private final Frame frame;
  private final String resource;
  private final Json arguments;
  private final Consumer<Json> succeeded;
  private final Consumer<String> failed;
  private final String token;
  private boolean over;

  private ServiceCall(
      Frame frame,
      String resource,
      Json arguments,
      Consumer<Json> succeeded,
      Consumer<String> failed) {
    this.frame = frame;
    this.resource = resource;
    this.arguments = arguments;
    this.succeeded = succeeded;
    this.failed = failed;
    this.token = frame.execution().engine().ids().next().toString();
  }

  /**
   * Calls a service for a frame; the answer arrives on the loop, unless the frame is gone.
   *
   * @param failed gets the text of an error
   */
  static void make(
      Frame frame,
      String resource,
      JsonObject arguments,
      Consumer<Json> succeeded,
      Consumer<String> failed) {
    Engine engine = frame.execution().engine();
    TaskHandler handler = engine.handler(resource);
    ServiceCall call = new ServiceCall(frame, resource, arguments, succeeded, failed);
    if (handler == null) {
      failed.accept(TaskAttempt.nobody(resource));
      return;
    }
    engine.loop().inFlight(1);
    engine.loop().release(() -> call.start(handler));
  }

  private void start(TaskHandler handler) {
    try {
      handler.start(this);
    } catch (TaskFailedException failure) {
      fail(failure.error(), failure.getMessage());
    } catch (RuntimeException bug) {
      fail(Failure.TASK_FAILED, bug.toString());
    }
  }

  private void answer(Runnable then) {
    Loop loop = frame.execution().loop();
    loop.post(
        () -> {
          if (!over) {
            over = true;
            loop.inFlight(-1);
            frame.resume(then);
          }
        });
  }

  @Override
  public void succeed(Json result) {
    answer(() -> succeeded.accept(result));
  }

  @Override
  public void fail(@Nullable String error, @Nullable String cause) {
    answer(() -> failed.accept(cause == null ? String.valueOf(error) : cause));
  }

  @Override
  public Optional<Json> submission() {
    return Optional.empty();
  }

  @Override
  public void submitted(Json output) {}

  @Override
  public void heartbeat() {}

  @Override
  public void onCancel(Runnable action) {}

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
    return frame.execution().arn();
  }

  @Override
  public String stateName() {
    return frame.node().name();
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public OptionalLong timeoutSeconds() {
    return OptionalLong.empty();
  }

  @Override
  public @Nullable String roleArn() {
    return null;
  }
}
