package dev.stepwell.asl;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that Step Functions would refuse; carries every problem that was found. */
public final class InvalidDefinitionException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  /** Refuses a definition for these problems; the message lists them as CreateStateMachine does. */
  public InvalidDefinitionException(List<Diagnostic> diagnostics) {
    super(message(diagnostics));
    this.diagnostics = List.copyOf(diagnostics);
  }

  private static String message(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(each -> each.code() + ": " + each.message() + " at " + each.pointer())
        .collect(Collectors.joining(", ", "Invalid State Machine Definition: '", "'"));
  }

  /** The problems, in the order in which AWS lists them; at least one. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
