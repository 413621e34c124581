package dev.stepwell.local.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement gave.
 *
 * @param columns the columns; none if the statement has no rows
 * @param rows the values row by row, as JDBC objects
 * @param changed how many rows the statement changed
 */
public record SqlResult(List<Column> columns, List<List<@Nullable Object>> rows, long changed) {

  /** Copies the lists. */
  public SqlResult {
    columns = List.copyOf(columns);
    rows = Collections.unmodifiableList(new ArrayList<>(rows));
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type DuckDB's name of its type, such as {@code VARCHAR} or {@code BIGINT}
   */
  public record Column(String name, String type) {}

  /**
   * The only value of the only row.
   *
   * @throws IllegalStateException if there is not exactly one
   */
  public @Nullable Object single() {
    if (rows.size() != 1 || columns.size() != 1) {
      throw new IllegalStateException(
          "one value expected, but there are "
              + rows.size()
              + " rows of "
              + columns.size()
              + " columns");
    }
    return rows.get(0).get(0);
  }
}
