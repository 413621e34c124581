package dev.stepwell.asl.jsonata;

/** A text that is no JSONata expression; code and message are the reference implementation's. */
public final class JsonataSyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final int position;

  JsonataSyntaxException(String code, String message, int position) {
    super(message);
    this.code = code;
    this.position = position;
  }

  /** The code, such as {@code S0202}. */
  public String code() {
    return code;
  }

  /** How many characters had been read when the problem was seen. */
  public int position() {
    return position;
  }
}
