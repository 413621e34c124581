package dev.stepwell.asl.jsonata;

/**
 * A Pratt parser: every token knows how strongly it binds to what stands left of it, and what it
 * means at the start of an expression and behind one.
 */
final class Parser {

  private static final int DEEPEST = 500;

  private final Tokenizer tokens;
  private Token token;
  private int depth;

  Parser(String text) {
    this.tokens = new Tokenizer(text);
    this.token = Operators.checked(tokens.next(false));
  }

  Node parse() {
    Node node = expression(0);
    if (token.kind() != Token.Kind.END) {
      throw SyntaxError.SYNTAX.token(token.position(), token.shown());
    }
    return node;
  }

  private Token advance(boolean afterOperand) {
    Token passed = token;
    token = Operators.checked(tokens.next(afterOperand));
    return passed;
  }

  private void expect(String operator, boolean afterOperand) {
    if (!token.is(operator)) {
      throw token.kind() == Token.Kind.END
          ? SyntaxError.EXPECTED_BEFORE_END.at(token.position(), "(end)", operator)
          : SyntaxError.EXPECTED.at(token.position(), token.shown(), operator);
    }
    advance(afterOperand);
  }

  private Node expression(int binding) {
    if (++depth > DEEPEST) {
      throw SyntaxError.TOO_DEEP.at(token.position());
    }
    Node left = start(advance(true));
    while (binding < Operators.strength(token)) {
      left = behind(left, advance(false));
    }
    depth--;
    return left;
  }

  /** What a token means at the start of an expression. */
  private Node start(Token at) {
    if (at.kind() == Token.Kind.END) {
      return new Node(Node.Kind.END, at);
    }
    if (at.kind() != Token.Kind.OPERATOR) {
      return new Node(Node.Kind.TOKEN, at);
    }
    return switch (at.text()) {
      // Where an operand is due, these are names of fields and signs for nodes.
      case "and", "or", "in", "*", "**", "%" -> new Node(Node.Kind.TOKEN, at);
      case "-" -> new Node(Node.Kind.NEGATION, at).with(expression(70));
      case "(" -> block(at);
      case "[" -> array(at);
      case "{" -> object(new Node(Node.Kind.OBJECT, at));
      case "|" -> transform(at);
      default -> throw SyntaxError.NOT_UNARY.token(at.position(), at.text());
    };
  }

  /** What a token means behind an expression. */
  private Node behind(Node left, Token at) {
    return switch (at.text()) {
      case "(" -> call(left, at);
      case "[" -> filter(left, at);
      case "{" -> object(new Node(Node.Kind.GROUP, at).with(left));
      case "^" -> sort(left, at);
      case "?" -> condition(left, at);
      case ":=" -> assignment(left, at);
      case "@", "#" -> binding(left, at);
      default -> new Node(Node.Kind.BINARY, at).with(left).with(expression(Operators.strength(at)));
    };
  }

  private Node block(Token at) {
    Node block = new Node(Node.Kind.BLOCK, at);
    while (!token.is(")")) {
      block.with(expression(0));
      if (!token.is(";")) {
        break;
      }
      advance(false);
    }
    expect(")", true);
    return block;
  }

  private Node array(Token at) {
    Node array = new Node(Node.Kind.ARRAY, at);
    if (!token.is("]")) {
      do {
        Node item = expression(0);
        if (token.is("..")) {
          Token range = advance(false);
          item = new Node(Node.Kind.BINARY, range).with(item).with(expression(0));
        }
        array.with(item);
      } while (more());
    }
    expect("]", true);
    return array;
  }

  private Node object(Node object) {
    if (!token.is("}")) {
      do {
        object.with(expression(0));
        expect(":", false);
        object.with(expression(0));
      } while (more());
    }
    expect("}", true);
    return object;
  }

  private boolean more() {
    if (!token.is(",")) {
      return false;
    }
    advance(false);
    return true;
  }

  private Node transform(Token at) {
    Node transform = new Node(Node.Kind.TRANSFORM, at);
    transform.with(expression(0));
    expect("|", false);
    transform.with(expression(0));
    if (more()) {
      transform.with(expression(0));
    }
    expect("|", false);
    return transform;
  }

  private Node filter(Node left, Token at) {
    if (token.is("]")) {
      Node step = left;
      while (step.kind == Node.Kind.FILTER) {
        step = step.parts.get(0);
      }
      step.keepArray = true;
      advance(false);
      return left;
    }
    Node filter = new Node(Node.Kind.FILTER, at).with(left).with(expression(0));
    expect("]", true);
    return filter;
  }

  private Node sort(Node left, Token at) {
    Node sort = new Node(Node.Kind.SORT, at).with(left);
    expect("(", false);
    do {
      boolean descending = token.is(">");
      if (descending || token.is("<")) {
        advance(false);
      }
      sort.descending.add(descending);
      sort.with(expression(0));
    } while (more());
    expect(")", false);
    return sort;
  }

  private Node condition(Node left, Token at) {
    Node condition = new Node(Node.Kind.CONDITION, at).with(left).with(expression(0));
    if (token.is(":")) {
      advance(false);
      condition.with(expression(0));
    }
    return condition;
  }

  private Node assignment(Node left, Token at) {
    if (!left.isVariable()) {
      throw SyntaxError.ASSIGNMENT.at(left.position());
    }
    return new Node(Node.Kind.BINARY, at).with(left).with(expression(Operators.strength(at) - 1));
  }

  private Node binding(Node left, Token at) {
    Node variable = expression(Operators.strength(at));
    if (!variable.isVariable()) {
      throw SyntaxError.BINDING.token(variable.position(), at.text());
    }
    return new Node(Node.Kind.BINARY, at).with(left).with(variable);
  }

  private Node call(Node left, Token at) {
    boolean partial = false;
    Node arguments = new Node(Node.Kind.BLOCK, at);
    if (!token.is(")")) {
      do {
        if (token.is("?")) {
          partial = true;
          arguments.with(new Node(Node.Kind.TOKEN, advance(false)));
        } else {
          arguments.with(expression(0));
        }
      } while (more());
    }
    expect(")", true);
    if (left.kind == Node.Kind.TOKEN
        && left.token.kind() == Token.Kind.NAME
        && (left.token.text().equals("function") || left.token.text().equals("\u03bb"))) {
      return lambda(arguments, at);
    }
    Node call = new Node(partial ? Node.Kind.PARTIAL : Node.Kind.CALL, at).with(left);
    call.parts.addAll(arguments.parts);
    return call;
  }

  private Node lambda(Node parameters, Token at) {
    Node lambda = new Node(Node.Kind.LAMBDA, at);
    for (int i = 0; i < parameters.parts.size(); i++) {
      Node parameter = parameters.parts.get(i);
      if (!parameter.isVariable()) {
        throw SyntaxError.PARAMETER.at(parameter.position(), "", i + 1);
      }
      lambda.with(parameter);
    }
    if (token.is("<")) {
      lambda.signature = signature();
    }
    expect("{", false);
    Node body = expression(0);
    expect("}", false);
    return lambda.with(body);
  }

  private String signature() {
    int position = token.position();
    int open = 1;
    StringBuilder signature = new StringBuilder("<");
    while (open > 0 && !token.is("{") && token.kind() != Token.Kind.END) {
      advance(false);
      if (token.is(">")) {
        open--;
      } else if (token.is("<")) {
        open++;
      }
      signature.append(token.text());
    }
    expect(">", false);
    Signature.check(signature.toString(), position);
    return signature.toString();
  }
}
