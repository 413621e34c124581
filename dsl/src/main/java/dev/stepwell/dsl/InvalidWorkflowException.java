package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Place;
import java.util.List;

/**
 * A workflow that breaks a rule of the DSL. The message says at which line of the author's source,
 * what is wrong, which rule it breaks and what to do about it.
 */
public final class InvalidWorkflowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  InvalidWorkflowException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** A problem at the line of the author's source that is being run. */
  static InvalidWorkflowException here(String problem) {
    return at(Place.here(), problem);
  }

  static InvalidWorkflowException at(Place place, String problem) {
    return new InvalidWorkflowException(List.of(place + ": " + problem));
  }

  /** All problems, in the order of the source. */
  public List<String> problems() {
    return problems;
  }
}
