package dev.stepwell.engine.record;

import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordWriter} wrote. For one thread. */
public final class RecordReader {

  private final byte[] bytes;
  private int at;

  /** A reader from the first byte on. */
  public RecordReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether there is more to read. */
  public boolean hasMore() {
    return at < bytes.length;
  }

  /** A number of 0 or more. */
  public long number() {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = next();
      value |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0 && shift < 70);
    return value;
  }

  /** The same, where it is known to be small. */
  public int small() {
    return Math.toIntExact(number());
  }

  /** A number of either sign. */
  public long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A number of either sign, or null. */
  public @Nullable Long signedOrNull() {
    return flag() ? (Long) signed() : null;
  }

  /** Yes or no. */
  public boolean flag() {
    return next() != 0;
  }

  /** A fraction, or null. */
  public @Nullable Double fraction() {
    if (!flag()) {
      return null;
    }
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits |= (next() & 0xFFL) << (8 * i);
    }
    return Double.longBitsToDouble(bits);
  }

  /** A text. */
  public String text() {
    String text = textOrNull();
    if (text == null) {
      throw new IllegalStateException("no text at byte " + at);
    }
    return text;
  }

  /** A text, or null. */
  public @Nullable String textOrNull() {
    int length = small() - 1;
    if (length < 0) {
      return null;
    }
    if (length > bytes.length - at) {
      throw new IllegalStateException("a text of " + length + " characters at byte " + at);
    }
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = character();
    }
    return new String(chars);
  }

  private char character() {
    int first = next() & 0xFF;
    if (first < 0x80) {
      return (char) first;
    }
    if (first < 0xE0) {
      return (char) (((first & 0x1F) << 6) | (next() & 0x3F));
    }
    return (char) (((first & 0x0F) << 12) | ((next() & 0x3F) << 6) | (next() & 0x3F));
  }

  /** A JSON value. */
  public Json json() {
    return Json.parse(text());
  }

  private byte next() {
    if (at == bytes.length) {
      throw new IllegalStateException("the record ends at byte " + at + ", too early");
    }
    return bytes[at++];
  }
}
