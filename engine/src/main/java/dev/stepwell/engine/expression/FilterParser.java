package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.engine.expression.Filter.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the test of {@code [?(...)]}. */
final class FilterParser {

  /** Longer ones first, so that none hides another. */
  private static final List<String> OPERATORS =
      List.of(
          "===",
          "!==",
          "==",
          "!=",
          "<=",
          ">=",
          "<",
          ">",
          "=~",
          "subsetof",
          "anyof",
          "noneof",
          "contains",
          "empty",
          "size",
          "nin",
          "in");

  private final Cursor in;

  private FilterParser(Cursor in) {
    this.in = in;
  }

  static Filter parenthesized(Cursor in) {
    in.expect("(");
    FilterParser parser = new FilterParser(in);
    Filter filter = parser.or();
    in.skipBlanks();
    in.expect(")");
    return filter;
  }

  private Filter or() {
    List<Filter> any = new ArrayList<>();
    do {
      any.add(and());
      in.skipBlanks();
    } while (in.take("||"));
    return any.size() == 1 ? any.get(0) : new Filter.Or(List.copyOf(any));
  }

  private Filter and() {
    List<Filter> all = new ArrayList<>();
    do {
      all.add(test());
      in.skipBlanks();
    } while (in.take("&&"));
    return all.size() == 1 ? all.get(0) : new Filter.And(List.copyOf(all));
  }

  private Filter test() {
    in.skipBlanks();
    if (in.take("!")) {
      return new Filter.Not(test());
    }
    if (in.peek() == '(') {
      return parenthesized(in);
    }
    Operand left = operand();
    in.skipBlanks();
    String operator = operator();
    if (operator == null) {
      if (!(left instanceof Operand.Found)) {
        throw in.wrong("an operator");
      }
      return new Filter.Exists(left);
    }
    in.skipBlanks();
    if (operator.equals("=~")) {
      return new Filter.Matches(left, pattern());
    }
    return new Filter.Compare(left, operator, operand());
  }

  private @Nullable String operator() {
    for (String operator : OPERATORS) {
      if (in.take(operator)) {
        return operator;
      }
    }
    return null;
  }

  private Operand operand() {
    if (in.take("@")) {
      return new Operand.Found(false, PathParser.steps(in));
    }
    if (in.take("$")) {
      return new Operand.Found(true, PathParser.steps(in));
    }
    return new Operand.Literal(literal());
  }

  private Json literal() {
    in.skipBlanks();
    char first = in.peek();
    if (first == '\'' || first == '"') {
      return Json.of(in.quoted());
    }
    if (in.take("[")) {
      return array();
    }
    String word = in.takeWhile(c -> Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0);
    return switch (word) {
      case "true" -> Json.of(true);
      case "false" -> Json.of(false);
      case "null" -> JsonNull.NULL;
      default -> numberOrText(word);
    };
  }

  /** Published definitions have texts without quotes: {@code [?(@.code==es)]}. */
  private Json numberOrText(String word) {
    return !word.isEmpty() && Character.isLetter(word.charAt(0)) ? Json.of(word) : number(word);
  }

  private Json array() {
    List<Json> elements = new ArrayList<>();
    in.skipBlanks();
    while (!in.take("]")) {
      if (!elements.isEmpty()) {
        in.expect(",");
      }
      elements.add(literal());
      in.skipBlanks();
    }
    return JsonArray.of(elements);
  }

  private JsonNumber number(String word) {
    try {
      return JsonNumber.parse(word);
    } catch (NumberFormatException noNumber) {
      throw in.wrong("a value");
    }
  }

  private Pattern pattern() {
    in.expect("/");
    StringBuilder regex = new StringBuilder();
    for (char c = in.next(); c != '/'; c = in.next()) {
      if (c == '\\') {
        char escaped = in.next();
        regex.append(escaped == '/' ? "/" : "\\" + escaped);
      } else {
        regex.append(c);
      }
    }
    int flags = 0;
    for (char flag : in.takeWhile(c -> "imsux".indexOf(c) >= 0).toCharArray()) {
      flags |=
          switch (flag) {
            case 'i' -> Pattern.CASE_INSENSITIVE;
            case 'm' -> Pattern.MULTILINE;
            case 's' -> Pattern.DOTALL;
            case 'u' -> Pattern.UNICODE_CASE;
            default -> Pattern.COMMENTS;
          };
    }
    try {
      return Pattern.compile(regex.toString(), flags);
    } catch (PatternSyntaxException e) {
      throw in.wrong("a regular expression; " + e.getDescription());
    }
  }
}
