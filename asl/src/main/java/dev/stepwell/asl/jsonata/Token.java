package dev.stepwell.asl.jsonata;

import dev.stepwell.asl.json.Json;

/**
 * A word of an expression.
 *
 * @param kind what it is
 * @param text the name, the operator or the pattern
 * @param constant the value of a literal
 * @param position where it ends
 */
record Token(Kind kind, String text, Json constant, int position) {

  enum Kind {
    NAME,
    VARIABLE,
    OPERATOR,
    LITERAL,
    /** The text is the pattern, the constant its flags. */
    REGEX,
    END
  }

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /** What an error message shows of it. */
  Object shown() {
    return kind == Kind.LITERAL ? constant : text;
  }
}
