package dev.stepwell.engine.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is known of a stream while records are taken in, with the chunks not yet in the base. */
final class Row {

  private static final byte[] NONE = new byte[0];

  StreamInfo info;

  /** The number that its next record must have. */
  long next;

  /** What is wrong with it. */
  @Nullable String damage;

  /** What may be wrong with it, until a record shows that nothing is. */
  @Nullable String suspicion;

  /** The number of the first of its new chunks. */
  private long firstPlace;

  private byte[] bytes = NONE;
  private int length;

  Row(StreamInfo info, long next, @Nullable String damage, @Nullable String suspicion) {
    this.info = info;
    this.next = next;
    this.damage = damage;
    this.suspicion = suspicion;
  }

  /** A stream of which nothing is known. */
  static Row unknown(long id) {
    return new Row(new StreamInfo(id, id, "", "", "", 0, StreamInfo.OPEN), 0, null, null);
  }

  void add(long place, byte[] source, int from, int count) {
    if (length == 0) {
      firstPlace = place;
    }
    if (bytes.length - length < count) {
      bytes =
          Arrays.copyOf(bytes, Math.max(length + count, Math.min(2 * length, length + (64 << 20))));
    }
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  long firstPlace() {
    return firstPlace;
  }

  /** The new chunks' bytes in order. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** The whole stream: what was known of it before, and what is new. */
  StoredStream after(@Nullable StoredStream known) {
    byte[] before = known == null ? NONE : known.bytes();
    byte[] all = Arrays.copyOf(before, before.length + length);
    System.arraycopy(bytes, 0, all, before.length, length);
    @Nullable String wrong = known != null && known.damage() != null ? known.damage() : damage;
    return new StoredStream(info, all, wrong != null ? wrong : suspicion);
  }

  boolean hasBytes() {
    return length > 0;
  }
}
