package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.asl.validation.MachineCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what Step Functions would say against a definition, all of it at once. Texts that a
 * deployment fills in, <code>${Name}</code>, are borne where SAM would fill them. Stateless and
 * thread-safe.
 */
public final class StateMachineValidator {

  /** 1 MiB. */
  private static final int LONGEST = 1_048_576;

  private StateMachineValidator() {}

  /** The problems of the text of a Standard state machine; empty if there are none. */
  public static List<Diagnostic> validate(String definition) {
    return validate(definition, StateMachineType.STANDARD);
  }

  /** The problems of the text of a state machine; empty if there are none. */
  public static List<Diagnostic> validate(String definition, StateMachineType type) {
    if (definition.isBlank()) {
      return noObject();
    }
    if (definition.length() > LONGEST) {
      return tooLong();
    }
    Json json;
    try {
      json = Json.parse(definition);
    } catch (JsonSyntaxException e) {
      return List.of(noJson(e, definition));
    }
    return json instanceof JsonObject object ? validate(object, type) : noObject();
  }

  /** The problems of a Standard state machine; empty if there are none. */
  public static List<Diagnostic> validate(JsonObject definition) {
    return validate(definition, StateMachineType.STANDARD);
  }

  /** The problems of a state machine; empty if there are none. */
  public static List<Diagnostic> validate(JsonObject definition, StateMachineType type) {
    return definition.size() > LONGEST ? tooLong() : MachineCheck.check(definition, type);
  }

  /** The object that a text is, or null if it is none. */
  static @Nullable JsonObject object(String definition) {
    try {
      return Json.parse(definition) instanceof JsonObject object ? object : null;
    } catch (JsonSyntaxException e) {
      return null;
    }
  }

  private static List<Diagnostic> noObject() {
    return List.of(
        error("SCHEMA_VALIDATION_FAILED", "Definition must be a valid JSON object", null));
  }

  private static List<Diagnostic> tooLong() {
    return List.of(
        new Diagnostic(
            Diagnostic.Severity.ERROR,
            "SCHEMA_VALIDATION_FAILED",
            "Definition must have at most " + LONGEST + " characters",
            null,
            "move parts of it into state machines of their own"));
  }

  private static Diagnostic noJson(JsonSyntaxException e, String definition) {
    String place =
        "[Source: (String)\""
            + definition
            + "\"; line: "
            + e.line()
            + ", column: "
            + e.column()
            + "]";
    return error("INVALID_JSON_DESCRIPTION", e.problem() + "\n at " + place, place);
  }

  private static Diagnostic error(String code, String message, @Nullable String pointer) {
    return new Diagnostic(Diagnostic.Severity.ERROR, code, message, pointer, "");
  }
}
