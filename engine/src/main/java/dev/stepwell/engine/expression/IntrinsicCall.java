package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import java.util.List;

/**
 * A call of an intrinsic function.
 *
 * @param text the field's whole text, which AWS prints when a call in it fails
 * @param function what is called
 * @param arguments its arguments
 */
record IntrinsicCall(String text, Intrinsic function, List<Template> arguments)
    implements Template {

  @Override
  public Json evaluate(Scope scope) {
    Json[] values = new Json[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).evaluate(scope);
    }
    try {
      return function.apply(new Arguments(values), scope.sources());
    } catch (InvalidArgumentsException e) {
      throw EvaluationException.runtime(
          "There was an error while evaluating the intrinsic function: "
              + text
              + ". Invalid arguments in States."
              + function.word());
    }
  }
}
