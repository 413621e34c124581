package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;

/**
 * What a statement gave, in the Data API's shape.
 *
 * @param columns the metadata of its columns; none if it has no result set
 * @param records its rows
 * @param rows how many rows it returned, changed or loaded
 */
record StatementResult(JsonArray columns, JsonArray records, long rows) {

  static StatementResult of(Outcome outcome) {
    return new StatementResult(
        Results.columns(outcome.result()), Results.records(outcome.result()), outcome.rows());
  }

  /** A result as it was kept. */
  static StatementResult of(JsonObject kept) {
    return new StatementResult(
        kept.array("Columns"),
        kept.array("Records"),
        kept.get("Rows") instanceof JsonNumber rows ? rows.longValue() : 0);
  }

  /** The result as it is kept. */
  JsonObject json() {
    return JsonObject.builder()
        .put("Columns", columns)
        .put("Records", records)
        .put("Rows", rows)
        .build();
  }

  /** Whether it is a result set, which may have no rows. */
  boolean isSet() {
    return columns.length() > 0;
  }
}
