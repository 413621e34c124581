package dev.stepwell.engine.api;

import dev.stepwell.asl.json.JsonNumber;
import java.math.BigDecimal;
import java.time.Instant;

/** Moments as responses spell them. */
final class Times {

  private Times() {}

  /** Seconds since 1970 with milliseconds behind the point. */
  static JsonNumber json(Instant moment) {
    return JsonNumber.parse(BigDecimal.valueOf(moment.toEpochMilli(), 3).toString());
  }
}
