package dev.stepwell.engine;

import dev.stepwell.asl.ChoiceRule;
import dev.stepwell.asl.ChoiceState;
import dev.stepwell.asl.DataFlow;
import dev.stepwell.engine.expression.ChoiceConditions;

/** Makes ways of Choice rules. */
final class ChoiceCompiler {

  private ChoiceCompiler() {}

  static ChoiceNode.Way way(ChoiceState state, int index) {
    ChoiceRule rule = state.choices().get(index);
    String field = "Choices[" + index + "]";
    return new ChoiceNode.Way(
        ChoiceConditions.compile(
            rule.condition(), state.header().queryLanguage(), field + "/Condition"),
        flow(state, rule, field));
  }

  /** What the rule says itself takes the place of what the state says. */
  private static Flow flow(ChoiceState state, ChoiceRule rule, String field) {
    DataFlow data = state.data();
    if (PlanCompiler.isJsonata(state)) {
      return QueryFlow.of(
          new DataFlow(null, null, null, null, null, null, rule.output(), rule.assign()),
          field + "/");
    }
    return PathFlow.of(
        new DataFlow(
            data.inputPath(), null, null, null, data.outputPath(), null, null, rule.assign()));
  }
}
