package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Jsonata;
import dev.stepwell.dsl.model.Expr;
import java.util.List;

/**
 * A list.
 *
 * @param <V> what is in it: a record, or {@code String}, {@code Number}, {@code LocalDate}
 */
public final class Items<V> extends Value<List<V>> {

  private final Naming naming;

  Items(Expr expr, Naming naming) {
    super(expr);
    this.naming = naming;
  }

  /** A list of Java texts. */
  public static Items<String> of(List<String> literals) {
    return new Items<>(
        new Expr.Elements(literals.stream().map(literal -> Text.of(literal).expr()).toList()),
        Naming.SAME);
  }

  Naming naming() {
    return naming;
  }

  /** How many there are. */
  public Num count() {
    return new Num(Expr.call("$count({0})", expr()));
  }

  /** Whether there are none. */
  public Bool isEmpty() {
    return count().eq(0);
  }

  /** One text of every item, in order; items that lack it are left out. */
  public Items<String> texts(Field<V, String> field) {
    String step = Jsonata.step(naming.json(Fields.name(field)));
    return new Items<>(Expr.call("[{0}." + step + "]", expr()), Naming.SAME);
  }

  /** The texts of all items with a separator between them; items must be texts. */
  public Text joined(String separator) {
    return new Text(Expr.call("$join({0}, {1})", expr(), Text.of(separator).expr()));
  }

  @Override
  Expr asText() {
    return Expr.call("$string({0})", expr());
  }
}
