package dev.stepwell.asl.jsonata;

import java.util.Map;
import java.util.Set;

/** How strongly operators bind to what stands left of them. */
final class Operators {

  private static final Map<String, Integer> BINDING =
      Map.ofEntries(
          Map.entry(".", 75),
          Map.entry("[", 80),
          Map.entry("{", 70),
          Map.entry("(", 80),
          Map.entry("@", 80),
          Map.entry("#", 80),
          Map.entry("?", 20),
          Map.entry("+", 50),
          Map.entry("-", 50),
          Map.entry("*", 60),
          Map.entry("/", 60),
          Map.entry("%", 60),
          Map.entry("=", 40),
          Map.entry("<", 40),
          Map.entry(">", 40),
          Map.entry("^", 40),
          Map.entry(":=", 10),
          Map.entry("!=", 40),
          Map.entry("<=", 40),
          Map.entry(">=", 40),
          Map.entry("~>", 40),
          Map.entry("and", 30),
          Map.entry("or", 25),
          Map.entry("in", 40),
          Map.entry("&", 50));

  /** Characters that start an operator but are none. */
  private static final Set<String> NO_OPERATORS = Set.of("!", "~");

  private Operators() {}

  /** The strength of a token behind an expression; 0 for one that ends it. */
  static int strength(Token token) {
    return token.kind() == Token.Kind.OPERATOR ? BINDING.getOrDefault(token.text(), 0) : 0;
  }

  static Token checked(Token token) {
    if (token.kind() == Token.Kind.OPERATOR && NO_OPERATORS.contains(token.text())) {
      throw SyntaxError.UNKNOWN_OPERATOR.token(token.position(), token.text());
    }
    return token;
  }
}
