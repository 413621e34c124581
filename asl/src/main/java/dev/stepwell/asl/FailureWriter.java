package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Prints the entries of {@code Retry} and {@code Catch}. */
final class FailureWriter {

  private FailureWriter() {}

  static JsonObject retrier(Retrier retrier) {
    JsonObject.Builder out = JsonObject.builder();
    out.putIfPresent("Comment", retrier.comment());
    out.put("ErrorEquals", Json.of(retrier.errorEquals()));
    put(out, "IntervalSeconds", retrier.intervalSeconds());
    put(out, "MaxAttempts", retrier.maxAttempts());
    put(out, "BackoffRate", retrier.backoffRate());
    put(out, "MaxDelaySeconds", retrier.maxDelaySeconds());
    return out.putIfPresent("JitterStrategy", retrier.jitterStrategy()).build();
  }

  static JsonObject catcher(Catcher catcher) {
    JsonObject.Builder out = JsonObject.builder();
    out.putIfPresent("Comment", catcher.comment());
    JsonArray errors = Json.of(catcher.errorEquals());
    out.put("ErrorEquals", errors);
    out.putIfPresent("ResultPath", catcher.resultPath());
    out.putIfPresent("Assign", catcher.assign());
    out.putIfPresent("Output", catcher.output());
    return out.put("Next", catcher.next()).build();
  }

  private static void put(JsonObject.Builder out, String name, @Nullable Number value) {
    if (value != null) {
      out.put(name, Json.of((Object) value));
    }
  }
}
