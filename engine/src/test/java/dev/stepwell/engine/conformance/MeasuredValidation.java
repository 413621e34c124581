package dev.stepwell.engine.conformance;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.StateMachineValidator;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A definition, judged by ValidateStateMachineDefinition. */
record MeasuredValidation(JsonObject measured) implements Check {

  @Override
  public @Nullable String difference() {
    JsonObject expected = measured.object("expected");
    List<Diagnostic> errors =
        StateMachineValidator.validate(measured.object("definition")).stream()
            .filter(each -> each.severity() == Diagnostic.Severity.ERROR)
            .toList();
    boolean right = "FAIL".equals(expected.string("result")) != errors.isEmpty();
    if (expected.has("messages")) {
      right &=
          Json.of(errors.stream().map(Diagnostic::message).toList())
              .equals(expected.array("messages"));
    }
    if (expected.has("diagnostics")) {
      right &=
          errors.stream()
              .map(MeasuredValidation::json)
              .collect(JsonArray.collector())
              .equals(expected.array("diagnostics"));
    }
    return right ? null : "should be " + expected + ", but is " + errors;
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
