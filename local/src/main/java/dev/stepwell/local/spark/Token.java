package dev.stepwell.local.spark;

import java.util.Locale;

/**
 * A piece of Spark SQL text.
 *
 * @param kind what it is
 * @param text as it stands in the script
 * @param value the value of a string without quotes and escapes, or a name without backticks; else
 *     the text
 */
record Token(Kind kind, String text, String value) {

  enum Kind {
    SPACE,
    WORD,
    NUMBER,
    STRING,
    NAME,
    SYMBOL
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isSpace() {
    return kind == Kind.SPACE;
  }

  String lower() {
    return text.toLowerCase(Locale.ROOT);
  }
}
