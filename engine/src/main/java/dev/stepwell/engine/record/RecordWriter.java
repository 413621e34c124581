package dev.stepwell.engine.record;

import dev.stepwell.asl.json.Json;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes values one after the other into a buffer that grows. What reads them again is {@link
 * RecordReader}, by the same calls in the same order. For one thread.
 */
public final class RecordWriter {

  private byte[] bytes = new byte[4096];
  private int size;

  /** The bytes so far, and more behind them that mean nothing. */
  public byte[] buffer() {
    return bytes;
  }

  /** How many bytes there are. */
  public int size() {
    return size;
  }

  /** Begins anew. */
  public void clear() {
    size = 0;
  }

  /** A number of 0 or more, small ones in few bytes. */
  public void number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A number of either sign, those near 0 in few bytes. */
  public void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  /** A number that may be missing. */
  public void signed(@Nullable Long value) {
    flag(value != null);
    if (value != null) {
      signed(value.longValue());
    }
  }

  /** Yes or no. */
  public void flag(boolean value) {
    room(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  /** A fraction that may be missing. */
  public void fraction(@Nullable Double value) {
    flag(value != null);
    if (value != null) {
      long bits = Double.doubleToLongBits(value);
      room(8);
      for (int i = 0; i < 8; i++) {
        bytes[size++] = (byte) (bits >>> (8 * i));
      }
    }
  }

  /** A text that may be missing. */
  public void text(@Nullable String value) {
    if (value == null) {
      number(0);
      return;
    }
    int length = value.length();
    number(length + 1L);
    room(length * 3);
    for (int i = 0; i < length; i++) {
      put(value.charAt(i));
    }
  }

  /** As UTF-8, but every half of a surrogate pair by itself: a lone one is not lost. */
  private void put(char c) {
    if (c < 0x80) {
      bytes[size++] = (byte) c;
    } else if (c < 0x800) {
      bytes[size++] = (byte) (0xC0 | (c >> 6));
      bytes[size++] = (byte) (0x80 | (c & 0x3F));
    } else {
      bytes[size++] = (byte) (0xE0 | (c >> 12));
      bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      bytes[size++] = (byte) (0x80 | (c & 0x3F));
    }
  }

  /** A JSON value, with the very text that it was read from. */
  public void json(Json value) {
    text(value.text());
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
