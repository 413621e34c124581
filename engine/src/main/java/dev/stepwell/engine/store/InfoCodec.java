package dev.stepwell.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** A {@link StreamInfo} as the body of a record: three longs, then three counted strings. */
final class InfoCodec {

  private InfoCodec() {}

  static byte[] encode(StreamInfo info) {
    byte[] machine = info.machine().getBytes(UTF_8);
    byte[] name = info.name().getBytes(UTF_8);
    byte[] status = info.status().getBytes(UTF_8);
    return ByteBuffer.allocate(
            3 * Long.BYTES + 3 * Integer.BYTES + machine.length + name.length + status.length)
        .putLong(info.root())
        .putLong(info.startedAt())
        .putLong(info.stoppedAt())
        .putInt(machine.length)
        .put(machine)
        .putInt(name.length)
        .put(name)
        .putInt(status.length)
        .put(status)
        .array();
  }

  static StreamInfo decode(long id, byte[] source, int from, int length) {
    ByteBuffer body = ByteBuffer.wrap(source, from, length);
    long root = body.getLong();
    long startedAt = body.getLong();
    long stoppedAt = body.getLong();
    return new StreamInfo(id, root, text(body), text(body), text(body), startedAt, stoppedAt);
  }

  private static String text(ByteBuffer body) {
    byte[] bytes = new byte[body.getInt()];
    body.get(bytes);
    return new String(bytes, UTF_8);
  }
}
