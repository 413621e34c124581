package dev.stepwell.dsl;

import dev.stepwell.asl.jsonata.JsonataParser;
import dev.stepwell.asl.jsonata.JsonataSyntaxException;
import dev.stepwell.dsl.model.Expr;

/**
 * JSONata in an author's own words. It is read at once, so that a mistake has the author's line.
 */
final class WrittenJsonata {

  private WrittenJsonata() {}

  /**
   * The expression with its arguments.
   *
   * @throws InvalidWorkflowException if it is no JSONata once the arguments are in place
   */
  static Expr of(String expression, Expr... args) {
    String filled = expression;
    for (int i = 0; i < args.length; i++) {
      filled = filled.replace("{" + i + "}", "$x");
    }
    try {
      JsonataParser.parse(filled);
    } catch (JsonataSyntaxException e) {
      InvalidWorkflowException refused =
          InvalidWorkflowException.here(
              "the JSONata \""
                  + expression
                  + "\" cannot be read: "
                  + e.getMessage()
                  + "; arguments given, from {0} on: "
                  + args.length);
      refused.initCause(e);
      throw refused;
    }
    return Expr.raw(expression, args);
  }
}
