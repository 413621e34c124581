package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that are put together member by member. */
final class Members {

  private Members() {}

  /** The object with a value at a path, in the place of what is there. */
  static Expr.Fields put(Expr.Fields object, Expr value, String... path) {
    String name = path[0];
    if (path.length == 1) {
      return replaced(object, name, value);
    }
    Expr.Fields inner = at(object, name) instanceof Expr.Fields there ? there : Expr.fields();
    return replaced(object, name, put(inner, value, Arrays.copyOfRange(path, 1, path.length)));
  }

  /** The object with one more element in the list at a path. */
  static Expr.Fields add(Expr.Fields object, Expr element, String... path) {
    String name = path[0];
    if (path.length > 1) {
      Expr.Fields inner = at(object, name) instanceof Expr.Fields there ? there : Expr.fields();
      return replaced(object, name, add(inner, element, Arrays.copyOfRange(path, 1, path.length)));
    }
    List<Expr> more = new ArrayList<>();
    if (at(object, name) instanceof Expr.Elements list) {
      more.addAll(list.elements());
    }
    more.add(element);
    return replaced(object, name, new Expr.Elements(more));
  }

  /** The list of these texts. */
  static Expr texts(Text... texts) {
    return new Expr.Elements(Arrays.stream(texts).map(Text::expr).toList());
  }

  /** The list of these constant texts. */
  static Expr texts(String... texts) {
    return new Expr.Elements(Arrays.stream(texts).map(text -> Text.of(text).expr()).toList());
  }

  private static @Nullable Expr at(Expr.Fields object, String name) {
    return object.members().stream()
        .filter(member -> member.name().equals(name))
        .map(Expr.Member::value)
        .findFirst()
        .orElse(null);
  }

  private static Expr.Fields replaced(Expr.Fields object, String name, Expr value) {
    if (!object.has(name)) {
      return object.and(name, value);
    }
    return new Expr.Fields(
        object.members().stream()
            .map(member -> member.name().equals(name) ? new Expr.Member(name, value) : member)
            .toList());
  }
}
