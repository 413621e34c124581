package dev.stepwell.local.dynamodb;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the expressions of one request, whose placeholders they share: every placeholder must be
 * used by one of them. For one thread.
 */
final class ExpressionParser {

  private static final int MOST_CHOICES = 100;
  private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");

  private final JsonObject names;
  private final JsonObject values;
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * A parser for the expressions of a request.
   *
   * @param names the argument {@code ExpressionAttributeNames}
   * @param values the argument {@code ExpressionAttributeValues}
   */
  ExpressionParser(JsonObject names, JsonObject values) throws ServiceException {
    this.names = names;
    this.values = AttributeValues.attributes(values);
  }

  static ExpressionParser of(JsonObject arguments) throws ServiceException {
    return new ExpressionParser(
        arguments.object("ExpressionAttributeNames"),
        arguments.object("ExpressionAttributeValues"));
  }

  /** Checks that every placeholder was used; to be called after all expressions were read. */
  void checkUsed() throws ServiceException {
    checkUsed("ExpressionAttributeNames", names);
    checkUsed("ExpressionAttributeValues", values);
  }

  private void checkUsed(String argument, JsonObject placeholders) throws ServiceException {
    List<String> unused =
        placeholders.names().stream().filter(name -> !used.contains(name)).toList();
    if (!unused.isEmpty()) {
      throw AttributeValues.invalid(
          "Value provided in "
              + argument
              + " unused in expressions: keys: {"
              + String.join(", ", unused)
              + "}");
    }
  }

  /** Reads a condition, filter or key condition expression. */
  Condition condition(String kind, String text) throws ServiceException {
    ExpressionTokens tokens = new ExpressionTokens(kind, text);
    Condition condition = or(tokens);
    tokens.checkEnd();
    return condition;
  }

  private Condition or(ExpressionTokens tokens) throws ServiceException {
    Condition left = and(tokens);
    while (tokens.takeIf("OR")) {
      left = new Condition.Or(left, and(tokens));
    }
    return left;
  }

  private Condition and(ExpressionTokens tokens) throws ServiceException {
    Condition left = not(tokens);
    while (tokens.takeIf("AND")) {
      left = new Condition.And(left, not(tokens));
    }
    return left;
  }

  private Condition not(ExpressionTokens tokens) throws ServiceException {
    if (tokens.takeIf("NOT")) {
      return new Condition.Not(not(tokens));
    }
    if (tokens.takeIf("(")) {
      Condition inner = or(tokens);
      tokens.expect(")");
      return inner;
    }
    return primary(tokens);
  }

  private Condition primary(ExpressionTokens tokens) throws ServiceException {
    if (tokens.isCall("attribute_exists")) {
      return new Condition.Exists(only(tokens));
    }
    if (tokens.isCall("attribute_not_exists")) {
      return new Condition.Not(new Condition.Exists(only(tokens)));
    }
    if (tokens.isCall("attribute_type")) {
      DocumentPath path = first(tokens);
      Condition.Operand type = last(tokens);
      String name = type instanceof Condition.Literal literal ? literal.value().string("S") : null;
      if (name != null) {
        return new Condition.HasType(path, name);
      }
      throw tokens.wrong(
          "Incorrect operand type for operator or function; operator or function:"
              + " attribute_type, operand type: the type must be given as a string value");
    }
    if (tokens.isCall("begins_with")) {
      return new Condition.BeginsWith(first(tokens), last(tokens));
    }
    if (tokens.isCall("contains")) {
      return new Condition.Contains(first(tokens), last(tokens));
    }
    return comparison(tokens);
  }

  private DocumentPath only(ExpressionTokens tokens) throws ServiceException {
    tokens.take();
    tokens.expect("(");
    DocumentPath path = path(tokens);
    tokens.expect(")");
    return path;
  }

  private DocumentPath first(ExpressionTokens tokens) throws ServiceException {
    tokens.take();
    tokens.expect("(");
    DocumentPath path = path(tokens);
    tokens.expect(",");
    return path;
  }

  private Condition.Operand last(ExpressionTokens tokens) throws ServiceException {
    Condition.Operand operand = operand(tokens);
    tokens.expect(")");
    return operand;
  }

  private Condition comparison(ExpressionTokens tokens) throws ServiceException {
    Condition.Operand left = operand(tokens);
    if (tokens.takeIf("BETWEEN")) {
      Condition.Operand from = operand(tokens);
      tokens.expect("AND");
      return new Condition.And(
          new Condition.Comparison(left, ">=", from),
          new Condition.Comparison(left, "<=", operand(tokens)));
    }
    if (tokens.takeIf("IN")) {
      tokens.expect("(");
      List<Condition.Operand> choices = new ArrayList<>();
      do {
        choices.add(operand(tokens));
      } while (tokens.takeIf(","));
      tokens.expect(")");
      if (choices.size() > MOST_CHOICES) {
        throw tokens.wrong(
            "The IN operator is provided with too many operands; number of operands: "
                + choices.size());
      }
      return new Condition.In(left, List.copyOf(choices));
    }
    if (!COMPARATORS.contains(tokens.peek())) {
      throw tokens.unexpected();
    }
    String operator = tokens.take();
    return new Condition.Comparison(left, operator, operand(tokens));
  }

  Condition.Operand operand(ExpressionTokens tokens) throws ServiceException {
    if (tokens.isCall("size")) {
      return new Condition.Size(only(tokens));
    }
    return tokens.peek().startsWith(":")
        ? new Condition.Literal(value(tokens))
        : new Condition.Attribute(path(tokens));
  }

  /** Takes a placeholder of a value. */
  JsonObject value(ExpressionTokens tokens) throws ServiceException {
    String placeholder = tokens.peek();
    if (!placeholder.startsWith(":")) {
      throw tokens.unexpected();
    }
    tokens.take();
    used.add(placeholder);
    if (values.get(placeholder) instanceof JsonObject value) {
      return value;
    }
    throw tokens.wrong(
        "An expression attribute value used in expression is not defined; attribute value: "
            + placeholder);
  }

  /** Takes a path. */
  DocumentPath path(ExpressionTokens tokens) throws ServiceException {
    List<Object> steps = new ArrayList<>();
    steps.add(name(tokens));
    while (true) {
      if (tokens.takeIf(".")) {
        steps.add(name(tokens));
      } else if (tokens.takeIf("[")) {
        if (!tokens.peek().matches("[0-9]{1,9}")) {
          throw tokens.unexpected();
        }
        steps.add(Integer.valueOf(tokens.take()));
        tokens.expect("]");
      } else {
        return new DocumentPath(steps);
      }
    }
  }

  private String name(ExpressionTokens tokens) throws ServiceException {
    String token = tokens.peek();
    if (token.startsWith("#")) {
      tokens.take();
      used.add(token);
      String name = names.string(token);
      if (name == null) {
        throw tokens.wrong(
            "An expression attribute name used in the document path is not defined; attribute name:"
                + " "
                + token);
      }
      return name;
    }
    if (!ExpressionTokens.isWord(token)) {
      throw tokens.unexpected();
    }
    if (ReservedWords.contains(token)) {
      throw tokens.wrong("Attribute name is a reserved keyword; reserved keyword: " + token);
    }
    return tokens.take();
  }

  /** Reads a projection expression. */
  List<DocumentPath> projection(String text) throws ServiceException {
    ExpressionTokens tokens = new ExpressionTokens("ProjectionExpression", text);
    List<DocumentPath> paths = new ArrayList<>();
    do {
      paths.add(path(tokens));
    } while (tokens.takeIf(","));
    tokens.checkEnd();
    UpdateExpression.checkOverlap(tokens, paths);
    return paths;
  }

  /** Reads an update expression. */
  UpdateExpression update(String text) throws ServiceException {
    return UpdateExpression.parse(new ExpressionTokens("UpdateExpression", text), this);
  }
}
