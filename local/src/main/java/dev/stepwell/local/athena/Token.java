package dev.stepwell.local.athena;

import java.util.Locale;

/**
 * One token of Athena's SQL.
 *
 * @param kind what it is
 * @param text as written; quoted names and texts without their quotes
 * @param start where it begins
 * @param end behind its last character
 */
record Token(Kind kind, String text, int start, int end) {

  enum Kind {
    WORD,
    NAME,
    TEXT,
    NUMBER,
    SYMBOL,
    END
  }

  /** Whether it is this key word or symbol. */
  boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
  }

  /** Whether it may name something. */
  boolean isName() {
    return kind == Kind.WORD || kind == Kind.NAME;
  }

  /** The name as the catalog has it. */
  String name() {
    return text.toLowerCase(Locale.ROOT);
  }
}
