package dev.stepwell.engine.api;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Execution;
import java.time.Duration;

/** What AWS would charge for an Express execution: time in steps of 100 ms, memory of 64 MB. */
final class Billing {

  private static final long STEP_MILLIS = 100;
  private static final long MEMORY_MEGABYTES = 64;

  private Billing() {}

  static JsonObject of(Execution execution) {
    long millis =
        Duration.between(execution.startTime(), execution.stopTime().orElse(execution.startTime()))
            .toMillis();
    long steps = Math.max(1, (millis + STEP_MILLIS - 1) / STEP_MILLIS);
    return JsonObject.builder()
        .put("billedMemoryUsedInMB", MEMORY_MEGABYTES)
        .put("billedDurationInMilliseconds", steps * STEP_MILLIS)
        .build();
  }
}
