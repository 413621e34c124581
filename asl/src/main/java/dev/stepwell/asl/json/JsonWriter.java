package dev.stepwell.asl.json;

import org.jspecify.annotations.Nullable;

/** Prints JSON: compactly, over lines, or as it was read. Non-ASCII characters stay as they are. */
final class JsonWriter {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder();
  private final boolean keepSource;
  private final boolean lines;

  private JsonWriter(boolean keepSource, boolean lines) {
    this.keepSource = keepSource;
    this.lines = lines;
  }

  static String text(Json value) {
    String source = source(value);
    return source != null ? source : new JsonWriter(true, false).print(value);
  }

  static String compact(Json value) {
    return new JsonWriter(false, false).print(value);
  }

  static String pretty(Json value) {
    return new JsonWriter(false, true).print(value) + "\n";
  }

  private String print(Json value) {
    write(value, 0);
    return out.toString();
  }

  private static @Nullable String source(Json value) {
    if (value instanceof JsonObject object) {
      return object.source();
    }
    return value instanceof JsonArray array ? array.source() : null;
  }

  private void write(Json value, int depth) {
    String source = keepSource ? source(value) : null;
    if (source != null) {
      out.append(source);
    } else if (value instanceof JsonObject object) {
      writeObject(object, depth);
    } else if (value instanceof JsonArray array) {
      writeArray(array, depth);
    } else if (value instanceof JsonString string) {
      quote(string.value());
    } else {
      out.append(value);
    }
  }

  private void writeObject(JsonObject object, int depth) {
    out.append('{');
    for (int i = 0; i < object.length(); i++) {
      separate(i, depth + 1);
      quote(object.nameAt(i));
      out.append(lines ? ": " : ":");
      write(object.valueAt(i), depth + 1);
    }
    close(object.isEmpty(), depth);
    out.append('}');
  }

  private void writeArray(JsonArray array, int depth) {
    out.append('[');
    for (int i = 0; i < array.length(); i++) {
      separate(i, depth + 1);
      write(array.get(i), depth + 1);
    }
    close(array.length() == 0, depth);
    out.append(']');
  }

  private void separate(int position, int depth) {
    if (position > 0) {
      out.append(',');
    }
    newLine(depth);
  }

  private void close(boolean empty, int depth) {
    if (!empty) {
      newLine(depth);
    }
  }

  private void newLine(int depth) {
    if (lines) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private void quote(String value) {
    out.append('"');
    int printed = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        out.append(value, printed, i);
        escape(c);
        printed = i + 1;
      }
    }
    out.append(value, printed, value.length()).append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }

  /** The bytes in UTF-8 of a string as {@link #quote} prints it. */
  static int quotedSize(String value) {
    int bytes = 2;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      } else if (c == '"' || c == '\\') {
        bytes += 2;
      } else if (c < 0x20) {
        bytes += c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f' ? 2 : 6;
      } else {
        bytes++;
      }
    }
    return bytes;
  }
}
