package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Jsonata;
import dev.stepwell.dsl.language.SqlScript;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A query whose rows are fetched.
 *
 * @param <R> a row
 */
public final class RedshiftRows<R extends Record> extends Task<Redshift.Rows<R>> {

  private static final int USUAL = 100;
  private static final int MOST = 1000;

  private final RedshiftTarget target;
  private final String query;
  private final Class<R> row;
  private final int limit;
  private final Map<String, Value<?>> parameters;

  private RedshiftRows(
      RedshiftTarget target,
      String query,
      Class<R> row,
      int limit,
      Map<String, Value<?>> parameters) {
    super(
        "Redshift query",
        RedshiftCalls.fetched(
            target,
            Text.of(query + "\nLIMIT " + limit).expr(),
            parameters,
            Outputs.of(
                Expr.fields()
                    .and("rows", rows(row))
                    .and("count", Expr.call("$count({0})", Expr.result("Records"))))),
        parts ->
            new Redshift.Rows<>(
                new Items<>(parts.part("rows"), Naming.SAME), new Num(parts.part("count"))));
    this.target = target;
    this.query = query;
    this.row = row;
    this.limit = limit;
    this.parameters = parameters;
  }

  static <R extends Record> RedshiftRows<R> of(RedshiftTarget target, String query, Class<R> row) {
    List<SqlScript.Statement> statements = SqlScript.statements(query);
    boolean one = statements.size() == 1 && !query.strip().endsWith(";");
    if (!one || !(statements.get(0).startsWith("SELECT") || statements.get(0).startsWith("WITH"))) {
      throw InvalidWorkflowException.here(
          "a Redshift query whose rows are fetched is one SELECT without a semicolon; run other"
              + " statements with sql(..)");
    }
    for (String word : List.of("LIMIT", "TOP")) {
      if (statements.get(0).words().contains(word)) {
        throw InvalidWorkflowException.here(
            "the Redshift query has a " + word + " of its own; say atMost(..) instead");
      }
    }
    return new RedshiftRows<>(target, query, row, USUAL, new LinkedHashMap<>());
  }

  /** With this value for {@code :name}, as a text; see {@link RedshiftQuery#with}. */
  public RedshiftRows<R> with(String name, Value<?> value) {
    return new RedshiftRows<>(
        target, query, row, limit, RedshiftQuery.with(parameters, List.of(query), name, value));
  }

  /**
   * At most so many rows; default 100. All of them must fit into 256 KiB as JSON, or the execution
   * fails with {@code States.DataLimitExceeded}, which nothing catches.
   *
   * @param rows from 1 to 1000
   */
  public RedshiftRows<R> atMost(int rows) {
    if (rows < 1 || rows > MOST) {
      throw InvalidWorkflowException.here(
          "a Redshift query fetches 1 to 1000 rows, but this one " + rows + "; UNLOAD more");
    }
    return new RedshiftRows<>(target, query, row, rows, parameters);
  }

  /** The records of a page as objects; cells are objects with one member named by their type. */
  private static Expr rows(Class<?> row) {
    List<String> members = new ArrayList<>();
    for (RecordComponent component : Fields.components(row)) {
      String cell = "$cell(" + Jsonata.string(column(component.getName())) + ")";
      members.add(Jsonata.string(component.getName()) + ": " + read(component, cell));
    }
    return Expr.call(
        "($names := [{0}]; [$map({1}, function($record) {("
            + "$cell := function($name) {("
            + "$at := $map($names, function($n, $i) { $n = $name ? $i });"
            + " $exists($at) ? $record[$at])};"
            + " {"
            + String.join(", ", members)
            + "})})])",
        Expr.result("ColumnMetadata", "Name"),
        Expr.result("Records"));
  }

  /** {@code flight_date} for {@code flightDate}. */
  private static String column(String component) {
    return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  /** Numerics come as texts, to keep their digits. */
  private static String read(RecordComponent component, String cell) {
    Class<?> type = component.getType();
    String value;
    if (type == String.class || type == LocalDate.class || type == java.time.Instant.class) {
      value = "$c.StringValue";
    } else if (type == boolean.class || type == Boolean.class) {
      value = "$c.BooleanValue";
    } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      value =
          "$exists($c.LongValue) ? $c.LongValue : $exists($c.DoubleValue) ? $c.DoubleValue :"
              + " $exists($c.StringValue) ? $number($c.StringValue)";
    } else {
      throw InvalidWorkflowException.here(
          "component '"
              + component.getName()
              + "' of a Redshift row is a "
              + type.getSimpleName()
              + "; columns are read as String, a number, boolean, LocalDate or Instant");
    }
    return "($c := " + cell + "; $v := (" + value + "); $exists($v) ? $v : null)";
  }
}
