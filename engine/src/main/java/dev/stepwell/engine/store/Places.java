package dev.stepwell.engine.store;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * For each stream in use, the number its next record has and the batch that its last one is in: a
 * hash table of longs with linear probing, since it is asked for every record.
 */
final class Places {

  private static final int FIRST_CAPACITY = 1 << 10;

  /** Stream id + 1, next number, last batch; a stream id of 0 says the place is free. */
  private long[] table = new long[3 * FIRST_CAPACITY];

  private int size;

  /** Asked for the next number of a stream that is not in the table. */
  private final LongUnaryOperator unknown;

  Places(LongUnaryOperator unknown) {
    this.unknown = unknown;
  }

  /** The number for a record that goes into a batch. */
  long take(long stream, long batch) {
    int at = find(stream);
    if (table[at] == 0) {
      put(stream, unknown.applyAsLong(stream), batch);
      at = find(stream);
    }
    table[at + 2] = batch;
    return table[at + 1]++;
  }

  void put(long stream, long next, long batch) {
    if (3 * ++size > table.length / 2) {
      grow();
    }
    int at = find(stream);
    table[at] = stream + 1;
    table[at + 1] = next;
    table[at + 2] = batch;
  }

  /** The batch that the stream's last record is in; -1 if it is not in the table. */
  long lastBatch(long stream) {
    int at = find(stream);
    return table[at] == 0 ? -1 : table[at + 2];
  }

  int size() {
    return size;
  }

  void remove(long stream) {
    int free = find(stream);
    if (table[free] == 0) {
      return;
    }
    size--;
    // Entries behind that could not get nearer to their home move up into the hole.
    for (int at = next(free); table[at] != 0; at = next(at)) {
      int home = home(table[at] - 1);
      boolean stays = free <= at ? free < home && home <= at : free < home || home <= at;
      if (!stays) {
        System.arraycopy(table, at, table, free, 3);
        free = at;
      }
    }
    Arrays.fill(table, free, free + 3, 0);
  }

  private void grow() {
    long[] old = table;
    table = new long[2 * old.length];
    for (int at = 0; at < old.length; at += 3) {
      if (old[at] != 0) {
        System.arraycopy(old, at, table, find(old[at] - 1), 3);
      }
    }
  }

  private int find(long stream) {
    int at = home(stream);
    while (table[at] != 0 && table[at] != stream + 1) {
      at = next(at);
    }
    return at;
  }

  private int home(long stream) {
    long mixed = stream * 0x9E37_79B9_7F4A_7C15L;
    return 3 * (int) ((mixed >>> 32) & (table.length / 3 - 1));
  }

  private int next(int at) {
    return at + 3 == table.length ? 0 : at + 3;
  }
}
