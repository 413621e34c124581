package dev.stepwell.asl.validation;

import static dev.stepwell.asl.validation.Field.both;
import static dev.stepwell.asl.validation.Field.jsonPath;
import static dev.stepwell.asl.validation.Field.jsonata;

import dev.stepwell.asl.Placeholders;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of a Choice: one test each, and where it leads. */
final class ChoiceChecks {

  private static final Set<String> OPERATORS = new HashSet<>();

  private static final FieldSet NESTED = tests();
  private static final FieldSet RULE =
      tests()
          .and(
              both("Next", TextCheck.TEXT),
              both("Assign", new AssignCheck(ExpressionCheck.IN)),
              jsonata("Output", ExpressionCheck.IN),
              jsonata("Condition", ChoiceChecks::condition))
          .requiring("Next");

  /** All rules of a state. */
  static final ValueCheck CHOICES = new ArrayCheck(ChoiceChecks::rule, false);

  private ChoiceChecks() {}

  private static FieldSet tests() {
    List<Field> fields = new ArrayList<>();
    fields.add(both("Comment", TextCheck.TEXT));
    fields.add(jsonPath("Variable", PathCheck::path));
    fields.add(jsonPath("And", new ArrayCheck(ChoiceChecks::nested, false)));
    fields.add(jsonPath("Or", new ArrayCheck(ChoiceChecks::nested, false)));
    fields.add(jsonPath("Not", ChoiceChecks::nested));
    operators(fields, "String", TextCheck.TEXT, "Equals", "LessThan", "GreaterThan");
    operators(fields, "String", TextCheck.TEXT, "LessThanEquals", "GreaterThanEquals");
    operators(fields, "Numeric", ChoiceChecks::number, "Equals", "LessThan", "GreaterThan");
    operators(fields, "Numeric", ChoiceChecks::number, "LessThanEquals", "GreaterThanEquals");
    operators(fields, "Timestamp", TimestampCheck::constant, "Equals", "LessThan", "GreaterThan");
    operators(fields, "Timestamp", TimestampCheck::constant, "LessThanEquals", "GreaterThanEquals");
    operators(fields, "Boolean", ChoiceChecks::truth, "Equals");
    operator(fields, "StringMatches", TextCheck.TEXT);
    for (String type : List.of("Null", "Present", "Numeric", "String", "Boolean", "Timestamp")) {
      operator(fields, "Is" + type, ChoiceChecks::truth);
    }
    return FieldSet.of(fields.toArray(new Field[0]));
  }

  private static void operators(
      List<Field> fields, String family, ValueCheck operand, String... comparisons) {
    for (String comparison : comparisons) {
      operator(fields, family + comparison, operand);
      operator(fields, family + comparison + "Path", PathCheck::reference);
    }
  }

  private static void operator(List<Field> fields, String name, ValueCheck operand) {
    fields.add(jsonPath(name, operand));
    OPERATORS.add(name);
  }

  private static void rule(Json value, Place place, Scope scope) {
    RULE.check(value, place, scope);
    if (value instanceof JsonObject rule) {
      if (!scope.jsonata()) {
        oneTest(rule, place, scope);
      } else if (!rule.has("Condition")) {
        scope.findings().schema("These fields are required: [Condition]", place);
      }
    }
  }

  private static void nested(Json value, Place place, Scope scope) {
    NESTED.check(value, place, scope);
    if (value instanceof JsonObject rule) {
      oneTest(rule, place, scope);
    }
  }

  private static void oneTest(JsonObject rule, Place place, Scope scope) {
    List<String> tests = new ArrayList<>(2);
    boolean comparison = false;
    for (int i = 0; i < rule.length(); i++) {
      String name = rule.nameAt(i);
      if (OPERATORS.contains(name)) {
        comparison = true;
        tests.add(name);
      } else if (name.equals("And") || name.equals("Or") || name.equals("Not")) {
        tests.add(name);
      }
    }
    if (tests.size() > 1) {
      scope.findings().schema("There should only be one of the following fields: " + tests, place);
    } else if (tests.isEmpty()) {
      scope
          .findings()
          .schema(
              "A Choice rule must have a test",
              place,
              "add And, Or, Not, or Variable with one comparison operator");
    } else if (comparison != rule.has("Variable")) {
      scope
          .findings()
          .schema(
              comparison
                  ? "These fields are required: [Variable]"
                  : "There should only be one of the following fields: [Variable, "
                      + tests.get(0)
                      + "]",
              place);
    }
  }

  private static void condition(Json value, Place place, Scope scope) {
    if (value instanceof JsonBoolean || Placeholders.is(value)) {
      return;
    }
    if (ExpressionCheck.isExpression(value)) {
      ExpressionCheck.IN.check(value, place, scope);
    } else {
      scope.findings().mistyped("BOOLEAN", place);
    }
  }

  private static void number(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonNumber) && !Placeholders.is(value)) {
      scope.findings().mistyped("NUMBER", place);
    }
  }

  private static void truth(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonBoolean) && !Placeholders.is(value)) {
      scope.findings().mistyped("BOOLEAN", place);
    }
  }
}
