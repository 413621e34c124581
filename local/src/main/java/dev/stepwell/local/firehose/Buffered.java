package dev.stepwell.local.firehose;

import dev.stepwell.local.state.Row;
import java.time.Instant;

/** A record that waits in a stream. Immutable; nobody may change its data. */
final class Buffered {

  static final String COLUMNS = "id, data, arrived_at, hops";

  private final String id;
  private final byte[] data;
  private final long arrivedAt;
  private final int hops;

  private Buffered(String id, byte[] data, long arrivedAt, int hops) {
    this.id = id;
    this.data = data;
    this.arrivedAt = arrivedAt;
    this.hops = hops;
  }

  static Buffered of(Row row) {
    return new Buffered(row.text(0), row.bytes(1), row.number(2), (int) row.number(3));
  }

  /** The record's id. */
  String id() {
    return id;
  }

  /** What it is. */
  byte[] data() {
    return data;
  }

  /** When it came, in milliseconds since 1970. */
  long arrivedAt() {
    return arrivedAt;
  }

  /** How many deliveries led to it. */
  int hops() {
    return hops;
  }

  Instant arrived() {
    return Instant.ofEpochMilli(arrivedAt);
  }
}
