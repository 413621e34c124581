package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a {@code .sync} call says of its job. Some integrations give the job itself, others the
 * service's answer about it, and their guides do not always say which: a fact is looked for at all
 * places where it may be.
 */
final class Told {

  private Told() {}

  /** A place in the result. */
  static Expr at(String... path) {
    return Expr.result(path);
  }

  /** What is at the first place where there is something; nothing if there is none. */
  static Expr first(Expr... places) {
    String list =
        IntStream.range(0, places.length)
            .mapToObj(place -> "{" + place + "}")
            .collect(Collectors.joining(", ", "[", "][0]"));
    return Expr.call(list, places);
  }

  /** The text at the first place where there is one, else this one. */
  static Expr text(String otherwise, Expr... places) {
    return firstOr(Expr.text(otherwise), places);
  }

  /** The number at the first place where there is one, else 0. */
  static Expr number(Expr... places) {
    return firstOr(Expr.number(0), places);
  }

  private static Expr firstOr(Expr otherwise, Expr... places) {
    Expr[] all = Arrays.copyOf(places, places.length + 1);
    all[places.length] = otherwise;
    return first(all);
  }
}
