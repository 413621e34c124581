package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One event of an execution's history. Immutable. */
public final class HistoryEvent {

  private final long timestamp;
  private final int id;
  private final int previousId;
  private final EventType type;
  private final @Nullable EventDetails details;

  HistoryEvent(
      int id, int previousId, long timestamp, EventType type, @Nullable EventDetails details) {
    this.id = id;
    this.previousId = previousId;
    this.timestamp = timestamp;
    this.type = type;
    this.details = details;
  }

  /** The event's number in its execution, from 1 without gaps. */
  public int id() {
    return id;
  }

  /** The number of the event that led to this one, 0 for none. */
  public int previousEventId() {
    return previousId;
  }

  /** When it happened, to the millisecond. */
  public Instant timestamp() {
    return Instant.ofEpochMilli(timestamp);
  }

  /** What happened. */
  public EventType type() {
    return type;
  }

  /** What the event tells beyond its type; null for types that tell no more. */
  public @Nullable EventDetails details() {
    return details;
  }

  /** The event as AWS's GetExecutionHistory gives it; payloads are JSON text. */
  public JsonObject json() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("timestamp", JsonNumber.parse(BigDecimal.valueOf(timestamp, 3).toString()))
            .put("type", Json.of(type.word()))
            .put("id", Json.of(id))
            .put("previousEventId", Json.of(previousId));
    if (!type.detailsMember().isEmpty() && details != null) {
      JsonObject.Builder members = JsonObject.builder();
      details.print(members);
      json.put(type.detailsMember(), members.build());
    }
    return json.build();
  }

  @Override
  public String toString() {
    return json().compact();
  }
}
