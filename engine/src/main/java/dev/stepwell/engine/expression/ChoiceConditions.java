package dev.stepwell.engine.expression;

import dev.stepwell.asl.Condition;
import dev.stepwell.asl.QueryLanguage;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonString;
import java.util.List;
import java.util.function.Predicate;

/** Compiles the conditions of Choice rules. */
public final class ChoiceConditions {

  private static final String PATH = "Path";

  private ChoiceConditions() {}

  /**
   * The condition as a test that throws {@link EvaluationException}; thread-safe.
   *
   * @param field where the condition stands, such as {@code Choices[0]/Condition}
   * @throws IllegalArgumentException if a path, an operator or an operand is wrong
   */
  public static Predicate<Scope> compile(
      Condition condition, QueryLanguage language, String field) {
    if (condition instanceof Condition.Expression expression) {
      if (language != QueryLanguage.JSONATA) {
        throw new IllegalArgumentException(field + ": only JSONata states have expressions");
      }
      Template template = Templates.jsonata(expression.value(), field, ResultType.BOOLEAN);
      return scope -> template.evaluate(scope) == JsonBoolean.TRUE;
    }
    if (language != QueryLanguage.JSONPATH) {
      throw new IllegalArgumentException(field + ": only JSONPath states compare variables");
    }
    return rule(condition, field);
  }

  private static Predicate<Scope> rule(Condition condition, String field) {
    if (condition instanceof Condition.And and) {
      List<Predicate<Scope>> all = and.all().stream().map(each -> rule(each, field)).toList();
      return scope -> all.stream().allMatch(each -> each.test(scope));
    }
    if (condition instanceof Condition.Or or) {
      List<Predicate<Scope>> any = or.any().stream().map(each -> rule(each, field)).toList();
      return scope -> any.stream().anyMatch(each -> each.test(scope));
    }
    if (condition instanceof Condition.Not not) {
      return rule(not.condition(), field).negate();
    }
    if (condition instanceof Condition.Comparison comparison) {
      return comparison(comparison, field);
    }
    throw new IllegalArgumentException(field + ": an expression inside a JSONPath rule");
  }

  private static Predicate<Scope> comparison(Condition.Comparison comparison, String field) {
    Path variable = Path.parse(comparison.variable());
    String operator = comparison.operator();
    Json operand = comparison.operand();
    if (operator.equals("IsPresent")) {
      boolean wanted = operand == JsonBoolean.TRUE;
      return scope -> (variable.find(scope) != null) == wanted;
    }
    Operators.TypeTest type = Operators.typeTest(operator);
    if (type != null) {
      boolean wanted = operand == JsonBoolean.TRUE;
      return scope -> type.holds(value(variable, scope)) == wanted;
    }
    if (operator.equals("StringMatches") && operand instanceof JsonString text) {
      StringPattern pattern = new StringPattern(text.value());
      return scope ->
          value(variable, scope) instanceof JsonString string && pattern.matches(string.value());
    }
    boolean byPath = operator.endsWith(PATH);
    Operators.Comparison compare =
        Operators.comparison(
            byPath ? operator.substring(0, operator.length() - PATH.length()) : operator);
    if (compare == null) {
      throw new IllegalArgumentException(field + ": there is no operator " + operator);
    }
    if (!byPath) {
      return scope -> compare.holds(value(variable, scope), operand);
    }
    if (!(operand instanceof JsonString text)) {
      throw new IllegalArgumentException(field + ": " + operator + " needs a path");
    }
    Path other = Path.parse(text.value());
    return scope -> compare.holds(value(variable, scope), value(other, scope));
  }

  private static Json value(Path path, Scope scope) {
    Json found = path.find(scope);
    if (found == null) {
      throw EvaluationException.runtime(
          "Invalid path '"
              + path
              + "': The choice state's condition path references an invalid value.");
    }
    return found;
  }
}
