package dev.stepwell.asl.jsonata;

import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.jsonata.Expression.Pair;
import dev.stepwell.asl.jsonata.Expression.Stage;
import java.util.ArrayList;
import java.util.List;

/** Makes the tree of what the parser recognised: paths flat, literals valued, rules checked. */
final class TreeBuilder {

  private static final int DEEPEST = 1000;

  private int depth;

  Expression build(Node node) {
    if (++depth > DEEPEST) {
      throw SyntaxError.TOO_DEEP.at(node.position());
    }
    Expression built = bare(node);
    depth--;
    if (!node.keepArray) {
      return built;
    }
    return PathBuilder.isPath(built)
        ? PathBuilder.of(built).keepArray().build()
        : new Expression.KeptArray(built, node.position());
  }

  private Expression bare(Node node) {
    int at = node.position();
    return switch (node.kind) {
      case END -> throw SyntaxError.UNEXPECTED_END.at(at);
      case TOKEN -> token(node.token);
      case BINARY -> binary(node);
      case FILTER -> filter(node);
      case GROUP -> group(node);
      case SORT -> sort(node);
      case ARRAY -> new Expression.ArrayOf(all(node, 0), at);
      case OBJECT -> new Expression.ObjectOf(pairs(node, 0), at);
      case NEGATION -> negation(node);
      case BLOCK -> new Expression.Block(all(node, 0), at);
      case CALL -> new Expression.Call(part(node, 0), all(node, 1), at);
      case PARTIAL -> new Expression.Partial(part(node, 0), all(node, 1), at);
      case LAMBDA -> lambda(node);
      case CONDITION ->
          new Expression.Condition(
              part(node, 0), part(node, 1), node.parts.size() > 2 ? part(node, 2) : null, at);
      case TRANSFORM ->
          new Expression.Transform(
              part(node, 0), part(node, 1), node.parts.size() > 2 ? part(node, 2) : null, at);
    };
  }

  private Expression part(Node node, int index) {
    return build(node.parts.get(index));
  }

  private List<Expression> all(Node node, int from) {
    List<Expression> all = new ArrayList<>();
    for (int i = from; i < node.parts.size(); i++) {
      all.add(part(node, i));
    }
    return all;
  }

  private List<Pair> pairs(Node node, int from) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = from; i + 1 < node.parts.size(); i += 2) {
      pairs.add(new Pair(part(node, i), part(node, i + 1)));
    }
    return pairs;
  }

  private static Expression token(Token token) {
    int at = token.position();
    return switch (token.kind()) {
      case NAME -> field(token.text(), at);
      case VARIABLE -> new Expression.Variable(token.text(), at);
      case LITERAL -> new Expression.Constant(token.constant(), at);
      case REGEX -> new Expression.Regex(token.text(), ((JsonString) token.constant()).value(), at);
      case OPERATOR ->
          switch (token.text()) {
            case "and", "or", "in" -> field(token.text(), at);
            case "*" -> new Expression.Wildcard(at);
            case "**" -> new Expression.Descendants(at);
            case "%" -> new Expression.Parent(at);
            case "?" -> new Expression.Placeholder(at);
            default -> throw SyntaxError.SYNTAX.token(at, token.text());
          };
      case END -> throw SyntaxError.UNEXPECTED_END.at(at);
    };
  }

  private static Expression field(String name, int at) {
    return PathBuilder.of(new Expression.Field(name, at)).build();
  }

  private Expression binary(Node node) {
    int at = node.position();
    String operator = node.token.text();
    return switch (operator) {
      case "." -> PathBuilder.of(part(node, 0)).then(part(node, 1)).namesForTexts().build();
      case ":=" -> new Expression.Assignment(variable(node), part(node, 1), at);
      case "@" -> PathBuilder.of(part(node, 0)).focus(variable(node.parts.get(1)), at).build();
      case "#" -> PathBuilder.of(part(node, 0)).index(variable(node.parts.get(1))).build();
      case "~>" -> new Expression.Application(part(node, 0), part(node, 1), at);
      case ".." -> new Expression.Range(part(node, 0), part(node, 1), at);
      default -> new Expression.Binary(operator, part(node, 0), part(node, 1), at);
    };
  }

  private static String variable(Node node) {
    return node.parts.isEmpty() ? node.token.text() : node.parts.get(0).token.text();
  }

  private Expression filter(Node node) {
    Expression input = part(node, 0);
    Expression predicate = part(node, 1);
    if (PathBuilder.isPath(input)) {
      return PathBuilder.of(input).stage(new Stage.Filter(predicate)).build();
    }
    if (input instanceof Expression.Grouped) {
      throw SyntaxError.PREDICATE_AFTER_GROUP.at(node.position());
    }
    if (input instanceof Expression.KeptArray kept) {
      return new Expression.KeptArray(filtered(kept.input(), predicate), kept.position());
    }
    return filtered(input, predicate);
  }

  private static Expression filtered(Expression input, Expression predicate) {
    List<Expression> predicates = new ArrayList<>();
    Expression unfiltered = input;
    if (input instanceof Expression.Filtered before) {
      predicates.addAll(before.predicates());
      unfiltered = before.input();
    }
    predicates.add(predicate);
    return new Expression.Filtered(unfiltered, predicates, input.position());
  }

  private Expression group(Node node) {
    Expression input = part(node, 0);
    if (input instanceof Expression.Grouped) {
      throw SyntaxError.SECOND_GROUP.at(node.position());
    }
    return new Expression.Grouped(input, pairs(node, 1), node.position());
  }

  private Expression sort(Node node) {
    PathBuilder path = PathBuilder.of(part(node, 0));
    List<Expression.Sort.Term> terms = new ArrayList<>();
    for (int i = 1; i < node.parts.size(); i++) {
      terms.add(new Expression.Sort.Term(part(node, i), node.descending.get(i - 1)));
    }
    return path.sorted(new Expression.Sort(terms, node.position())).build();
  }

  private Expression negation(Node node) {
    Expression operand = part(node, 0);
    if (operand instanceof Expression.Constant constant
        && constant.value() instanceof JsonNumber number) {
      String spelled = number.toString();
      String negated = spelled.startsWith("-") ? spelled.substring(1) : "-" + spelled;
      return new Expression.Constant(JsonNumber.parse(negated), node.position());
    }
    return new Expression.Negation(operand, node.position());
  }

  private Expression lambda(Node node) {
    int last = node.parts.size() - 1;
    List<String> parameters = new ArrayList<>();
    for (Node parameter : node.parts.subList(0, last)) {
      parameters.add(parameter.token.text());
    }
    return new Expression.Lambda(parameters, node.signature, part(node, last), node.position());
  }
}
