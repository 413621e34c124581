package dev.stepwell.asl.intrinsic;

/** A text that is no intrinsic call; the message says where and why. */
public final class IntrinsicSyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  IntrinsicSyntaxException(String text, int position, String problem) {
    super("'" + text + "' is no intrinsic call: " + problem + " (position " + (position + 1) + ")");
  }
}
