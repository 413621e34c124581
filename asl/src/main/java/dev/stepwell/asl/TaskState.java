package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has work done by something outside.
 *
 * @param resource the ARN that says by what
 * @param timeoutSeconds a whole number, or JSONata that yields one; null where absent
 * @param timeoutSecondsPath JSONPath only; null where absent
 * @param heartbeatSeconds a whole number, or JSONata that yields one; null where absent
 * @param heartbeatSecondsPath JSONPath only; null where absent
 * @param credentials the role to assume, a template; null where absent
 */
public record TaskState(
    StateHeader header,
    DataFlow data,
    String resource,
    @Nullable Json timeoutSeconds,
    @Nullable String timeoutSecondsPath,
    @Nullable Json heartbeatSeconds,
    @Nullable String heartbeatSecondsPath,
    @Nullable JsonObject credentials,
    List<Retrier> retry,
    List<Catcher> catchers,
    Transition transition)
    implements State {

  /** Copies the lists. */
  public TaskState {
    retry = List.copyOf(retry);
    catchers = List.copyOf(catchers);
  }

  @Override
  public String type() {
    return "Task";
  }
}
