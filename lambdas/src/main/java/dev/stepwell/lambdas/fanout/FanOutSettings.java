package dev.stepwell.lambdas.fanout;

import dev.stepwell.lambdas.event.InvalidEventException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What to start, and for which keys.
 *
 * @param stateMachineArn the state machine, a version or an alias of it
 * @param keys which whole keys start an execution
 * @param fields the pattern's named groups in order; they become the execution's input where there
 *     is no template
 * @param template what the execution's input is made of
 */
record FanOutSettings(
    String stateMachineArn, Pattern keys, List<String> fields, Optional<InputTemplate> template) {
  static final String STATE_MACHINE = "STATE_MACHINE_ARN";
  static final String KEY_PATTERN = "KEY_PATTERN";
  static final String INPUT_TEMPLATE = "INPUT_TEMPLATE";

  private static final Pattern ARN =
      Pattern.compile("arn:[a-z0-9-]+:states:[a-z0-9-]+:[0-9]{12}:stateMachine:[^:]+(:[^:]+)?");
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

  FanOutSettings {
    fields = List.copyOf(fields);
  }

  /**
   * From a function's environment.
   *
   * @throws IllegalStateException naming every variable that is missing or wrong
   */
  static FanOutSettings from(Map<String, String> environment) {
    var problems = new ArrayList<String>();
    String arn = environment.getOrDefault(STATE_MACHINE, "");
    if (!ARN.matcher(arn).matches()) {
      problems.add(
          STATE_MACHINE
              + " is '"
              + arn
              + "'; set it to the ARN of the state machine to start,"
              + " arn:aws:states:<region>:<account>:stateMachine:<name>");
    }
    Optional<InputTemplate> template = Optional.empty();
    String input = environment.getOrDefault(INPUT_TEMPLATE, "");
    try {
      template = input.isEmpty() ? template : Optional.of(new InputTemplate(input));
    } catch (InvalidEventException problem) {
      problems.add(
          INPUT_TEMPLATE
              + " is no JSON once <bucket>, <key> and <time> are filled in: "
              + problem.getMessage());
    }
    String keys = environment.getOrDefault(KEY_PATTERN, input.isEmpty() ? "" : ".*");
    Pattern pattern = GROUP;
    try {
      pattern = Pattern.compile(keys);
      if (input.isEmpty() && fields(keys).isEmpty()) {
        problems.add(
            KEY_PATTERN
                + " is '"
                + keys
                + "'; set it to a regular expression for whole keys whose named groups become the"
                + " input, such as flights/day=(?<day>[0-9-]{10})/.*[.]csv, or set "
                + INPUT_TEMPLATE
                + " to the input with places, such as {\"key\": <key>}");
      }
    } catch (PatternSyntaxException problem) {
      problems.add(KEY_PATTERN + " is no regular expression: " + problem.getMessage());
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "the function's environment is not complete: " + String.join("; ", problems));
    }
    return new FanOutSettings(arn, pattern, fields(keys), template);
  }

  /** The state machine's name, without version or alias. */
  String stateMachineName() {
    return stateMachineArn.split(":")[6];
  }

  private static List<String> fields(String pattern) {
    var names = new ArrayList<String>();
    Matcher groups = GROUP.matcher(pattern);
    while (groups.find()) {
      names.add(groups.group(1));
    }
    return names;
  }
}
