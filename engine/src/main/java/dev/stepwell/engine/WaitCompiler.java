package dev.stepwell.engine;

import dev.stepwell.asl.WaitState;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.engine.expression.Path;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Templates;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;

/** Finds out until when a Wait waits. */
final class WaitCompiler {

  /** Seconds that are refused anyway, but can be reckoned with. */
  private static final long TOO_LONG = 1L << 40;

  private WaitCompiler() {}

  /** The moment in milliseconds since 1970, given what expressions see and the present moment. */
  static ToLongBiFunction<Scope, Long> until(WaitState state) {
    if (state.secondsPath() != null) {
      Path path = Path.parse(state.secondsPath());
      return after(scope -> path.readSeconds(scope, "SecondsPath"));
    }
    if (state.timestampPath() != null) {
      Path path = Path.parse(state.timestampPath());
      return at(scope -> path.readInstant(scope, "TimestampPath"));
    }
    Json seconds = state.seconds();
    if (seconds instanceof JsonNumber number) {
      long constant = number.longValue();
      return after(scope -> constant);
    }
    if (seconds != null) {
      return after(Templates.jsonataInteger(seconds, "Seconds"));
    }
    String timestamp = state.timestamp();
    if (timestamp == null) {
      throw new IllegalArgumentException(
          "Wait '" + state.name() + "' says neither how long nor until when");
    }
    if (PlanCompiler.isJsonata(state)) {
      return at(Templates.jsonataInstant(Json.of(timestamp), "Timestamp"));
    }
    Instant constant = OffsetDateTime.parse(timestamp).toInstant();
    return at(scope -> constant);
  }

  /** Whether it waits for a time from now on, and not until a moment. */
  static boolean isRelative(WaitState state) {
    return state.secondsPath() != null || state.seconds() != null;
  }

  private static ToLongBiFunction<Scope, Long> after(ToLongFunction<Scope> seconds) {
    return (scope, now) -> now + Math.min(seconds.applyAsLong(scope), TOO_LONG) * 1000;
  }

  private static ToLongBiFunction<Scope, Long> at(Function<Scope, Instant> moment) {
    return (scope, now) -> moment.apply(scope).plusNanos(999_999).toEpochMilli();
  }
}
