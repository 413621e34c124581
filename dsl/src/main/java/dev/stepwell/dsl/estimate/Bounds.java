package dev.stepwell.dsl.estimate;

import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.jsonata.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds in a condition the upper bounds of variables that it implies: of {@code $n < 5 and x} that
 * n is below 5. What is not understood implies nothing.
 */
final class Bounds {

  private Bounds() {}

  /** What holds if the condition does, or if it does not. */
  static List<Way.Bound> of(Expression condition, boolean holds) {
    List<Way.Bound> found = new ArrayList<>();
    collect(condition, holds, found);
    return found;
  }

  private static void collect(Expression condition, boolean holds, List<Way.Bound> found) {
    Expression plain = Counting.plain(condition);
    if (plain instanceof Expression.Binary binary) {
      if (binary.operator().equals(holds ? "and" : "or")) {
        collect(binary.left(), holds, found);
        collect(binary.right(), holds, found);
      } else {
        comparison(binary, holds).ifPresent(found::add);
      }
    } else if (Counting.isCall(plain, "not", 1)) {
      collect(((Expression.Call) plain).arguments().get(0), !holds, found);
    }
  }

  private static Optional<Way.Bound> comparison(Expression.Binary binary, boolean holds) {
    String operator = holds ? binary.operator() : opposite(binary.operator());
    return switch (operator) {
      case "<" -> bound(binary.left(), binary.right(), 0);
      case "<=" -> bound(binary.left(), binary.right(), 1);
      case ">" -> bound(binary.right(), binary.left(), 0);
      case ">=" -> bound(binary.right(), binary.left(), 1);
      default -> Optional.empty();
    };
  }

  private static String opposite(String operator) {
    return switch (operator) {
      case "<" -> ">=";
      case "<=" -> ">";
      case ">" -> "<=";
      case ">=" -> "<";
      default -> "";
    };
  }

  private static Optional<Way.Bound> bound(Expression less, Expression more, int added) {
    if (!(Counting.plain(more) instanceof Expression.Constant constant
        && constant.value() instanceof JsonNumber number
        && Math.abs(number.doubleValue()) < Counting.LARGEST)) {
      return Optional.empty();
    }
    // n < 4.5 lets through what n < 5 does, as counters are whole.
    double value = number.doubleValue();
    long below = (long) (added == 0 ? Math.ceil(value) : Math.floor(value) + 1);
    return Counting.variable(less)
        .map(read -> new Way.Bound(read.name(), below, read.absentIsZero()));
  }
}
