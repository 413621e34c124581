package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognizes plain JSONata expressions; of everything else it says nothing at all. */
final class PlainParser {

  /** Far below the service's limit of 100, so that no plain expression can meet it. */
  private static final int DEEPEST = 30;

  private static final Set<String> FUNCTIONS = Set.of("exists", "count", "not", "string", "merge");
  private static final Set<String> WORDS = Set.of("and", "or", "in");

  private final Cursor in;
  private int depth;

  private PlainParser(String text) {
    this.in = new Cursor(text);
  }

  /** The expression, or null if it is not plain or no JSONata at all. */
  static @Nullable PlainNode parse(String text) {
    try {
      PlainParser parser = new PlainParser(text);
      PlainNode node = parser.conditional();
      parser.in.skipBlanks();
      return parser.in.atEnd() ? node : null;
    } catch (NotPlainException | IllegalArgumentException e) {
      return null;
    }
  }

  private PlainNode conditional() {
    if (++depth > DEEPEST) {
      throw new NotPlainException();
    }
    PlainNode condition = or();
    depth--;
    if (!token("?")) {
      return condition;
    }
    PlainNode then = conditional();
    return new PlainNode.Conditional(condition, then, token(":") ? conditional() : null);
  }

  private PlainNode or() {
    PlainNode left = and();
    while (word("or")) {
      left = new PlainNode.Logic(false, left, and());
    }
    return left;
  }

  private PlainNode and() {
    PlainNode left = comparison();
    while (word("and")) {
      left = new PlainNode.Logic(true, left, comparison());
    }
    return left;
  }

  private PlainNode comparison() {
    PlainNode left = sum();
    int count = 0;
    while (count++ < DEEPEST) {
      if (token("!=")) {
        left = new PlainNode.Equality(false, left, sum());
      } else if (token("=")) {
        left = new PlainNode.Equality(true, left, sum());
      } else if (token("<=")) {
        left = new PlainNode.Order("<=", left, sum());
      } else if (token(">=")) {
        left = new PlainNode.Order(">=", left, sum());
      } else if (token("<")) {
        left = new PlainNode.Order("<", left, sum());
      } else if (token(">")) {
        left = new PlainNode.Order(">", left, sum());
      } else {
        return left;
      }
    }
    throw new NotPlainException();
  }

  private PlainNode sum() {
    PlainNode left = product();
    int count = 0;
    while (count++ < DEEPEST) {
      if (token("+")) {
        left = new PlainNode.Arithmetic('+', left, product());
      } else if (token("-")) {
        left = new PlainNode.Arithmetic('-', left, product());
      } else if (token("&")) {
        left = new PlainNode.Concatenation(left, product());
      } else {
        return left;
      }
    }
    throw new NotPlainException();
  }

  private PlainNode product() {
    PlainNode left = primary();
    int count = 0;
    while (count++ < DEEPEST) {
      if (token("*")) {
        left = new PlainNode.Arithmetic('*', left, primary());
      } else if (token("/")) {
        if (in.peek() == '*') {
          throw new NotPlainException();
        }
        left = new PlainNode.Arithmetic('/', left, primary());
      } else if (token("%")) {
        left = new PlainNode.Arithmetic('%', left, primary());
      } else {
        return left;
      }
    }
    throw new NotPlainException();
  }

  private PlainNode primary() {
    in.skipBlanks();
    char first = in.peek();
    PlainNode node;
    if (first == '"' || first == '\'') {
      node = new PlainNode.Literal(Json.of(string()));
    } else if ((first >= '0' && first <= '9') || first == '-') {
      node = number();
    } else if (in.take("(")) {
      node = conditional();
      close(")");
    } else if (in.take("{")) {
      node = object();
    } else if (in.take("[")) {
      node = array();
    } else if (in.take("$")) {
      return reference();
    } else {
      node = constant();
    }
    // Behind these, a dot or bracket would start a path, a filter or a call.
    in.skipBlanks();
    if (".[({@#^:~".indexOf(in.peek()) >= 0 && !in.atEnd() && in.peek() != ':') {
      throw new NotPlainException();
    }
    return node;
  }

  private PlainNode constant() {
    return switch (name()) {
      case "true" -> new PlainNode.Literal(Json.of(true));
      case "false" -> new PlainNode.Literal(Json.of(false));
      case "null" -> new PlainNode.Literal(JsonNull.NULL);
      default -> throw new NotPlainException();
    };
  }

  private PlainNode number() {
    boolean negative = in.take("-");
    in.skipBlanks();
    String digits = in.takeWhile(c -> (c >= '0' && c <= '9') || c == '.' || c == 'e' || c == 'E');
    if (digits.isEmpty()
        || digits.endsWith(".")
        || digits.contains("..")
        || digits.length() > 15
        || (digits.length() > 1 && digits.charAt(0) == '0' && digits.charAt(1) != '.')) {
      throw new NotPlainException();
    }
    double value = JsonNumber.parse(digits).doubleValue();
    return new PlainNode.Literal(JsonataNumbers.json(negative ? -value : value));
  }

  private PlainNode object() {
    Map<String, PlainNode> members = new LinkedHashMap<>();
    if (!token("}")) {
      do {
        in.skipBlanks();
        if (in.peek() != '"' && in.peek() != '\'') {
          throw new NotPlainException();
        }
        String name = string();
        close(":");
        if (members.put(name, conditional()) != null) {
          throw new NotPlainException();
        }
      } while (token(","));
      close("}");
    }
    return new PlainNode.ObjectOf(List.copyOf(members.keySet()), List.copyOf(members.values()));
  }

  private PlainNode array() {
    List<PlainNode> elements = new ArrayList<>();
    if (!token("]")) {
      do {
        elements.add(conditional());
      } while (token(","));
      close("]");
    }
    return new PlainNode.ArrayOf(List.copyOf(elements));
  }

  private PlainNode reference() {
    String name = name();
    if (in.peek() == '(') {
      return call(name);
    }
    if (!name.equals("states")) {
      return members(new PlainNode.Variable(name));
    }
    in.expect(".");
    return switch (name()) {
      case "input" -> members(PlainNode.Root.INPUT);
      case "result" -> members(PlainNode.Root.RESULT);
      case "errorOutput" -> members(PlainNode.Root.ERROR_OUTPUT);
      case "context" -> members(PlainNode.Root.CONTEXT);
      default -> throw new NotPlainException();
    };
  }

  private PlainNode call(String function) {
    in.expect("(");
    if (!FUNCTIONS.contains(function)) {
      throw new NotPlainException();
    }
    PlainNode argument = conditional();
    close(")");
    in.skipBlanks();
    if (".[({@#^~".indexOf(in.peek()) >= 0 && !in.atEnd()) {
      throw new NotPlainException();
    }
    return new PlainNode.Call(function, argument);
  }

  private PlainNode members(PlainNode root) {
    List<String> names = new ArrayList<>();
    while (in.take(".")) {
      names.add(name());
    }
    in.skipBlanks();
    if (".[({@#^~".indexOf(in.peek()) >= 0 && !in.atEnd()) {
      throw new NotPlainException();
    }
    return names.isEmpty() ? root : new PlainNode.Members(root, List.copyOf(names));
  }

  private String name() {
    String name = in.takeWhile(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_'));
    if (name.isEmpty() || WORDS.contains(name) || Character.isDigit(name.charAt(0))) {
      throw new NotPlainException();
    }
    return name;
  }

  private String string() {
    char quote = in.next();
    String value = in.takeWhile(c -> c != quote && c != '\\');
    if (in.next() != quote) {
      throw new NotPlainException();
    }
    return value;
  }

  /** Takes an operator unless a longer one stands here. */
  private boolean token(String token) {
    in.skipBlanks();
    if (in.startsWith("**") || in.startsWith("~>") || in.startsWith(":=") || in.startsWith("..")) {
      throw new NotPlainException();
    }
    return in.take(token);
  }

  private boolean word(String word) {
    in.skipBlanks();
    int start = in.position();
    if (in.takeWhile(c -> Character.isLetterOrDigit(c) || c == '_').equals(word)) {
      return true;
    }
    in.back(start);
    return false;
  }

  private void close(String token) {
    in.skipBlanks();
    in.expect(token);
  }
}
