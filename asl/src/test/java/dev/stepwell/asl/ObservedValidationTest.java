package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of ValidateStateMachineDefinition that others measured on AWS. */
class ObservedValidationTest {

  private static final int BASELINE = 50;

  @Test
  void saysWhatAwsSaid() {
    SharedCases cases = SharedCases.at("stepwell.observed", "observed");
    Score score = new Score("observed validations");
    JsonObject file = (JsonObject) SharedCases.read(cases.folder().resolve("cases.json"));
    for (Json each : file.array("cases")) {
      JsonObject observed = (JsonObject) each;
      if ("validate".equals(observed.string("kind"))) {
        List<Diagnostic> errors =
            ValidationTest.errors(StateMachineValidator.validate(observed.object("definition")));
        compare(String.valueOf(observed.string("id")), errors, observed.object("expected"), score);
      }
    }
    score.report(BASELINE);
  }

  static void compare(String id, List<Diagnostic> errors, JsonObject expected, Score score) {
    boolean fail = "FAIL".equals(expected.string("result"));
    if (fail == errors.isEmpty()) {
      score.miss(id, "expected " + expected + ", but: " + errors);
      return;
    }
    if (expected.has("messages")) {
      List<String> said = errors.stream().map(Diagnostic::message).toList();
      score.count(
          id,
          Json.of(said).equals(expected.array("messages")),
          "expected " + expected.array("messages") + ", but: " + errors);
      return;
    }
    Json said = JsonArray.of(errors.stream().map(ObservedValidationTest::json).toList());
    score.count(
        id,
        said.equals(expected.array("diagnostics")),
        "expected " + expected.array("diagnostics") + ", but: " + said);
  }

  private static Json json(Diagnostic diagnostic) {
    return JsonObject.builder()
        .put("severity", diagnostic.severity().name())
        .put("code", diagnostic.code())
        .put("message", diagnostic.message())
        .putIfPresent("location", diagnostic.pointer())
        .build();
  }
}
