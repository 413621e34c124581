package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlText;

/**
 * One token of Redshift's SQL.
 *
 * @param kind what it is
 * @param text words and quoted names in lower case, as Redshift folds both; texts without quotes
 *     and escapes; parameters without their colon
 * @param spaced whether white space or a comment is before it
 */
record Token(Kind kind, String text, boolean spaced) {

  enum Kind {
    WORD,
    NAME,
    TEXT,
    NUMBER,
    PARAMETER,
    SYMBOL
  }

  boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(word);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.NAME;
  }

  /** The token in DuckDB's SQL. */
  String sql() {
    return switch (kind) {
      case TEXT -> SqlText.literal(text);
      case NAME -> SqlText.name(text);
      case PARAMETER -> ":" + text;
      default -> text;
    };
  }

  /** The token for a message. */
  String shown() {
    return kind == Kind.TEXT ? "'" + text + "'" : sql();
  }
}
