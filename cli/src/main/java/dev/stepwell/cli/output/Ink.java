package dev.stepwell.cli.output;

/** Stresses words: good, bad, in the background. Marked text is as wide as the text itself. */
public enum Ink {
  /** Leaves every text as it is. */
  PLAIN,
  /** Marks with the eight colors that every terminal has. */
  COLORED;

  private static final String ESCAPE = "\u001b[";

  /** Something went well. */
  public String good(String text) {
    return mark("32", text);
  }

  /** Something failed. */
  public String bad(String text) {
    return mark("31", text);
  }

  /** Less important than its neighbors. */
  public String faint(String text) {
    return mark("2", text);
  }

  /** A heading. */
  public String strong(String text) {
    return mark("1", text);
  }

  private String mark(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
  }

  /** How many columns a text takes, marks not counted. */
  static int width(String text) {
    int width = 0;
    boolean inMark = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\u001b') {
        inMark = true;
      } else if (inMark) {
        inMark = c != 'm';
      } else if (!Character.isLowSurrogate(c)) {
        width++;
      }
    }
    return width;
  }
}
