package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Jsonata;
import dev.stepwell.dsl.model.Expr;
import java.util.List;
import java.util.function.Function;

/**
 * A list.
 *
 * @param <V> what is in it: a record, or {@code String}, {@code Number}, {@code LocalDate}
 */
public final class Items<V> extends Value<List<V>> {

  private static final String EACH = "$each";

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

  /** The items for which the condition holds, in order. */
  public Items<V> filter(Function<Obj<V>, Bool> condition) {
    Bool holds = condition.apply(new Obj<>(new Expr.At(EACH, List.of()), naming));
    return new Items<>(
        Expr.call("[$filter({0}, function(" + EACH + ") { {1} })]", expr(), holds.expr()), naming);
  }

  /** Every item with every one of the others: all pairs, the first item's pairs first. */
  public <W> Items<Pair<V, W>> cross(Items<W> others) {
    return new Items<>(
        Expr.call(
            "($left := {0}; $right := {1};"
                + " [$left.($first := $; $right.{'first': $first, 'second': $})])",
            expr(), others.expr()),
        Naming.SAME);
  }

  /** Every item with the other in its place; what is longer is cut off. */
  public <W> Items<Pair<V, W>> zip(Items<W> others) {
    return zipped(others, "$min");
  }

  /** Every item with the other in its place; what is missing in the shorter list is absent. */
  public <W> Items<Pair<V, W>> zipLongest(Items<W> others) {
    return zipped(others, "$max");
  }

  private <W> Items<Pair<V, W>> zipped(Items<W> others, String length) {
    return new Items<>(
        Expr.call(
            "($left := [{0}]; $right := [{1}]; $count := "
                + length
                + "([$count($left), $count($right)]);"
                + " $count = 0 ? [] : [[0..$count - 1].($at := $;"
                + " {'first': $left[$at], 'second': $right[$at]})])",
            expr(),
            others.expr()),
        Naming.SAME);
  }

  /** These items and then the others. */
  public Items<V> and(Items<V> others) {
    return new Items<>(Expr.call("$append({0}, {1})", expr(), others.expr()), naming);
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
