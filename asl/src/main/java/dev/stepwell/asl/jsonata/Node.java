package dev.stepwell.asl.jsonata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parser recognises, before paths are made flat. */
final class Node {

  enum Kind {
    /** A name, a variable, a literal, a regex, or an operator that stands for itself. */
    TOKEN,
    END,
    BINARY,
    FILTER,
    GROUP,
    SORT,
    ARRAY,
    OBJECT,
    NEGATION,
    BLOCK,
    CALL,
    PARTIAL,
    LAMBDA,
    CONDITION,
    TRANSFORM
  }

  final Kind kind;
  final Token token;

  /** The operands in the order written; keys and values by turns. */
  final List<Node> parts = new ArrayList<>();

  /** The signature of a lambda. */
  @Nullable String signature;

  /** Which terms of a sort go down. */
  final List<Boolean> descending = new ArrayList<>();

  boolean keepArray;

  Node(Kind kind, Token token) {
    this.kind = kind;
    this.token = token;
  }

  Node with(Node part) {
    parts.add(part);
    return this;
  }

  boolean isVariable() {
    return kind == Kind.TOKEN && token.kind() == Token.Kind.VARIABLE;
  }

  int position() {
    return token.position();
  }
}
