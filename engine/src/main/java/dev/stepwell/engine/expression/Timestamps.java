package dev.stepwell.engine.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Instants as Amazon States Language writes them: RFC 3339, with a zone. */
final class Timestamps {

  private Timestamps() {}

  /** The instant, or null if the text is none. */
  static @Nullable Instant parse(String text) {
    if (text.length() < 17 || text.charAt(10) != 'T' || text.charAt(4) != '-') {
      return null;
    }
    try {
      return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
    } catch (DateTimeException noInstant) {
      return null;
    }
  }
}
