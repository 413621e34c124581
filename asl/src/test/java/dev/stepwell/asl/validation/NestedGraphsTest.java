package dev.stepwell.asl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.StateMachineValidator;
import org.junit.jupiter.api.Test;

class NestedGraphsTest {

  private static final String INSIDE = "/States/M/ItemProcessor/States/I/";

  private static String distributed(String type, String inner) {
    return "{'StartAt': 'P', 'States': {"
        + "'P': {'Type': 'Pass', 'Assign': {'v': 1, 'w': 2}, 'Next': 'M'},"
        + "'M': {'Type': 'Map', 'End': true, 'ItemSelector': {'v.$': '$v'}, 'ItemProcessor': {"
        + "'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': '"
        + type
        + "'}, 'StartAt': 'I', 'States': {'I': {'End': true, "
        + inner
        + "}}}}}}";
  }

  @Test
  void hidesVariablesFromDistributedProcessors() {
    String end = " is set outside the distributed Map and cannot be used in its ItemProcessor @ ";
    assertThat(
            Problems.of(
                distributed(
                    "STANDARD", "'Type': 'Pass', 'Parameters': {'a.$': '$v.x', 'b': '$v'}")))
        .containsExactly("Variable 'v'" + end + INSIDE + "Parameters/a.$");
    assertThat(
            Problems.of(
                distributed(
                    "STANDARD",
                    "'Type': 'Pass', 'QueryLanguage': 'JSONata', 'Assign': {'w': 3},"
                        + " 'Output': '{% $v + $w %}'")))
        .containsExactly("Variable 'v'" + end + INSIDE + "Output");
  }

  @Test
  void refusesJobsInExpressChildren() {
    String task = "'Type': 'Task', 'Resource': 'arn:aws:states:::glue:startJobRun.sync'";
    assertThat(Problems.of(distributed("STANDARD", task))).isEmpty();
    assertThat(Problems.of(distributed("EXPRESS", task)))
        .containsExactly(
            "Express state machine does not support '.sync' service integration @ "
                + INSIDE
                + "Resource");
  }

  @Test
  void refusesDistributedMapsOfExpressMachines() {
    assertThat(Problems.ofExpress(distributed("EXPRESS", "'Type': 'Pass'")))
        .containsExactly(
            "Express state machine does not support Distributed Map @"
                + " /States/M/ItemProcessor/ProcessorConfig");
  }

  @Test
  void refusesTooDeepNesting() {
    assertThat(Problems.of(nested(50))).isEmpty();
    assertThat(Problems.full(nested(51)))
        .singleElement()
        .extracting("code")
        .isEqualTo("TOO_DEEPLY_NESTED");
  }

  @Test
  void refusesTooLongDefinitions() {
    String definition =
        "{\"Comment\": \""
            + "x".repeat(1 << 20)
            + "\", \"StartAt\": \"X\", \"States\": {\"X\": {\"Type\": \"Succeed\"}}}";
    assertThat(StateMachineValidator.validate(definition))
        .singleElement()
        .extracting("message")
        .isEqualTo("Definition must have at most 1048576 characters");
  }

  private static String nested(int depth) {
    String graph = "{'StartAt': 'X', 'States': {'X': {'Type': 'Succeed'}}}";
    for (int i = 0; i < depth; i++) {
      graph =
          ("{'StartAt': 'N%d', 'States': {'N%d': {'Type': 'Parallel', 'End': true, 'Branches': ["
                  + graph.replace("%", "%%")
                  + "]}}}")
              .formatted(i, i);
    }
    return graph;
  }
}
