package dev.stepwell.asl;

import dev.stepwell.asl.json.JsonBoolean;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The opinions of two linters about definitions. Where AWS is known to differ, AWS wins. */
class ValidationTest {

  private static final int RIGHT = 128;
  private static final int CASES = 134;

  /** Why we differ from a linter, by the end of the case's id. */
  private static final Map<String, String> AWS_DIFFERS =
      Map.of(
          "task-with-credentials.json", "AWS was recorded to ask for RoleArn",
          "invalid-json-surround-syntax-extra-spaces.json", "deployed definitions have such blanks",
          "invalid-jsonata-surround-syntax-no-spaces.json", "deployed definitions have no blanks",
          "invalid-math-add.json", "AWS was seen to refuse it only when it runs",
          "valid-assign.asl.json", "a variable's name is an identifier in AWS's documentation",
          "valid-map-noconfig.asl.json", "AWS's documentation has ItemReader in DISTRIBUTED mode");

  @Test
  void judgesAsTheLintersDo() {
    SharedCases cases = SharedCases.at("stepwell.validation", "validation");
    Score score = new Score("validation");
    for (String source : List.of("statelint", "asl-validator")) {
      for (SharedCases.Case each : cases.all(source + "/index.json", "cases")) {
        boolean fragment = JsonBoolean.TRUE.equals(each.content().get("fragment"));
        boolean expected = JsonBoolean.TRUE.equals(each.content().get("valid"));
        List<Diagnostic> errors = errors(StateMachineValidator.validate(each.definition()));
        if (fragment) {
          // A piece of a machine breaks rules of whole machines besides the one that is asked.
          score.count(each.id(), expected || !errors.isEmpty(), "found nothing");
        } else {
          score.count(
              each.id(),
              errors.isEmpty() == expected,
              why(each.id())
                  + (expected
                      ? "is valid, but: " + errors
                      : "is invalid ("
                          + each.content().string("rule")
                          + "), but nothing was found"));
        }
      }
    }
    score.report(RIGHT, CASES);
  }

  private static String why(String id) {
    return AWS_DIFFERS.entrySet().stream()
        .filter(each -> id.endsWith(each.getKey()))
        .map(each -> "[" + each.getValue() + "] ")
        .findFirst()
        .orElse("");
  }

  static List<Diagnostic> errors(List<Diagnostic> all) {
    return all.stream().filter(each -> each.severity() == Diagnostic.Severity.ERROR).toList();
  }
}
