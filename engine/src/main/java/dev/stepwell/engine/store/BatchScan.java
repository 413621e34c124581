package dev.stepwell.engine.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Finds the records of one batch in a range of bytes, and the ranges that hold none. Where a record
 * cannot be read, it looks for the next that can.
 */
final class BatchScan {

  private final byte[] bytes;
  private final ByteBuffer buffer;
  private final int salt;
  private final CRC32C crc = new CRC32C();
  private final List<Piece> pieces = new ArrayList<>();

  /** What stands at a place. */
  sealed interface Piece {

    int offset();

    /** A record; its body is good or not. */
    record Found(int offset, byte kind, long stream, long place, int body, int length, boolean good)
        implements Piece {}

    /** Bytes that belong to no record that can be told. */
    record Hole(int offset, int length) implements Piece {}
  }

  BatchScan(byte[] bytes, long batch) {
    this.bytes = bytes;
    this.buffer = ByteBuffer.wrap(bytes);
    this.salt = Wire.salt(batch);
  }

  List<Piece> scan(int from, int to) {
    pieces.clear();
    int hole = from;
    int at = from;
    while (at < to) {
      if (!isHeader(at, to)) {
        at++;
        continue;
      }
      if (hole < at) {
        pieces.add(new Piece.Hole(hole, at - hole));
      }
      at = add(at);
      hole = at;
    }
    if (hole < to) {
      pieces.add(new Piece.Hole(hole, to - hole));
    }
    return pieces;
  }

  private boolean isHeader(int at, int to) {
    if (to - at < Wire.RECORD_FRAME
        || bytes[at] < Wire.CHUNK
        || bytes[at] > Wire.FORGET
        || buffer.getInt(at + 21) != sum(at, 21)) {
      return false;
    }
    int length = buffer.getInt(at + 17);
    return length >= 0 && length <= to - at - Wire.RECORD_FRAME;
  }

  private int add(int at) {
    int length = buffer.getInt(at + 17);
    int body = at + Wire.RECORD_HEADER;
    boolean good = buffer.getInt(body + length) == sum(body, length);
    pieces.add(
        new Piece.Found(
            at, bytes[at], buffer.getLong(at + 1), buffer.getLong(at + 9), body, length, good));
    return body + length + Integer.BYTES;
  }

  private int sum(int from, int length) {
    crc.reset();
    crc.update(bytes, from, length);
    return (int) crc.getValue() ^ salt;
  }
}
