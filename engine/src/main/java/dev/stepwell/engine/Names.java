package dev.stepwell.engine;

/** Which names state machines, executions and activities may have. */
public final class Names {

  private static final int LONGEST = 80;
  private static final String FORBIDDEN = "<>{}[]?*\"#%\\^|~`$&,;:/";

  private Names() {}

  /**
   * Whether AWS takes the name: 1 to 80 characters, no white space, no control characters, no
   * surrogates and none of <code>&lt;&gt;{}[]?*"#%\^|~`$&amp;,;:/</code>.
   */
  public static boolean areAllowed(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST
        && name.chars().allMatch(each -> isAllowed((char) each));
  }

  private static boolean isAllowed(char each) {
    return FORBIDDEN.indexOf(each) < 0
        && !Character.isWhitespace(each)
        && !Character.isSpaceChar(each)
        && !Character.isISOControl(each)
        && !Character.isSurrogate(each)
        && each != '\uFFFE'
        && each != '\uFFFF';
  }
}
