package dev.stepwell.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.junit.jupiter.api.Test;

class InvalidDefinitionExceptionTest {

  @Test
  void listsAllProblemsAsCreateStateMachineDoes() {
    InvalidDefinitionException refusal =
        catchThrowableOfType(
            InvalidDefinitionException.class,
            () ->
                StateMachineReader.read(
                    "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"Next\":"
                        + " \"NOPE\"}}}"));

    assertThat(refusal)
        .hasMessage(
            "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target:"
                + " NOPE at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state at"
                + " null'");
    assertThat(refusal.diagnostics()).hasSize(2);
  }

  @Test
  void isNotThrownForWarnings() {
    JsonObject definition =
        (JsonObject)
            Json.parse(
                "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Task\", \"Resource\":"
                    + " \"f\", \"End\": true}}}");

    assertThat(StateMachineValidator.validate(definition))
        .singleElement()
        .extracting(Diagnostic::severity)
        .isEqualTo(Diagnostic.Severity.WARNING);
    assertThat(StateMachineReader.read(definition).graph().startAt()).isEqualTo("A");
  }

  @Test
  void saysToFillInWhatTheModelCannotHold() {
    InvalidDefinitionException refusal =
        catchThrowableOfType(
            InvalidDefinitionException.class,
            () ->
                StateMachineReader.read(
                    "{\"TimeoutSeconds\": \"${Limit}\", \"StartAt\": \"A\", \"States\": {\"A\":"
                        + " {\"Type\": \"Succeed\"}}}"));

    assertThat(refusal.diagnostics())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.pointer()).isEqualTo("/TimeoutSeconds");
              assertThat(each.remedy()).contains("fill in the deployment's value for ${Limit}");
            });
  }

  @Test
  void showsRemediesInDiagnostics() {
    Diagnostic diagnostic =
        new Diagnostic(Diagnostic.Severity.ERROR, "CODE", "wrong", "/States/A", "do this");

    assertThat(diagnostic).hasToString("CODE: wrong at /States/A (do this)");
    assertThat(new Diagnostic(Diagnostic.Severity.ERROR, "CODE", "wrong", null, ""))
        .hasToString("CODE: wrong");
  }
}
