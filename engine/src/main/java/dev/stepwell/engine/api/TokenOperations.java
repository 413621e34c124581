package dev.stepwell.engine.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskTokenException;
import java.util.List;
import java.util.regex.Pattern;

/** Answers tasks that wait for their token. */
final class TokenOperations {

  private static final Shape TOKEN = Shape.empty().required("taskToken", Constraint.text(1, 2048));
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Registry registry;

  TokenOperations(Registry registry) {
    this.registry = registry;
  }

  List<Operation> all() {
    return List.of(
        new Operation("SendTaskSuccess", TOKEN.required("output", Limits.DATA), this::succeed),
        new Operation(
            "SendTaskFailure",
            TOKEN.optional("error", Limits.ERROR).optional("cause", Limits.CAUSE),
            this::fail),
        new Operation("SendTaskHeartbeat", TOKEN, this::heartbeat));
  }

  private JsonObject succeed(Request request) {
    Json output = Payloads.output(request.text("output"));
    String token = token(request);
    return answer(() -> registry.engine().sendTaskSuccess(token, output));
  }

  private JsonObject fail(Request request) {
    String token = token(request);
    return answer(
        () ->
            registry
                .engine()
                .sendTaskFailure(token, request.optional("error"), request.optional("cause")));
  }

  private JsonObject heartbeat(Request request) {
    String token = token(request);
    return answer(() -> registry.engine().sendTaskHeartbeat(token));
  }

  private static String token(Request request) {
    String token = request.text("taskToken");
    if (!FORM.matcher(token).matches()) {
      throw ApiException.of("InvalidToken", "Invalid Token: 'Invalid token'");
    }
    return token;
  }

  private static JsonObject answer(Runnable action) {
    try {
      action.run();
    } catch (TaskTokenException gone) {
      throw ApiException.of("TaskTimedOut", String.valueOf(gone.getMessage()));
    }
    return JsonObject.EMPTY;
  }
}
