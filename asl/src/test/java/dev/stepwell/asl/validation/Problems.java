package dev.stepwell.asl.validation;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.Diagnostic.Severity;
import dev.stepwell.asl.StateMachineType;
import dev.stepwell.asl.StateMachineValidator;
import java.util.List;

/** What the validator finds, one line each: {@code message @ place}. */
final class Problems {

  private Problems() {}

  /** In a machine of one JSONPath state, named X. */
  static List<String> ofState(String fields) {
    return of("{'StartAt': 'X', 'States': {'X': {" + fields + "}}}");
  }

  /** In a machine of one JSONata state, named X. */
  static List<String> ofJsonata(String fields) {
    return of("{'QueryLanguage': 'JSONata', 'StartAt': 'X', 'States': {'X': {" + fields + "}}}");
  }

  /** In a definition, written with single quotes. */
  static List<String> of(String definition) {
    return lines(definition, StateMachineType.STANDARD, Severity.ERROR);
  }

  static List<String> ofExpress(String definition) {
    return lines(definition, StateMachineType.EXPRESS, Severity.ERROR);
  }

  /** The warnings in a machine of one JSONPath state, named X. */
  static List<String> warnings(String fields) {
    return lines(
        "{'StartAt': 'X', 'States': {'X': {" + fields + "}}}",
        StateMachineType.STANDARD,
        Severity.WARNING);
  }

  /** With codes and remedies. */
  static List<Diagnostic> full(String definition) {
    return StateMachineValidator.validate(definition.replace('\'', '"'));
  }

  private static List<String> lines(String definition, StateMachineType type, Severity severity) {
    return StateMachineValidator.validate(definition.replace('\'', '"'), type).stream()
        .filter(each -> each.severity() == severity)
        .map(each -> each.message() + " @ " + each.pointer())
        .toList();
  }
}
