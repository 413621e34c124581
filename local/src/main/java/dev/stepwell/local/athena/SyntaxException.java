package dev.stepwell.local.athena;

/** A text that is no statement of Athena's; it is refused before there is a query execution. */
final class SyntaxException extends Exception {

  private SyntaxException(String message) {
    super(message);
  }

  /** With the line and column of what is wrong. */
  static SyntaxException at(String sql, int offset, String message) {
    return new SyntaxException(Lexer.place(sql, offset) + ": " + message);
  }

  /** For a text that is wrong as a whole. */
  static SyntaxException of(String message) {
    return new SyntaxException(message);
  }
}
