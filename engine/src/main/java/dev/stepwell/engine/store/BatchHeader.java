package dev.stepwell.engine.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What a batch says of itself. */
record BatchHeader(int offset, long number, int records, int length, long streams) {

  private static final byte MARK = (byte) (Wire.BATCH_MAGIC >>> 24);

  int firstRecord() {
    return offset + Wire.BATCH_HEADER;
  }

  /** Where the batch ends; beyond the file's end if it was cut. */
  long end() {
    return (long) offset + Wire.BATCH_HEADER + length;
  }

  /** The header at an offset; null if there is none that is whole. */
  static @Nullable BatchHeader at(byte[] bytes, int offset) {
    if (bytes.length - offset < Wire.BATCH_HEADER || bytes[offset] != MARK) {
      return null;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, offset, Wire.BATCH_HEADER);
    int magic = header.getInt();
    long number = header.getLong();
    int records = header.getInt();
    int length = header.getInt();
    long streams = header.getLong();
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, Wire.BATCH_HEADER - Integer.BYTES);
    return magic == Wire.BATCH_MAGIC
            && header.getInt() == ((int) crc.getValue() ^ Wire.salt(number))
        ? new BatchHeader(offset, number, records, length, streams)
        : null;
  }

  /** The next header of that batch or a later one. */
  static @Nullable BatchHeader next(byte[] bytes, int from, long number) {
    for (int at = from; at <= bytes.length - Wire.BATCH_HEADER; at++) {
      @Nullable BatchHeader header = at(bytes, at);
      if (header != null && header.number >= number) {
        return header;
      }
    }
    return null;
  }
}
