package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;

/**
 * The workflow's input as a trigger fills it.
 *
 * @param <I> the input's shape
 */
public final class Inputs<I extends Record> {

  private Expr.Fields values = Expr.fields();

  Inputs() {}

  /** Sets a component. */
  public <T> Inputs<I> set(Field<I, ? extends T> field, Value<T> value) {
    String name = Fields.name(field);
    if (values.has(name)) {
      throw InvalidWorkflowException.here("the mapping sets component '" + name + "' twice");
    }
    for (Expr leaf : value.expr().leaves()) {
      if (!leaf.isStatic() && !(leaf instanceof Expr.Envelope)) {
        throw InvalidWorkflowException.here(
            "the mapping sets component '"
                + name
                + "' to a value of a flow; a trigger knows only constants and its own event");
      }
    }
    values = values.and(name, value.expr());
    return this;
  }

  Expr.Fields values() {
    return values;
  }
}
