package dev.stepwell.asl.validation;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what the checks have to say, in the order in which they say it. */
final class Findings {

  private final List<Diagnostic> all = new ArrayList<>();

  /** The definition's form is wrong. */
  void schema(String message, Place place) {
    schema(message, place, "");
  }

  /** The definition's form is wrong, and the message does not say what to do. */
  void schema(String message, Place place, String remedy) {
    error("SCHEMA_VALIDATION_FAILED", message, place, remedy);
  }

  void error(String code, String message, @Nullable Place place, String remedy) {
    add(Severity.ERROR, code, message, place, remedy);
  }

  void warning(String code, String message, Place place, String remedy) {
    add(Severity.WARNING, code, message, place, remedy);
  }

  void mistyped(String type, Place place) {
    schema("Expected value of type [" + type + "]", place);
  }

  private void add(
      Severity severity, String code, String message, @Nullable Place place, String remedy) {
    all.add(
        new Diagnostic(severity, code, message, place == null ? null : place.toString(), remedy));
  }

  List<Diagnostic> list() {
    return List.copyOf(all);
  }
}
