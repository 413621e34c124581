package dev.stepwell.local.service;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the arguments that an action takes. Immutable. As on AWS, an unknown name is refused
 * and a required one must be there.
 */
public final class Parameters {

  private final Set<String> required;
  private final Set<String> known;

  private Parameters(Set<String> required, Set<String> known) {
    this.required = required;
    this.known = known;
  }

  /** An action that takes no argument. */
  public static Parameters none() {
    return required();
  }

  /** The arguments that must be there. */
  public static Parameters required(String... names) {
    Set<String> required = new LinkedHashSet<>(List.of(names));
    return new Parameters(required, required);
  }

  /** These, and more arguments that may be there. */
  public Parameters optional(String... names) {
    Set<String> more = new LinkedHashSet<>(known);
    more.addAll(List.of(names));
    return new Parameters(required, more);
  }

  /**
   * What is wrong with the arguments' names, in AWS's words, for all of them; empty if nothing is.
   */
  List<String> problems(JsonObject arguments) {
    List<String> problems = new ArrayList<>();
    for (String name : required) {
      if (!arguments.has(name)) {
        problems.add("The field '" + name + "' is required but was missing");
      }
    }
    for (String name : arguments.names()) {
      if (!known.contains(name)) {
        problems.add(
            "The field '"
                + name
                + "' is not supported by Step Functions here; known are "
                + String.join(", ", known));
      }
    }
    return problems;
  }

  /**
   * The text of an argument.
   *
   * @throws ServiceException {@code ValidationException} if it is absent, empty or no string
   */
  public static String text(JsonObject arguments, String name) throws ServiceException {
    Json value = arguments.get(name);
    if (value instanceof JsonString text && !text.value().isEmpty()) {
      return text.value();
    }
    throw ServiceException.refused(
        "ValidationException",
        "The value for the field '"
            + name
            + "' must be a STRING that is not empty, but is "
            + (value == null ? "missing" : value.compact()));
  }
}
