package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An ANALYZE of a whole table, unless said otherwise. Not for external tables. */
public final class RedshiftAnalyze extends Task<Redshift.Statement> {

  private final RedshiftTarget target;
  private final String table;
  private final List<String> columns;
  private final String which;
  private final boolean always;

  RedshiftAnalyze(
      RedshiftTarget target, String table, List<String> columns, String which, boolean always) {
    super(
        "Redshift ANALYZE",
        RedshiftCalls.polled(
            target, statements(table, columns, which, always), Map.of(), Expr.fields()),
        Redshift::statement);
    this.target = target;
    this.table = table;
    this.columns = columns;
    this.which = which;
    this.always = always;
  }

  /** Of these columns only. */
  public RedshiftAnalyze columns(String... names) {
    if (!which.isEmpty()) {
      throw both();
    }
    return new RedshiftAnalyze(target, table, Redshift.identifiers(names), which, always);
  }

  /** Of the columns that queries have filtered, joined or grouped by. */
  public RedshiftAnalyze predicateColumns() {
    return which(" PREDICATE COLUMNS");
  }

  /** Of all columns, also where the table has predicate columns. */
  public RedshiftAnalyze allColumns() {
    return which(" ALL COLUMNS");
  }

  /** Also if less than a tenth of the rows has changed, in which case Redshift skips it. */
  public RedshiftAnalyze evenIfLittleChanged() {
    return new RedshiftAnalyze(target, table, columns, which, true);
  }

  private RedshiftAnalyze which(String other) {
    if (!columns.isEmpty() || (!which.isEmpty() && !which.equals(other))) {
      throw both();
    }
    return new RedshiftAnalyze(target, table, columns, other, always);
  }

  private InvalidWorkflowException both() {
    return InvalidWorkflowException.here(
        "ANALYZE of "
            + table
            + " is of named columns, of predicate columns or of all columns; say one of them");
  }

  private static List<Expr> statements(
      String table, List<String> columns, String which, boolean always) {
    List<Expr> statements = new ArrayList<>();
    if (always) {
      statements.add(Expr.text("SET analyze_threshold_percent TO 0"));
    }
    String list = columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")";
    statements.add(Expr.text("ANALYZE " + table + list + which));
    return statements;
  }
}
