package dev.stepwell.asl.json;

/** A text that is not the one JSON document it should be; the message says where and why. */
public final class JsonSyntaxException extends IllegalArgumentException {

  private final int line;
  private final int column;

  JsonSyntaxException(String problem, int line, int column) {
    super(problem + " (line " + line + ", column " + column + ")");
    this.line = line;
    this.column = column;
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
