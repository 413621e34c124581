package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Definitions that people published, most of them deployed. */
class CorpusTest {

  private static final int BASELINE = 423;

  /** Published, yet AWS would refuse it: part of the id, and a part of the first problem. */
  private static final Map<String, String> REFUSED = Map.of();

  @Test
  void readsAcceptsAndPrintsBackPublishedDefinitions() {
    SharedCases cases = SharedCases.at("stepwell.corpus", "corpus/asl");
    Score score = new Score("corpus");
    for (SharedCases.Case each : cases.all("index.json", "items")) {
      String kind = each.entry().string("kind");
      Json expected = each.entry().get("expectedValid");
      if ("tool-test".equals(kind) && expected == null) {
        continue;
      }
      if (JsonBoolean.FALSE.equals(expected)) {
        score.count(
            kind + " " + each.id(),
            !ValidationTest.errors(StateMachineValidator.validate(each.definition())).isEmpty(),
            "is invalid, but nothing was found");
      } else {
        String difference = difference(each.id(), each.definition());
        score.count(kind + " " + each.id(), difference.isEmpty(), difference);
      }
    }
    score.report(BASELINE);
  }

  private static String difference(String id, JsonObject definition) {
    String rule = REFUSED.get(id);
    try {
      JsonObject printed = StateMachineWriter.write(StateMachineReader.read(definition));
      if (rule != null) {
        return "breaks '" + rule + "', but was accepted";
      }
      return printed.equals(definition) ? "" : "prints back different: " + printed.compact();
    } catch (InvalidDefinitionException e) {
      List<Diagnostic> found = e.diagnostics();
      return rule != null && found.get(0).toString().contains(rule) ? "" : found.toString();
    }
  }
}
