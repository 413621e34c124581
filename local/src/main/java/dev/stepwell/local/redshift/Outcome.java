package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlResult;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement gave.
 *
 * @param result its rows; without columns if it has no result set
 * @param rows how many rows it returned, changed or loaded
 */
record Outcome(SqlResult result, long rows) {

  private static final Pattern CALL = Pattern.compile("(\\w+)\\(.*\\)", Pattern.DOTALL);

  static final Outcome NONE = changed(0);

  static Outcome changed(long rows) {
    return new Outcome(new SqlResult(List.of(), List.of(), rows), rows);
  }

  static Outcome of(SqlResult result) {
    if (result.columns().isEmpty()) {
      return changed(result.changed());
    }
    List<SqlResult.Column> columns =
        result.columns().stream()
            .map(column -> new SqlResult.Column(name(column.name()), column.type()))
            .toList();
    return new Outcome(
        new SqlResult(columns, result.rows(), result.changed()), result.rows().size());
  }

  /** Redshift names a column without an alias by its function; DuckDB repeats the whole call. */
  private static String name(String label) {
    Matcher call = CALL.matcher(label);
    if (!call.matches() || call.group(1).equals("CAST")) {
      return label;
    }
    return call.group(1).equals("count_star") ? "count" : call.group(1);
  }
}
