package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;

/** Makes a value of the same type as another. */
final class Values {

  private Values() {}

  @SuppressWarnings("unchecked") // the result is of the class of the prototype
  static <V extends Value<?>> V carried(V like, Expr expr) {
    Value<?> made;
    if (like instanceof Text) {
      made = new Text(expr);
    } else if (like instanceof Num) {
      made = new Num(expr);
    } else if (like instanceof Bool) {
      made = new Bool(expr);
    } else if (like instanceof Day) {
      made = new Day(expr);
    } else if (like instanceof Instant) {
      made = new Instant(expr);
    } else if (like instanceof Items<?> items) {
      made = new Items<>(expr, items.naming());
    } else {
      made = new Obj<>(expr, ((Obj<?>) like).naming());
    }
    return (V) made;
  }

  static Naming naming(Value<?> value) {
    if (value instanceof Obj<?> object) {
      return object.naming();
    }
    return value instanceof Items<?> items ? items.naming() : Naming.SAME;
  }
}
