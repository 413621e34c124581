package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlResult;
import java.util.List;

/**
 * What a statement gave.
 *
 * @param result its rows; without columns if it has no result set
 * @param rows how many rows it returned, changed or loaded
 */
record Outcome(SqlResult result, long rows) {

  static final Outcome NONE = changed(0);

  static Outcome changed(long rows) {
    return new Outcome(new SqlResult(List.of(), List.of(), rows), rows);
  }

  static Outcome of(SqlResult result) {
    return new Outcome(
        result, result.columns().isEmpty() ? result.changed() : result.rows().size());
  }

  boolean hasResultSet() {
    return !result.columns().isEmpty();
  }
}
