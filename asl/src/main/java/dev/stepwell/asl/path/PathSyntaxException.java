package dev.stepwell.asl.path;

/** A text that is no path; the message says where and why. */
public final class PathSyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  PathSyntaxException(String text, int position, String problem) {
    super("'" + text + "' is no path: " + problem + " (position " + (position + 1) + ")");
  }
}
