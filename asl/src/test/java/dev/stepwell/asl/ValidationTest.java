package dev.stepwell.asl;

import dev.stepwell.asl.json.JsonBoolean;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The opinions of two linters about definitions. Where AWS is known to differ, AWS wins. */
class ValidationTest {

  private static final int BASELINE = 126;

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
              expected
                  ? "is valid, but: " + errors
                  : "is invalid (" + each.content().string("rule") + "), but nothing was found");
        }
      }
    }
    score.report(BASELINE);
  }

  static List<Diagnostic> errors(List<Diagnostic> all) {
    return all.stream().filter(each -> each.severity() == Diagnostic.Severity.ERROR).toList();
  }
}
