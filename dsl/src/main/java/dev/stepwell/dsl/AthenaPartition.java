package dev.stepwell.dsl;

import dev.stepwell.dsl.language.AthenaSql;
import dev.stepwell.dsl.language.Sql;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A partition that Athena adds to the catalog, if it is not there yet. */
public final class AthenaPartition extends Task<Athena.Query> {

  private final Athena athena;
  private final String table;
  private final Map<String, Value<?>> values;
  private final @Nullable Text location;

  private AthenaPartition(
      Athena athena,
      String table,
      Map<String, Value<?>> values,
      @Nullable Text location,
      AthenaQuery query) {
    super("Athena ADD PARTITION", query.work(), query::output);
    this.athena = athena;
    this.table = table;
    this.values = values;
    this.location = location;
  }

  static AthenaPartition of(Athena athena, String table, String key, Value<?> value) {
    return of(athena, table, with(Map.of(), table, key, value), null);
  }

  private static AthenaPartition of(
      Athena athena, String table, Map<String, Value<?>> values, @Nullable Text location) {
    return new AthenaPartition(
        athena,
        table,
        values,
        location,
        athena.definition("Athena ADD PARTITION", statement(table, values, location)));
  }

  /** With this value of another partition key. */
  public AthenaPartition and(String key, Value<?> value) {
    return of(athena, table, with(values, table, key, value), location);
  }

  /** With its files there, if not where Hive would put them. */
  public AthenaPartition at(Text uri) {
    S3Uris.check("the location of a partition of " + table, uri);
    return of(athena, table, values, uri);
  }

  private static Map<String, Value<?>> with(
      Map<String, Value<?>> values, String table, String key, Value<?> value) {
    if (values.containsKey(key)) {
      throw InvalidWorkflowException.here(
          "the partition key '" + key + "' of " + table + " is set twice; keys must differ");
    }
    Map<String, Value<?>> more = new LinkedHashMap<>(values);
    more.put(key, value);
    return more;
  }

  private static SqlText statement(
      String table, Map<String, Value<?>> values, @Nullable Text location) {
    SqlText sql =
        SqlText.of("ALTER TABLE " + table + " ADD IF NOT EXISTS PARTITION (", Sql.Quoting.HIVE);
    String separator = "";
    for (Map.Entry<String, Value<?>> each : values.entrySet()) {
      String key = Athena.spelled(() -> AthenaSql.hiveName(each.getKey()));
      sql = sql.plus(separator + key + " = ").literal(each.getValue().asText());
      separator = ", ";
    }
    sql = sql.plus(")");
    return location == null ? sql : sql.plus(" LOCATION ").literal(location.expr());
  }
}
