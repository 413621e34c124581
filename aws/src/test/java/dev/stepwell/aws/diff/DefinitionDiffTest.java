package dev.stepwell.aws.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionDiffTest {

  private static final String MACHINE =
      """
      {"StartAt": "plan", "TimeoutSeconds": 600, "Comment": "c", "States": {
        "plan": {"Type": "Task", "Resource": "r", "TimeoutSeconds": 60, "Next": "each",
                 "Retry": [{"ErrorEquals": ["A"], "MaxAttempts": 3}]},
        "each": {"Type": "Map", "MaxConcurrency": 8, "Next": "both", "ItemProcessor": {
          "ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "copy", "States": {
            "copy": {"Type": "Task", "Resource": "r", "Arguments": {"Sql": "COPY a"}, "End": true}}}},
        "both": {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "left", "States": {"left": {"Type": "Pass", "End": true}}},
          {"StartAt": "right", "States": {"right": {"Type": "Choice", "Default": "out",
            "Choices": [{"Condition": "{% $x > 1 %}", "Next": "out"}]}, "out": {"Type": "Succeed"}}}]}}}
      """;

  private static JsonObject parsed(String text) {
    return (JsonObject) Json.parse(text);
  }

  private static String diff(String after) {
    return String.join(
        " | ",
        DefinitionDiff.of(parsed(MACHINE), parsed(after)).stream().map(Change::text).toList());
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "TimeoutSeconds": 600 | "TimeoutSeconds": 900 | ~ the machine  TimeoutSeconds: 600 -> 900
          "TimeoutSeconds": 60, | "TimeoutSeconds": 90, | ~ plan  TimeoutSeconds: 60 -> 90
          "MaxAttempts": 3 | "MaxAttempts": 5 | ~ plan  Retry[0].MaxAttempts: 3 -> 5
          "MaxConcurrency": 8, | | ~ each  - MaxConcurrency: 8
          "COPY a" | "COPY b" | ~ copy  Arguments.Sql: "COPY a" -> "COPY b"
          $x > 1 | $x > 2 | ~ right  Choices[0].Condition: "{% $x > 1 %}" -> "{% $x > 2 %}"
          "Next": "both" | "Next": "out" | ~ each  Next: "both" -> "out"
          "Mode": "INLINE" | "Mode": "DISTRIBUTED" | ~ each  ItemProcessor.ProcessorConfig.Mode: "INLINE" -> "DISTRIBUTED"
          "out": {"Type": "Succeed"} | "out": {"Type": "Succeed"}, "new": {"Type": "Fail"} | + new
          , "out": {"Type": "Succeed"} | `` | - out
          """)
  void tellsAChangeOnceAndWhereItIs(String from, String to, String told) {
    String after = MACHINE.replace(from, to == null ? "" : to);
    assertThat(after).isNotEqualTo(MACHINE);

    assertThat(diff(after)).isEqualTo(told);
  }

  @Test
  void findsAStateAgainThatHasMoved() {
    String moved =
        MACHINE
            .replace(
                "\"left\": {\"Type\": \"Pass\", \"End\": true}", "\"other\": {\"Type\": \"Pass\"}")
            .replace("\"plan\": {", "\"left\": {\"Type\": \"Pass\", \"End\": true}, \"plan\": {");

    assertThat(diff(moved)).isEqualTo("+ other");
  }

  @Test
  void seesNoDifferenceInOrderSpaceAndComments() {
    JsonObject machine = parsed(MACHINE);

    assertThat(DefinitionDiff.of(machine, machine)).isEmpty();
    assertThat(DefinitionDiff.of(machine, machine.canonical())).isEmpty();
    assertThat(DefinitionDiff.of(machine, parsed(machine.pretty()))).isEmpty();
    assertThat(diff(MACHINE.replace("\"Comment\": \"c\"", "\"Comment\": \"d\""))).isEmpty();
  }
}
