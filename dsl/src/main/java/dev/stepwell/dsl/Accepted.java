package dev.stepwell.dsl;

import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.model.Expr;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Refuses constants that a service would refuse. What deployment or run time fills in is not known
 * yet and passes.
 */
final class Accepted {

  private Accepted() {}

  /**
   * A text that matches as a whole.
   *
   * @param what thing and place, such as {@code name of the Batch job}
   * @param rule what such a text is, and what to do; goes on the sentence "but it .."
   */
  static String text(String what, String value, Pattern pattern, String rule) {
    if (!pattern.matcher(value).matches()) {
      throw InvalidWorkflowException.here("the " + what + " is '" + value + "', but it " + rule);
    }
    return value;
  }

  /** The same for a text that may be known only later. */
  static Text text(String what, Text value, Pattern pattern, String rule) {
    if (value.expr() instanceof Expr.Constant constant
        && constant.value() instanceof JsonString text) {
      text(what, text.value(), pattern, rule);
    }
    return value;
  }

  /** A number in a range, both ends included. */
  static Expr number(String what, long value, long least, long most, String remedy) {
    if (value < least || value > most) {
      throw InvalidWorkflowException.here(
          "the " + what + " is " + value + ", but it is " + least + " to " + most + "; " + remedy);
    }
    return Expr.number(value);
  }

  /** A time in whole units of so many seconds, in a range of them. */
  static Expr time(String what, Duration value, long unit, long least, long most) {
    long units = value.toSeconds() / unit;
    if (!value.equals(Duration.ofSeconds(units * unit)) || units < least || units > most) {
      String word = unit == 1 ? "seconds" : unit == 60 ? "minutes" : unit + " seconds";
      throw InvalidWorkflowException.here(
          "the "
              + what
              + " is "
              + value
              + ", but it is "
              + least
              + " to "
              + most
              + " whole "
              + word
              + "; choose such a time");
    }
    return Expr.number(units);
  }

  /** Something that a task can say only once. */
  static void unset(String what, Expr.Fields object, String member, String remedy) {
    if (object.has(member)) {
      throw InvalidWorkflowException.here("the " + what + " is said twice; " + remedy);
    }
  }
}
