package dev.stepwell.asl.json;

/** A text that is not the one JSON document it should be; the message says where and why. */
public final class JsonSyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int line;
  private final int column;

  JsonSyntaxException(String problem, int line, int column) {
    super(problem + " (line " + line + ", column " + column + ")");
    this.problem = problem;
    this.line = line;
    this.column = column;
  }

  /** What is wrong, without the place. */
  public String problem() {
    return problem;
  }

  /** The line of the problem, from 1. */
  public int line() {
    return line;
  }

  /** The column of the problem, from 1. */
  public int column() {
    return column;
  }
}
