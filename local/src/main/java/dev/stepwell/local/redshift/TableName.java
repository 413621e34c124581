package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlText;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table's name as a statement has it.
 *
 * @param schema the schema; null where the search path decides
 * @param table the table
 * @param sql the whole name in SQL
 */
record TableName(@Nullable String schema, String table, String sql) {

  static TableName of(List<String> parts) throws WarehouseException {
    if (parts.size() > 3) {
      throw new WarehouseException(
          "improper qualified name (too many dotted names): " + String.join(".", parts));
    }
    int last = parts.size() - 1;
    return new TableName(
        last > 0 ? parts.get(last - 1) : null,
        parts.get(last),
        parts.stream().map(SqlText::name).collect(Collectors.joining(".")));
  }

  String shown() {
    return schema == null ? table : schema + "." + table;
  }
}
