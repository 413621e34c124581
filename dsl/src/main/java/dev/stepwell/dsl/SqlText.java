package dev.stepwell.dsl;

import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.language.Sql;
import dev.stepwell.dsl.model.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SQL with values in it. Constants are quoted here, run-time values by the expression. */
final class SqlText {

  private static final Expr QUOTE = Expr.text("'");

  private final Sql.Quoting quoting;
  private final List<Expr> parts;

  private SqlText(Sql.Quoting quoting, List<Expr> parts) {
    this.quoting = quoting;
    this.parts = parts;
  }

  /** Redshift's SQL. */
  static SqlText of(String sql) {
    return of(sql, Sql.Quoting.REDSHIFT);
  }

  static SqlText of(String sql, Sql.Quoting quoting) {
    return new SqlText(quoting, List.of(Text.of(sql).expr()));
  }

  SqlText plus(String sql) {
    return add(Text.of(sql).expr());
  }

  /** With SQL that has been put together already. */
  SqlText plus(Expr sql) {
    return add(sql);
  }

  /** A string literal with this text. */
  SqlText literal(Expr text) {
    List<Expr> body = text instanceof Expr.Joined joined ? joined.parts() : List.of(text);
    SqlText with = add(QUOTE);
    for (Expr part : body) {
      with = with.add(quoted(part));
    }
    return with.add(QUOTE);
  }

  private Expr quoted(Expr part) {
    if (part instanceof Expr.Deployed) {
      return part; // names and ARNs, which hold neither quotes nor backslashes
    }
    if (part instanceof Expr.Constant constant && constant.value() instanceof JsonString text) {
      return Expr.text(quoting.body(text.value()));
    }
    Expr body = part;
    for (Map.Entry<String, String> each : quoting.replacements().entrySet()) {
      body =
          Expr.call(
              "$replace({0}, {1}, {2})",
              body, Expr.text(each.getKey()), Expr.text(each.getValue()));
    }
    return body;
  }

  private SqlText add(Expr part) {
    List<Expr> more = new ArrayList<>(parts);
    more.add(part);
    return new SqlText(quoting, more);
  }

  Expr expr() {
    return Expr.join(parts);
  }
}
