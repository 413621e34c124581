package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Tests a state on virtual time, with everything told. */
final class StateBench {

  private final TaskHandlers.Builder handlers = TaskHandlers.builder();
  private final List<HistoryEvent> heard = new ArrayList<>();
  private final JsonObject.Builder request = JsonObject.builder().put("inspectionLevel", "TRACE");

  StateBench(String definition) {
    request.put("definition", definition).put("roleArn", "arn:aws:iam::000000000000:role/r");
  }

  StateBench with(String member, String text) {
    request.put(member, text);
    return this;
  }

  /** Sets a member that is JSON itself. */
  StateBench having(String member, String json) {
    request.put(member, Json.parse(json));
    return this;
  }

  StateBench giving(String result) {
    request.put("mock", JsonObject.of("result", Json.of(result)));
    return this;
  }

  StateBench failing(String error) {
    request.put(
        "mock",
        JsonObject.of(
            "errorOutput", JsonObject.of("error", Json.of(error), "cause", Json.of("why"))));
    return this;
  }

  StateBench doing(String resource, Function<Json, Json> work) {
    handlers.direct(resource, work);
    return this;
  }

  StateBench handing(String resource, TaskHandler work) {
    handlers.put(resource, work);
    return this;
  }

  JsonObject run() {
    try (Engine engine =
        Engine.builder()
            .clock(VirtualClock.jumping(Instant.parse("2026-01-05T06:07:08Z")))
            .ids(Ids.counting())
            .handlers(handlers.build())
            .listener((arn, event) -> heard.add(event))
            .build()) {
      return new TestState(engine).testState(request.build());
    }
  }

  /** What listeners of the engine have heard. */
  List<HistoryEvent> heard() {
    return heard;
  }

  /** The names of what was seen. */
  static List<String> seen(JsonObject response) {
    return response.object("inspectionData").names();
  }

  /** One thing that was seen. */
  static Json seen(JsonObject response, String member) {
    return Json.parse(String.valueOf(response.object("inspectionData").string(member)));
  }
}
