package dev.stepwell.local.redshift;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What COPY's options make of a field of a text, before its type is looked at. */
final class FieldRules {

  /** What the reader puts where the bytes are no characters; no text has it otherwise. */
  static final char BAD = '\uffff';

  private final boolean trim;
  private final boolean emptyAsNull;
  private final boolean blanksAsNull;
  private final boolean truncate;
  private final @Nullable String instead;

  FieldRules(CopyOptions options) {
    trim = options.has("trimblanks");
    emptyAsNull = options.has("emptyasnull");
    blanksAsNull = options.has("blanksasnull");
    truncate = options.has("truncatecolumns");
    instead = options.text("acceptinvchars");
  }

  /** Whether a field has bytes that are no characters and that nothing replaces. */
  boolean isBad(@Nullable String field) {
    return field != null
        && ((instead == null && field.indexOf(BAD) >= 0) || field.indexOf('\0') >= 0);
  }

  /** The field as it is loaded; null for NULL. */
  @Nullable String of(@Nullable String field, RedshiftType type) {
    if (field == null) {
      return null;
    }
    String text = instead == null ? field : field.replace(String.valueOf(BAD), instead);
    if (!type.isText()) {
      return text;
    }
    if ((text.isEmpty() && emptyAsNull) || (!text.isEmpty() && text.isBlank() && blanksAsNull)) {
      return null;
    }
    String kept = trim ? text.stripTrailing() : text;
    return truncate && type.maxBytes() > 0 ? start(kept, type.maxBytes()) : kept;
  }

  /** As many characters from the start as have so many bytes together. */
  private static String start(String text, int bytes) {
    if (text.length() * 3 <= bytes || text.getBytes(StandardCharsets.UTF_8).length <= bytes) {
      return text;
    }
    int at = 0;
    int left = bytes;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      left -= c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (left < 0) {
        break;
      }
      at += Character.charCount(c);
    }
    return text.substring(0, at);
  }
}
