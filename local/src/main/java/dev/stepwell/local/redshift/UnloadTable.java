package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that an UNLOAD writes: the temporary table {@link Unload#STAGE}.
 *
 * @param columns those that go to the files
 * @param partitionNames those whose values name folders
 */
record UnloadTable(List<SqlResult.Column> columns, List<String> partitionNames) {

  /** The table as it was filled. */
  static UnloadTable of(SqlSession session, UnloadOptions options)
      throws SQLException, WarehouseException {
    List<SqlResult.Column> all =
        session.runAsWritten("SELECT * FROM " + Unload.STAGE + " LIMIT 0").columns();
    List<String> names = all.stream().map(SqlResult.Column::name).toList();
    for (String partition : options.partitions()) {
      if (!names.contains(partition)) {
        throw new WarehouseException(
            "Partition column \"%s\" is not in the select list of the query".formatted(partition));
      }
    }
    List<SqlResult.Column> columns =
        options.includesPartitions()
            ? all
            : all.stream().filter(c -> !options.partitions().contains(c.name())).toList();
    if (columns.isEmpty()) {
      throw new WarehouseException(
          "UNLOAD needs a column that is no partition column; add one or use INCLUDE");
    }
    return new UnloadTable(columns, options.partitions());
  }

  /** The values of the partition columns as texts, each combination once. */
  List<List<@Nullable String>> partitions(SqlSession session) throws SQLException {
    if (partitionNames.isEmpty()) {
      return List.of(List.of());
    }
    String places =
        IntStream.rangeClosed(1, partitionNames.size())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    SqlResult found =
        session.runAsWritten(
            "SELECT DISTINCT %s FROM %s ORDER BY %s"
                .formatted(
                    partitionNames.stream()
                        .map(name -> "CAST(" + SqlText.name(name) + " AS VARCHAR)")
                        .collect(Collectors.joining(", ")),
                    Unload.STAGE,
                    places));
    List<List<@Nullable String>> all = new ArrayList<>();
    for (List<@Nullable Object> row : found.rows()) {
      List<@Nullable String> values = new ArrayList<>();
      row.forEach(value -> values.add(value == null ? null : value.toString()));
      all.add(values);
    }
    return all;
  }

  /** The condition on the rows of a partition. */
  String condition(List<@Nullable String> values) {
    StringBuilder condition = new StringBuilder("true");
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      condition
          .append(" AND CAST(")
          .append(SqlText.name(partitionNames.get(i)))
          .append(" AS VARCHAR) IS NOT DISTINCT FROM ")
          .append(value == null ? "NULL" : SqlText.literal(value));
    }
    return condition.toString();
  }

  /** The columns' values as Redshift writes them to text. */
  List<String> texts() {
    return columns.stream().map(UnloadTable::text).toList();
  }

  private static String text(SqlResult.Column column) {
    String name = SqlText.name(column.name());
    return switch (column.type()) {
      case "BOOLEAN" -> "CASE " + name + " WHEN true THEN 't' WHEN false THEN 'f' END";
      case "BLOB" -> "lower(hex(" + name + "))";
      default -> "CAST(" + name + " AS VARCHAR)";
    };
  }

  /** Each row as a JSON object. */
  String json() {
    return columns.stream()
        .map(column -> SqlText.literal(column.name()) + ", " + SqlText.name(column.name()))
        .collect(Collectors.joining(", ", "CAST(json_object(", ") AS VARCHAR)"));
  }

  /** The columns as a verbose manifest describes them. */
  JsonArray schema() {
    return columns.stream()
        .map(
            column ->
                (Json)
                    JsonObject.of(
                        "name",
                        Json.of(column.name()),
                        "type",
                        JsonObject.of(
                            "base", Json.of(RedshiftType.ofDuckDb(column.type()).name()))))
        .collect(JsonArray.collector());
  }
}
