package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Scopes for tests: fixed time, seeded chance. */
final class Given {

  static final Instant NOW = Instant.parse("2026-03-01T12:30:00.123Z");

  private static final Json CONTEXT =
      Json.parse(
          "{\"Execution\":{\"Id\":\"arn:e\",\"Input\":{\"a\":1}},\"State\":{\"Name\":\"S\"}}");

  private Given() {}

  static Sources sources() {
    Random random = new Random(1);
    return new Sources(
        InstantSource.fixed(NOW), random, () -> new UUID(random.nextLong(), random.nextLong()));
  }

  static Scope input(String json) {
    return input(json, Map.of());
  }

  static Scope input(String json, Map<String, Json> variables) {
    return Scope.of(Json.parse(json), () -> CONTEXT, variables::get, sources());
  }
}
