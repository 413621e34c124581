package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Definitions that people published, most of them deployed. */
class CorpusTest {

  private static final int RIGHT = 436;
  private static final int CASES = 436;

  /** Published, yet AWS would refuse it: the end of the id, and what is wrong. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "shell_template-DataPipelineStateMachine",
          "states:::activity:Monitor_Job is not recognized",
          "statemachine-dpl_state_machine",
          "states:::activity:Monitor_Job is not recognized",
          "sample-project-job-poller-block1",
          "arn:aws::lambda:",
          // A linter's fixtures that it takes for valid, against what AWS was seen to do.
          "valid-assign",
          "Variable name 'top-level' is not valid",
          "valid-map-with-item-batcher-jsonata",
          "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
          "valid-path-array-context",
          "Value is not a valid JSONPath",
          "valid-task-credentials",
          "The field 'RoleArn' is required but was missing");

  /** A linter's fixtures that it takes for invalid; AWS was seen to create the like. */
  private static final Map<String, String> ACCEPTED =
      Map.of(
          "invalid-jsonata-surround-syntax-no-spaces",
          "deployed definitions have expressions without blanks",
          "invalid-math-add",
          "AWS refuses the text argument of MathAdd when it runs");

  @Test
  void readsAcceptsAndPrintsBackPublishedDefinitions() {
    SharedCases cases = SharedCases.at("stepwell.corpus", "corpus").inside("asl");
    Score score = new Score("corpus");
    for (SharedCases.Case each : cases.all("index.json", "items")) {
      String kind = each.entry().string("kind");
      Json expected = each.entry().get("expectedValid");
      if ("tool-test".equals(kind) && expected == null) {
        continue;
      }
      if (JsonBoolean.FALSE.equals(expected) && named(ACCEPTED, each.id()) == null) {
        score.count(
            kind + " " + each.id(),
            !ValidationTest.errors(StateMachineValidator.validate(each.definition())).isEmpty(),
            "is invalid, but nothing was found");
      } else {
        String difference = difference(each.id(), each.definition());
        score.count(kind + " " + each.id(), difference.isEmpty(), difference);
      }
    }
    score.report(RIGHT, CASES);
  }

  private static String difference(String id, JsonObject definition) {
    String rule = named(REFUSED, id);
    try {
      JsonObject printed = StateMachineWriter.write(StateMachineReader.read(definition));
      if (rule != null) {
        return "breaks '" + rule + "', but was accepted";
      }
      return printed.equals(definition) ? "" : "prints back different: " + printed.compact();
    } catch (InvalidDefinitionException e) {
      List<Diagnostic> found = e.diagnostics();
      return rule != null && found.get(0).message().contains(rule) ? "" : found.toString();
    }
  }

  private static @Nullable String named(Map<String, String> known, String id) {
    return known.entrySet().stream()
        .filter(each -> id.endsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
