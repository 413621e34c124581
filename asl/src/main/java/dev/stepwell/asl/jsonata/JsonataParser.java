package dev.stepwell.asl.jsonata;

/** Reads JSONata. Stateless and thread-safe. */
public final class JsonataParser {

  private JsonataParser() {}

  /**
   * The expression that a text spells.
   *
   * @param text without the signs <code>{%</code> and <code>%}</code>
   * @throws JsonataSyntaxException if it spells none
   */
  public static Expression parse(String text) {
    return new TreeBuilder().build(new Parser(text).parse());
  }
}
