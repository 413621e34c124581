package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Columns of tables as {@code DescribeTable} shows them. */
final class TableColumns {

  private static final Pattern SIZES = Pattern.compile("([^(]+)(?:\\((\\d+)(?:,(\\d+))?\\))?");

  private TableColumns() {}

  static Json described(ColumnDefinition column, TableName table) {
    RedshiftType type = column.type();
    Matcher sizes = SIZES.matcher(type.name());
    boolean sized = sizes.matches() && sizes.group(2) != null;
    int first = sized ? Integer.parseInt(sizes.group(2)) : 0;
    boolean number =
        type.isWhole()
            || type.name().startsWith("numeric")
            || type.name().equals("real")
            || type.name().equals("double precision");
    return JsonObject.builder()
        .putIfPresent("ColumnDefault", column.defaultSql())
        .put("IsCaseSensitive", type.isText())
        .put("IsCurrency", false)
        .put("IsSigned", number)
        .put("Label", column.name())
        .put("Length", type.isText() ? first : 0)
        .put("Name", column.name())
        .put("Nullable", column.notNull() ? 0 : 1)
        .put("Precision", type.isText() ? 0 : first)
        .put("Scale", Math.max(0, type.scale()))
        .put("SchemaName", table.schema() == null ? "public" : table.schema())
        .put("TableName", table.table())
        .put("TypeName", typeName(sizes.matches() ? sizes.group(1) : type.name()))
        .build();
  }

  private static String typeName(String name) {
    return switch (name) {
      case "smallint" -> "int2";
      case "integer" -> "int4";
      case "bigint" -> "int8";
      case "real" -> "float4";
      case "double precision" -> "float8";
      case "boolean" -> "bool";
      case "character varying" -> "varchar";
      case "character" -> "bpchar";
      case "timestamp with time zone" -> "timestamptz";
      case "time with time zone" -> "timetz";
      default -> name;
    };
  }
}
