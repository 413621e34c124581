package dev.stepwell.engine.api;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.StateMachineType;
import dev.stepwell.asl.StateMachineValidator;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with definitions. */
final class ValidationOperations {

  private static final int MOST = 100;

  private static final Shape VALIDATE =
      Shape.empty()
          .required("definition", Constraint.hidden(0, Limits.DEFINITION_CHARACTERS))
          .optional("type", Limits.TYPE)
          .optional("severity", Constraint.oneOf("ERROR", "WARNING"))
          .optional("maxResults", Constraint.integer(0, MOST));

  List<Operation> all() {
    return List.of(
        new Operation("ValidateStateMachineDefinition", VALIDATE, ValidationOperations::validate));
  }

  private static JsonObject validate(Request request) {
    String type = request.optional("type");
    List<Diagnostic> found =
        StateMachineValidator.validate(
            request.text("definition"), StateMachineType.valueOf(type == null ? "STANDARD" : type));
    boolean warnings = "WARNING".equals(request.optional("severity"));
    List<Diagnostic> shown = found.stream().filter(each -> warnings || isError(each)).toList();
    JsonNumber wanted = request.number("maxResults");
    long most = wanted == null || wanted.longValue() == 0 ? MOST : wanted.longValue();
    return JsonObject.builder()
        .put("result", found.stream().anyMatch(ValidationOperations::isError) ? "FAIL" : "OK")
        .put(
            "diagnostics",
            shown.stream()
                .limit(most)
                .map(ValidationOperations::json)
                .collect(JsonArray.collector()))
        .put("truncated", shown.size() > most)
        .build();
  }

  private static boolean isError(Diagnostic diagnostic) {
    return diagnostic.severity() == Diagnostic.Severity.ERROR;
  }

  private static JsonObject json(Diagnostic diagnostic) {
    @Nullable String pointer = diagnostic.pointer();
    return JsonObject.builder()
        .put("severity", diagnostic.severity().name())
        .put("code", diagnostic.code())
        .put("message", diagnostic.message())
        .putIfPresent("location", pointer)
        .build();
  }
}
