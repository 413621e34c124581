package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code VACUUM}, read and checked. DuckDB has nothing to sort or to reclaim by it, so only the
 * rules matter.
 *
 * @param kind what is done
 * @param table the table; null for all
 */
record Vacuum(Kind kind, @Nullable TableName table) {

  enum Kind {
    FULL,
    SORT_ONLY,
    DELETE_ONLY,
    REINDEX,
    RECLUSTER;

    private boolean needsTable() {
      return this == REINDEX || this == RECLUSTER;
    }

    private String words() {
      return name().replace('_', ' ');
    }
  }

  static Vacuum parse(List<Token> tokens) throws WarehouseException {
    Cursor cursor = new Cursor(tokens);
    cursor.expect("vacuum");
    Kind kind = Kind.FULL;
    for (Kind each : Kind.values()) {
      if (cursor.take(each.words().toLowerCase(Locale.ROOT).split(" "))) {
        kind = each;
        break;
      }
    }
    if (cursor.atEnd() || cursor.sees("to") || cursor.sees("boost")) {
      if (kind.needsTable() || !cursor.atEnd()) {
        throw new WarehouseException(
            "VACUUM %s needs the name of a table"
                .formatted(
                    cursor.atEnd() ? kind.words() : cursor.next().text().toUpperCase(Locale.ROOT)));
      }
      return new Vacuum(kind, null);
    }
    TableName table = cursor.table();
    if (cursor.take("to")) {
      int percent = cursor.number();
      cursor.expect("percent");
      if (kind.needsTable()) {
        throw new WarehouseException("TO n PERCENT cannot be used with VACUUM " + kind.words());
      }
      if (percent > 100) {
        throw new WarehouseException(
            "VACUUM threshold must be from 0 to 100 percent, not " + percent);
      }
    }
    if (cursor.take("boost") && kind == Kind.REINDEX) {
      throw new WarehouseException("BOOST cannot be used with VACUUM REINDEX");
    }
    cursor.expectEnd();
    return new Vacuum(kind, table);
  }

  /** Refuses what does not fit the table's keys. */
  void check(JsonObject attributes) throws WarehouseException {
    if (kind == Kind.RECLUSTER
        && (attributes.has("interleavedSortkey") || "all".equals(attributes.string("diststyle")))) {
      throw new WarehouseException(
          "VACUUM RECLUSTER cannot be used on a table with an interleaved sort key or DISTSTYLE ALL");
    }
    if (kind == Kind.REINDEX && !attributes.has("interleavedSortkey")) {
      throw new WarehouseException("VACUUM REINDEX needs a table with an interleaved sort key");
    }
  }
}
