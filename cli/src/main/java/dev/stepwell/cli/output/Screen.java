package dev.stepwell.cli.output;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;

/**
 * Where a command prints.
 *
 * @param out results
 * @param err what went wrong, and notices
 * @param live whether printed lines can be written over: a terminal that somebody looks at
 * @param columns how wide a line may be
 */
public record Screen(PrintWriter out, PrintWriter err, boolean live, int columns) {

  /** No line is longer than this, however wide the terminal: longer ones are hard to read. */
  public static final int WIDEST = 100;

  public Screen {
    requireNonNull(out, "out");
    requireNonNull(err, "err");
    columns = Math.max(40, Math.min(columns, WIDEST));
  }

  /** A file, a pipe, a build server's log: plain lines, one after the other. */
  public static Screen plain(PrintWriter out, PrintWriter err) {
    return new Screen(out, err, false, WIDEST);
  }

  /** The way to stress words on this screen: with colors on a terminal, else not at all. */
  public Ink ink() {
    return live ? Ink.COLORED : Ink.PLAIN;
  }
}
