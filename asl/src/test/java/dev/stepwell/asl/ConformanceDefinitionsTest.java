package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Definitions that AWS was recorded to accept or to refuse. */
class ConformanceDefinitionsTest {

  private static final int RIGHT = 862;
  private static final int CASES = 862;

  @Test
  void judgesAsAwsDid() {
    SharedCases cases = SharedCases.at("stepwell.conformance", "conformance");
    Score score = new Score("conformance definitions");
    for (SharedCases.Case each : cases.all("index.json", "cases")) {
      switch (String.valueOf(each.entry().string("kind"))) {
        case "execution" -> accepted(each.id(), each.definition(), each, score);
        case "execution-table" -> table(each, score);
        case "create-error" -> refused(each, score);
        case "validate" -> validated(each, score);
        default -> {}
      }
    }
    score.report(RIGHT, CASES);
  }

  private static void accepted(String id, JsonObject written, SharedCases.Case each, Score score) {
    // One recorded definition still has the mark that its test filled in.
    JsonObject definition =
        (JsonObject)
            Json.parse(
                written
                    .compact()
                    .replace("%CONTEXT_OBJECT_LITERAL_PLACEHOLDER%", "$$.Execution.Input.items")
                    // An empty list of catchers says what none says, and is not printed.
                    .replace("\"Catch\":[],", ""));
    List<Diagnostic> errors =
        ValidationTest.errors(StateMachineValidator.validate(definition, type(each)));
    if (!errors.isEmpty()) {
      score.miss(id, "was accepted, but: " + errors);
      return;
    }
    Json printed = StateMachineWriter.write(StateMachineReader.read(definition));
    score.count(id, printed.equals(definition), "prints back different: " + printed.compact());
  }

  private static void table(SharedCases.Case each, Score score) {
    if (each.has("definition")) {
      accepted(each.id(), each.definition(), each, score);
    }
    JsonArray rows = each.content().object("expected").array("rows");
    for (int i = 0; i < rows.length(); i++) {
      if (rows.get(i) instanceof JsonObject row && row.has("definition")) {
        accepted(each.id() + " row " + i, row.object("definition"), each, score);
      }
    }
  }

  private static void refused(SharedCases.Case each, Score score) {
    String definition =
        text(each).replace("\"activity_arn\"", "\"arn:aws:states:us-east-1:1:activity:a\"");
    List<Diagnostic> errors =
        ValidationTest.errors(StateMachineValidator.validate(definition, type(each)));
    JsonObject expected = each.content().object("expected");
    String recorded =
        expected.has("message") ? expected.string("message") : expected.string("exception_value");
    String said = errors.isEmpty() ? "" : new InvalidDefinitionException(errors).getMessage();
    boolean worded = !"localstack".equals(each.content().string("provenance"));
    score.count(
        each.id(),
        !errors.isEmpty() && (!worded || String.valueOf(recorded).endsWith(said)),
        "was refused for " + recorded + ", but: " + said);
  }

  private static void validated(SharedCases.Case each, Score score) {
    List<Diagnostic> errors =
        ValidationTest.errors(StateMachineValidator.validate(text(each), type(each)));
    compare(each.id(), errors, each.content().object("expected"), score);
  }

  private static void compare(
      String id, List<Diagnostic> errors, JsonObject expected, Score score) {
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
    Json said = JsonArray.of(errors.stream().map(ConformanceDefinitionsTest::json).toList());
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

  private static String text(SharedCases.Case each) {
    String text = each.content().string("definition_text");
    return text != null ? text : each.definition().text();
  }

  private static StateMachineType type(SharedCases.Case each) {
    return "EXPRESS".equals(each.content().string("type"))
        ? StateMachineType.EXPRESS
        : StateMachineType.STANDARD;
  }
}
