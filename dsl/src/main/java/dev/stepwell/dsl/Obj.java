package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * An object of the shape of a record. Its parts are picked by record accessor, such as {@code
 * part.text(Partition::path)}; a lambda in its place is refused.
 *
 * @param <R> the shape
 */
public final class Obj<R> extends Value<R> {

  private final Naming naming;

  Obj(Expr expr, Naming naming) {
    super(expr);
    this.naming = naming;
  }

  /** A component that is a text. */
  public Text text(Field<R, String> field) {
    return new Text(part(field));
  }

  /** A component that is a number. */
  public Num number(Field<R, ? extends Number> field) {
    return new Num(part(field));
  }

  /** A component that is true or false. */
  public Bool flag(Field<R, Boolean> field) {
    return new Bool(part(field));
  }

  /** A component that is a day. */
  public Day day(Field<R, LocalDate> field) {
    return new Day(part(field));
  }

  /** A component that is an instant. */
  public Instant instant(Field<R, java.time.Instant> field) {
    return new Instant(part(field));
  }

  /** A component that is a list. */
  public <V> Items<V> items(Field<R, List<V>> field) {
    return new Items<>(part(field), naming);
  }

  /** A component that is a record itself. */
  public <V extends Record> Obj<V> object(Field<R, V> field) {
    return new Obj<>(part(field), naming);
  }

  Naming naming() {
    return naming;
  }

  private Expr part(Field<R, ?> field) {
    String name = naming.json(Fields.name(field));
    Expr whole = expr();
    if (whole instanceof Expr.Input at) {
      return new Expr.Input(at.scope(), longer(at.path(), name));
    } else if (whole instanceof Expr.Item at) {
      return new Expr.Item(at.scope(), at.each(), longer(at.path(), name));
    } else if (whole instanceof Expr.Output at) {
      boolean optional = at.path().isEmpty() && Fields.isOptional(field);
      return new Expr.Output(at.scope(), at.step(), longer(at.path(), name), optional);
    } else if (whole instanceof Expr.Carried at) {
      return new Expr.Carried(at.scope(), at.block(), longer(at.path(), name));
    }
    return Expr.call("{0}." + dev.stepwell.dsl.language.Jsonata.step(name), whole);
  }

  private static List<String> longer(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  @Override
  Expr asText() {
    return Expr.call("$string({0})", expr());
  }
}
