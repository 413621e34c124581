package dev.stepwell.dsl;

import dev.stepwell.dsl.api.Arguments.Kind;
import dev.stepwell.dsl.model.Expr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The arguments of any SDK call. Immutable. */
public final class Args {

  private static final Args NONE = new Args(Expr.fields(), Map.of());

  private final Expr.Fields fields;
  private final Map<Expr, Kind> kinds;

  private Args(Expr.Fields fields, Map<Expr, Kind> kinds) {
    this.fields = fields;
    this.kinds = kinds;
  }

  /** No arguments. */
  public static Args none() {
    return NONE;
  }

  /** One argument. */
  public static Args of(String name, Value<?> value) {
    return NONE.and(name, value);
  }

  /** One argument that is an object. */
  public static Args of(String name, Args object) {
    return NONE.and(name, object);
  }

  /** With one more argument. */
  public Args and(String name, Value<?> value) {
    return with(name, value.expr(), Map.of(value.expr(), kind(value)));
  }

  /** With one more argument that is an object. */
  public Args and(String name, Args object) {
    return with(name, object.fields, object.kinds);
  }

  /** With one more argument that is a list of objects. */
  public Args and(String name, List<Args> objects) {
    Map<Expr, Kind> inside = new HashMap<>();
    objects.forEach(object -> inside.putAll(object.kinds));
    List<Expr> elements = objects.stream().<Expr>map(object -> object.fields).toList();
    return with(name, new Expr.Elements(elements), inside);
  }

  private Args with(String name, Expr value, Map<Expr, Kind> kindsInside) {
    Map<Expr, Kind> more = new HashMap<>(kinds);
    more.putAll(kindsInside);
    return new Args(fields.and(name, value), more);
  }

  private static Kind kind(Value<?> value) {
    if (value instanceof Num) {
      return Kind.NUMBER;
    } else if (value instanceof Bool) {
      return Kind.BOOLEAN;
    } else if (value instanceof Items) {
      return Kind.LIST;
    }
    return value instanceof Obj ? Kind.OBJECT : Kind.TEXT;
  }

  Expr.Fields fields() {
    return fields;
  }

  /** The kinds of the values, by their expressions. */
  Map<Expr, Kind> kinds() {
    return kinds;
  }
}
