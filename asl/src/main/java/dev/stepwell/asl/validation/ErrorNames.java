package dev.stepwell.asl.validation;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.Set;

/** The names in {@code ErrorEquals}, and where {@code States.ALL} may stand. */
final class ErrorNames {

  private static final Set<String> KNOWN =
      Set.of(
          "States.ALL",
          "States.TaskFailed",
          "States.Timeout",
          "States.HeartbeatTimeout",
          "States.Permissions",
          "States.ResultPathMatchFailure",
          "States.ParameterPathFailure",
          "States.IntrinsicFailure",
          "States.QueryEvaluationError",
          "States.BranchFailed",
          "States.NoChoiceMatched",
          "States.ExceedToleratedFailureThreshold",
          "States.ItemReaderFailed",
          "States.ResultWriterFailed",
          "States.DataLimitExceeded",
          "States.Runtime",
          "States.Http.Socket");

  private ErrorNames() {}

  static void name(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonString text)) {
      scope.findings().mistyped("STRING", place);
    } else if (text.value().startsWith("States.")
        && !KNOWN.contains(text.value())
        && !text.value().startsWith("States.Http.StatusCode.")) {
      scope
          .findings()
          .warning(
              "SCHEMA_VALIDATION_FAILED",
              "There is no predefined error '" + text.value() + "'",
              place,
              "it will never match; the predefined names are in the language's documentation");
    }
  }

  /** Looks at all retriers, or all catchers, of a state. */
  static void order(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonArray entries)) {
      return;
    }
    for (int i = 0; i < entries.length(); i++) {
      if (entries.get(i) instanceof JsonObject entry) {
        JsonArray names = entry.array("ErrorEquals");
        boolean last = i == entries.length() - 1;
        if (hasAll(names) && (names.length() > 1 || !last)) {
          scope
              .findings()
              .schema(
                  "States.ALL must appear alone and at end of list",
                  place.element(i),
                  "give it an entry of its own behind all others");
        }
      }
    }
  }

  private static boolean hasAll(JsonArray names) {
    for (int i = 0; i < names.length(); i++) {
      if (names.get(i) instanceof JsonString name && name.value().equals("States.ALL")) {
        return true;
      }
    }
    return false;
  }
}
