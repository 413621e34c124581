package dev.stepwell.engine.expression;

/** The pattern of {@code StringMatches}: {@code *} stands for any characters, also for none. */
final class StringPattern {

  private final char[] chars;
  private final boolean[] wild;
  private final boolean dangling;

  StringPattern(String text) {
    StringBuilder literal = new StringBuilder();
    boolean[] stars = new boolean[text.length()];
    boolean open = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        open = i + 1 == text.length();
        if (!open) {
          literal.append(text.charAt(++i));
        }
      } else {
        stars[literal.length()] = c == '*';
        literal.append(c);
      }
    }
    this.chars = literal.toString().toCharArray();
    this.wild = stars;
    this.dangling = open;
  }

  /** Whether the whole text is as the pattern says. */
  boolean matches(String text) {
    if (dangling) {
      throw EvaluationException.runtime(
          "The StringMatches pattern ends with a backslash that escapes nothing");
    }
    int at = 0;
    int place = 0;
    int star = -1;
    int mark = 0;
    while (at < text.length()) {
      if (place < chars.length && wild[place]) {
        star = place++;
        mark = at;
      } else if (place < chars.length && chars[place] == text.charAt(at)) {
        place++;
        at++;
      } else if (star >= 0) {
        place = star + 1;
        at = ++mark;
      } else {
        return false;
      }
    }
    while (place < chars.length && wild[place]) {
      place++;
    }
    return place == chars.length;
  }
}
