package dev.stepwell.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in aligned columns, two spaces apart and without lines around them. */
public final class Table {

  private static final String GAP = "  ";

  private final boolean[] toTheRight;
  private final String indent;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(boolean[] toTheRight, String indent) {
    this.toTheRight = toTheRight;
    this.indent = indent;
  }

  /**
   * An empty table.
   *
   * @param columns one letter a column: {@code l} aligned to the left, {@code r} to the right
   * @param indent what every line begins with
   */
  public static Table of(String columns, String indent) {
    boolean[] toTheRight = new boolean[columns.length()];
    for (int i = 0; i < columns.length(); i++) {
      char letter = columns.charAt(i);
      if (letter != 'l' && letter != 'r') {
        throw new IllegalArgumentException("a column is 'l' or 'r', not '" + letter + "'");
      }
      toTheRight[i] = letter == 'r';
    }
    return new Table(toTheRight, indent);
  }

  /** Adds a row; cells that are not given are empty. */
  public Table row(String... cells) {
    return row(List.of(cells));
  }

  /** Adds a row; cells that are not given are empty. */
  public Table row(List<String> cells) {
    if (cells.size() > toTheRight.length) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + toTheRight.length + " columns");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** The lines, without spaces at their ends. */
  public List<String> lines() {
    int[] widths = new int[toTheRight.length];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], Ink.width(row.get(i)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder(indent);
    boolean first = true;
    for (int i = 0; i < row.size(); i++) {
      if (widths[i] == 0) {
        continue; // a column in which nobody says anything takes no room
      }
      String cell = row.get(i);
      String padding = " ".repeat(widths[i] - Ink.width(cell));
      line.append(first ? "" : GAP).append(toTheRight[i] ? padding + cell : cell + padding);
      first = false;
    }
    return line.toString().stripTrailing();
  }
}
