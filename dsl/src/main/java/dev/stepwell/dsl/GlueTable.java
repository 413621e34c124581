package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Sql;
import dev.stepwell.dsl.model.Expr;
import java.util.List;

/** A table of the catalog, or the part of it that a predicate on its partitions selects. */
public final class GlueTable {

  private final Expr.Fields name;
  private final List<Expr> predicate;

  GlueTable(Expr.Fields name, List<Expr> predicate) {
    this.name = name;
    this.predicate = predicate;
  }

  /** The partitions whose column has this value. */
  public GlueTable partition(String column, Value<?> value) {
    Expr equals = SqlText.of(Sql.identifier(column) + " = ").literal(value.asText()).expr();
    return new GlueTable(
        name,
        predicate.isEmpty()
            ? List.of(equals)
            : List.of(Expr.join(List.of(predicate.get(0), Expr.text(" and "), equals))));
  }

  Expr.Fields source() {
    Expr.Fields table = name;
    if (!predicate.isEmpty()) {
      table =
          table.and("AdditionalOptions", Expr.fields().and("pushDownPredicate", predicate.get(0)));
    }
    return Expr.fields().and("GlueTable", table);
  }
}
