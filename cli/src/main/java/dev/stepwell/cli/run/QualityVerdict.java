package dev.stepwell.cli.run;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a data quality ruleset said of one run's data.
 *
 * @param ruleset the ruleset's name
 * @param score passed rules among all rules, 0 to 1
 * @param rules every rule's verdict, in the ruleset's order
 */
public record QualityVerdict(String ruleset, double score, List<Rule> rules) {

  /**
   * One rule's verdict.
   *
   * @param text the rule as it is written
   * @param result {@code PASS}, {@code FAIL} or {@code ERROR}
   * @param message why it did not pass; may be empty
   */
  public record Rule(String text, String result, String message) {

    /** Whether the data keep this rule. */
    public boolean passed() {
      return result.equals("PASS");
    }
  }

  public QualityVerdict {
    rules = List.copyOf(rules);
  }

  /** The last verdict in a history: what GetDataQualityResult answered. */
  public static Optional<QualityVerdict> in(List<JsonObject> history) {
    return history.stream()
        .map(event -> event.object("taskSucceededEventDetails"))
        .filter(details -> "getDataQualityResult".equals(details.string("resource")))
        .map(details -> of((JsonObject) Json.parse(text(details, "output"))))
        .reduce((first, second) -> second);
  }

  private static QualityVerdict of(JsonObject result) {
    List<Rule> rules = new ArrayList<>();
    for (Json each : result.array("RuleResults")) {
      JsonObject rule = (JsonObject) each;
      rules.add(
          new Rule(
              text(rule, "Description"), text(rule, "Result"), text(rule, "EvaluationMessage")));
    }
    double score =
        result.get("Score") instanceof JsonNumber number ? Double.parseDouble(number.text()) : 0;
    return new QualityVerdict(text(result, "RulesetName"), score, rules);
  }

  private static String text(JsonObject object, String member) {
    String text = object.string(member);
    return text == null ? "" : text;
  }
}
