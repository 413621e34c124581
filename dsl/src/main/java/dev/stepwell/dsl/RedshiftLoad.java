package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Sql;
import dev.stepwell.dsl.model.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A COPY. As it is, it appends; with a replacement, running it twice gives the same rows once. */
public final class RedshiftLoad extends Task<Redshift.Statement> {

  private final Redshift database;
  private final String table;
  private final List<String> columns;
  private final Text source;
  private final Text role;
  private final String format;

  RedshiftLoad(
      Redshift database,
      String table,
      List<String> columns,
      Text source,
      Text role,
      String format) {
    super(
        "Redshift COPY " + table,
        database.work(
            List.of(command(table, columns, source, role, format)), new LinkedHashMap<>()),
        Redshift::statement);
    this.database = database;
    this.table = table;
    this.columns = columns;
    this.source = source;
    this.role = role;
    this.format = format;
  }

  /**
   * In one transaction: loads into a stage, deletes the rows whose column has this value, and
   * inserts the stage.
   */
  public Task<Redshift.Statement> replacing(String column, Value<?> value) {
    String name = identifier(column);
    String parameter = column.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    String stage = Sql.stem(table.replace("\"", "")) + "_stage";
    String list = columns.isEmpty() ? "*" : String.join(", ", columns);
    String bound =
        value instanceof Day
            ? "CAST(:" + parameter + " AS date)"
            : value instanceof Instant
                ? "CAST(:" + parameter + " AS timestamp)"
                : value instanceof Num ? "CAST(:" + parameter + " AS numeric)" : ":" + parameter;
    Map<String, Value<?>> parameters = new LinkedHashMap<>();
    parameters.put(parameter, value);
    return new Task<>(
        "Redshift COPY " + table,
        database.work(
            List.of(
                lock(table),
                Expr.text("CREATE TEMP TABLE " + stage + " (LIKE " + table + ")"),
                command(stage, columns, source, role, format),
                Expr.text("DELETE FROM " + table + " WHERE " + name + " = " + bound),
                Expr.text(
                    "INSERT INTO "
                        + table
                        + (columns.isEmpty() ? "" : " (" + list + ")")
                        + " SELECT "
                        + list
                        + " FROM "
                        + stage),
                Expr.text("DROP TABLE " + stage)),
            parameters),
        Redshift::statement);
  }

  /** In one transaction: deletes all rows and loads. */
  public Task<Redshift.Statement> replacingAll() {
    return new Task<>(
        "Redshift COPY " + table,
        database.work(
            List.of(
                lock(table),
                Expr.text("DELETE FROM " + table),
                command(table, columns, source, role, format)),
            new LinkedHashMap<>()),
        Redshift::statement);
  }

  /** Loads of the same table wait for each other instead of failing as not serializable. */
  private static Expr lock(String table) {
    return Expr.text("LOCK " + table);
  }

  private static String identifier(String column) {
    try {
      return Sql.identifier(column);
    } catch (IllegalArgumentException e) {
      throw Redshift.refused(e);
    }
  }

  private static Expr command(
      String table, List<String> columns, Text source, Text role, String format) {
    String list =
        columns.isEmpty() ? "" : columns.stream().collect(Collectors.joining(", ", " (", ")"));
    return SqlText.of("COPY " + table + list + " FROM ")
        .literal(source.expr())
        .plus(" IAM_ROLE ")
        .literal(role.expr())
        .plus(" " + format)
        .expr();
  }
}
