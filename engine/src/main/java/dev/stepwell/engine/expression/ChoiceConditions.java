package dev.stepwell.engine.expression;

import dev.stepwell.asl.Condition;
import dev.stepwell.asl.QueryLanguage;
import java.util.function.Predicate;

/** Compiles the conditions of Choice rules. */
public final class ChoiceConditions {

  private ChoiceConditions() {}

  /**
   * The condition as a test that throws {@link EvaluationException}.
   *
   * @param field where the condition stands, such as {@code Choices[0]/Condition}
   */
  public static Predicate<Scope> compile(
      Condition condition, QueryLanguage language, String field) {
    return scope -> {
      throw new UnsupportedOperationException(language + " " + condition + " " + field);
    };
  }
}
