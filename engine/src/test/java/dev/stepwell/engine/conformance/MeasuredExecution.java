package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A whole execution: how it ended, and the row of its events. */
record MeasuredExecution(JsonObject measured) implements Check {

  private static final Instant START = Instant.parse("2026-09-20T00:00:00Z");

  @Override
  public @Nullable String difference() {
    Execution execution = run();
    JsonObject expected = measured.object("expected");
    List<String> differences =
        new Outcome(
                execution.status().name(),
                execution.output().orElse(null),
                execution.error().orElse(null),
                execution.cause().orElse(null))
            .differences(expected);
    List<String> chain = execution.history().stream().map(MeasuredExecution::line).toList();
    List<String> all = texts(expected.array("events"));
    if (!all.isEmpty() && !all.equals(chain)) {
      differences.add("the events should be " + all + ", but are " + chain);
    }
    List<String> last = texts(expected.array("lastEvents"));
    if (!chain.subList(Math.max(0, chain.size() - last.size()), chain.size()).equals(last)) {
      differences.add("the last events should be " + last + ", but are " + chain);
    }
    expected
        .object("eventDetails")
        .forEach(
            (id, details) -> {
              String printed = execution.history().get(Integer.parseInt(id) - 1).json().compact();
              if (!printed.contains(details.compact())) {
                differences.add("event " + id + " should tell " + details + ", but is " + printed);
              }
            });
    return differences.isEmpty() ? null : differences.get(0);
  }

  private Execution run() {
    Json input = Json.parse(measured.object("input").text());
    try (Engine engine = Engine.builder().clock(VirtualClock.jumping(START)).build()) {
      return engine
          .start(engine.create("observed", measured.object("definition").text()), null, input)
          .done()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
    }
  }

  private static String line(HistoryEvent event) {
    return event.id() + "<" + event.previousEventId() + " " + event.type().word();
  }

  private static List<String> texts(JsonArray array) {
    return array.stream().map(each -> String.valueOf(each.toJava())).toList();
  }
}
