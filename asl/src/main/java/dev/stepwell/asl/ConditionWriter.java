package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Prints the rules of a Choice and their tests. */
final class ConditionWriter {

  private ConditionWriter() {}

  static JsonObject rule(ChoiceRule rule) {
    JsonObject.Builder out = JsonObject.builder();
    out.putIfPresent("Comment", rule.comment());
    test(out, rule.condition());
    out.putIfPresent("Assign", rule.assign());
    out.putIfPresent("Output", rule.output());
    return out.put("Next", rule.next()).build();
  }

  private static void test(JsonObject.Builder out, Condition condition) {
    if (condition instanceof Condition.Expression expression) {
      out.put("Condition", expression.value());
    } else if (condition instanceof Condition.And and) {
      out.putIfPresent("Comment", and.comment()).put("And", tests(and.all()));
    } else if (condition instanceof Condition.Or or) {
      out.putIfPresent("Comment", or.comment()).put("Or", tests(or.any()));
    } else if (condition instanceof Condition.Not not) {
      out.putIfPresent("Comment", not.comment()).put("Not", nested(not.condition()));
    } else if (condition instanceof Condition.Comparison comparison) {
      out.putIfPresent("Comment", comparison.comment());
      out.put("Variable", comparison.variable());
      out.put(comparison.operator(), comparison.operand());
    }
  }

  private static JsonArray tests(List<Condition> conditions) {
    List<Json> written = new ArrayList<>(conditions.size());
    conditions.forEach(each -> written.add(nested(each)));
    return JsonArray.of(written);
  }

  private static JsonObject nested(Condition condition) {
    JsonObject.Builder out = JsonObject.builder();
    test(out, condition);
    return out.build();
  }
}
