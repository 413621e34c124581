package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tests of Choice rules. */
final class ConditionReader {

  /** Fields of a rule that are no operator. */
  private static final Set<String> OTHER =
      Set.of("Variable", "Next", "Comment", "Assign", "Output", "Condition");

  private ConditionReader() {}

  /** The test of a rule itself, whose remark belongs to the rule. */
  static Condition topLevel(Fields rule) {
    Json expression = rule.any("Condition");
    return expression == null ? test(rule, null) : new Condition.Expression(expression);
  }

  private static Condition test(Fields rule, @Nullable String comment) {
    if (rule.has("And")) {
      return new Condition.And(nested(rule.objects("And")), comment);
    }
    if (rule.has("Or")) {
      return new Condition.Or(nested(rule.objects("Or")), comment);
    }
    if (rule.has("Not")) {
      return new Condition.Not(nested(rule.object("Not")), comment);
    }
    for (String name : rule.object().names()) {
      Json operand = rule.any(name);
      if (operand != null && !OTHER.contains(name)) {
        return new Condition.Comparison(rule.text("Variable"), name, operand, comment);
      }
    }
    throw Fields.refusal(
        rule.pointer(),
        "A Choice rule needs a test",
        "add And, Or, Not, or Variable with one comparison operator");
  }

  private static Condition nested(Fields rule) {
    return test(rule, rule.optionalText("Comment"));
  }

  private static List<Condition> nested(List<Fields> rules) {
    List<Condition> conditions = new ArrayList<>(rules.size());
    for (Fields rule : rules) {
      conditions.add(nested(rule));
    }
    return conditions;
  }
}
