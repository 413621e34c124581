package dev.stepwell.engine.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The records that the next commit writes, in the form in which it writes them. */
final class Batch {

  private static final int USUAL = 1 << 20;
  private static final int KEPT = 16 << 20;
  private static final byte[] NOTHING = new byte[0];

  private final CRC32C crc = new CRC32C();
  private ByteBuffer bytes = ByteBuffer.allocateDirect(USUAL);

  /** The same memory, to sum over without moving the position. */
  private ByteBuffer summed = bytes.duplicate();

  private long number;
  private int salt;
  private int records;
  private long streams;

  Batch(long number) {
    begin(number);
  }

  void begin(long newNumber) {
    if (bytes.capacity() > KEPT) {
      use(ByteBuffer.allocateDirect(USUAL));
    }
    bytes.clear().position(Wire.BATCH_HEADER);
    number = newNumber;
    salt = Wire.salt(newNumber);
    records = 0;
    streams = 0;
  }

  long number() {
    return number;
  }

  /** Bytes of the records. */
  int size() {
    return bytes.position() - Wire.BATCH_HEADER;
  }

  void chunk(long stream, long place, byte[] source, int from, int to) {
    record(Wire.CHUNK, stream, place, source, from, to - from);
  }

  void info(StreamInfo info, long place) {
    byte[] body = InfoCodec.encode(info);
    record(Wire.INFO, info.id(), place, body, 0, body.length);
  }

  void forget(long root, long place) {
    record(Wire.FORGET, root, place, NOTHING, 0, 0);
  }

  private void record(byte kind, long stream, long place, byte[] source, int from, int length) {
    reserve(length);
    int start = bytes.position();
    bytes.put(kind).putLong(stream).putLong(place).putInt(length);
    bytes.putInt(sum(start, bytes.position()));
    bytes.put(source, from, length);
    crc.reset();
    crc.update(source, from, length);
    bytes.putInt((int) crc.getValue() ^ salt);
    records++;
    streams += stream;
  }

  private int sum(int from, int to) {
    crc.reset();
    crc.update(summed.limit(to).position(from));
    return (int) crc.getValue() ^ salt;
  }

  private void reserve(int body) {
    long needed = (long) bytes.position() + Wire.RECORD_FRAME + body;
    if (needed > Wire.LARGEST_BATCH) {
      throw new StoreException(
          "more than %d MiB in one batch. Commit more often, or store less at once."
              .formatted(Wire.LARGEST_BATCH >> 20),
          null);
    }
    if (needed > bytes.capacity()) {
      long larger = Math.min(Wire.LARGEST_BATCH, Math.max(needed, 2L * bytes.capacity()));
      use(ByteBuffer.allocateDirect((int) larger).put(bytes.flip()));
    }
  }

  private void use(ByteBuffer other) {
    bytes = other;
    summed = other.duplicate();
  }

  /** The batch to write. Records may be added afterwards, and the whole be sealed again. */
  ByteBuffer seal() {
    int end = bytes.position();
    bytes
        .position(0)
        .putInt(Wire.BATCH_MAGIC)
        .putLong(number)
        .putInt(records)
        .putInt(end - Wire.BATCH_HEADER)
        .putLong(streams);
    bytes.putInt(sum(0, bytes.position()));
    bytes.position(end);
    return bytes.duplicate().flip();
  }
}
