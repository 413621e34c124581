package dev.stepwell.dsl.estimate;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.jsonata.Expression;
import dev.stepwell.asl.jsonata.JsonataParser;
import dev.stepwell.asl.jsonata.JsonataSyntaxException;
import java.util.Optional;
import java.util.OptionalLong;

/** Understands expressions that count: {@code $n}, {@code $n + 1}, and both for an absent n. */
final class Counting {

  /** Beyond this a counter is not believed to end a loop, nor exact as a double. */
  static final double LARGEST = 1L << 52;

  private Counting() {}

  /**
   * A variable that is read.
   *
   * @param absentIsZero whether it is read as 0 while it has no value
   */
  record Read(String name, boolean absentIsZero) {}

  /** The expression that a JSON text holds; empty if it is not one. */
  static Optional<Expression> expression(Json value) {
    if (!(value instanceof JsonString string)) {
      return Optional.empty();
    }
    String text = string.value();
    if (!text.startsWith("{%") || !text.endsWith("%}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonataParser.parse(text.substring(2, text.length() - 2)));
    } catch (JsonataSyntaxException e) {
      // The validator tells the author; here it is an expression of which nothing is known.
      return Optional.empty();
    }
  }

  /** By how much a value is more than the variable was before; empty if that is not sure. */
  static OptionalLong growth(String variable, Json value) {
    return expression(value).map(of -> growth(variable, of)).orElse(OptionalLong.empty());
  }

  private static OptionalLong growth(String variable, Expression value) {
    Expression plain = plain(value);
    if (plain instanceof Expression.Binary sum && sum.operator().equals("+")) {
      return variable(sum.left()).filter(read -> read.name().equals(variable)).isPresent()
          ? positive(sum.right())
          : OptionalLong.empty();
    }
    if (plain instanceof Expression.Condition first
        && first.otherwise() != null
        && exists(first.test(), variable)) {
      OptionalLong more = growth(variable, first.then());
      OptionalLong begin = positive(first.otherwise());
      return more.isPresent() && begin.isPresent()
          ? OptionalLong.of(Math.min(more.getAsLong(), begin.getAsLong()))
          : OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  /** The variable that an expression reads, and does nothing else. */
  static Optional<Read> variable(Expression expression) {
    Expression plain = plain(expression);
    if (plain instanceof Expression.Variable variable && !variable.name().isEmpty()) {
      return Optional.of(new Read(variable.name(), false));
    }
    if (plain instanceof Expression.Condition known
        && known.otherwise() != null
        && number(known.otherwise()).equals(OptionalLong.of(0))
        && plain(known.then()) instanceof Expression.Variable variable
        && exists(known.test(), variable.name())) {
      return Optional.of(new Read(variable.name(), true));
    }
    return Optional.empty();
  }

  /** The whole number that a value is. */
  static OptionalLong number(Json value) {
    return value instanceof JsonNumber number
            && number.isIntegral()
            && Math.abs(number.doubleValue()) < LARGEST
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  private static OptionalLong number(Expression expression) {
    return plain(expression) instanceof Expression.Constant constant
        ? number(constant.value())
        : OptionalLong.empty();
  }

  private static OptionalLong positive(Expression expression) {
    OptionalLong number = number(expression);
    return number.isPresent() && number.getAsLong() > 0 ? number : OptionalLong.empty();
  }

  private static boolean exists(Expression test, String variable) {
    return isCall(plain(test), "exists", 1)
        && plain(((Expression.Call) plain(test)).arguments().get(0))
            instanceof Expression.Variable asked
        && asked.name().equals(variable);
  }

  static boolean isCall(Expression plain, String function, int arguments) {
    return plain instanceof Expression.Call call
        && call.arguments().size() == arguments
        && plain(call.function()) instanceof Expression.Variable called
        && called.name().equals(function);
  }

  /** The expression without parentheses and paths of one step. */
  static Expression plain(Expression expression) {
    if (expression instanceof Expression.Block block && block.expressions().size() == 1) {
      return plain(block.expressions().get(0));
    }
    if (expression instanceof Expression.Path path
        && path.steps().size() == 1
        && path.steps().get(0).stages().isEmpty()) {
      return plain(path.steps().get(0).expression());
    }
    return expression;
  }
}
