package dev.stepwell.dsl;

import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.language.Sql;
import dev.stepwell.dsl.model.Expr;
import java.util.ArrayList;
import java.util.List;

/** SQL with values in it. Constants are quoted here, run-time values by the expression. */
final class SqlText {

  private static final Expr BACKSLASH = Expr.text("\\");
  private static final Expr TWO_BACKSLASHES = Expr.text("\\\\");
  private static final Expr QUOTE = Expr.text("'");
  private static final Expr TWO_QUOTES = Expr.text("''");

  private final List<Expr> parts;

  private SqlText(List<Expr> parts) {
    this.parts = parts;
  }

  static SqlText of(String sql) {
    return new SqlText(List.of(Text.of(sql).expr()));
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

  private static Expr quoted(Expr part) {
    if (part instanceof Expr.Deployed) {
      return part; // names and ARNs, which hold neither quotes nor backslashes
    }
    if (part instanceof Expr.Constant constant && constant.value() instanceof JsonString text) {
      return Expr.text(Sql.literalBody(text.value()));
    }
    return Expr.call(
        "$replace($replace({0}, {1}, {2}), {3}, {4})",
        part, BACKSLASH, TWO_BACKSLASHES, QUOTE, TWO_QUOTES);
  }

  private SqlText add(Expr part) {
    List<Expr> more = new ArrayList<>(parts);
    more.add(part);
    return new SqlText(more);
  }

  Expr expr() {
    return Expr.join(parts);
  }
}
