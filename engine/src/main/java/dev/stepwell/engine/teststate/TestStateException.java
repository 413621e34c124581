package dev.stepwell.engine.teststate;

/** A test of a state that is refused, as AWS refuses it. */
public final class TestStateException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String text;

  private TestStateException(String code, String text) {
    super(code + ": " + text);
    this.code = code;
    this.text = text;
  }

  static TestStateException validation(String text) {
    return new TestStateException("ValidationException", text);
  }

  /** A definition that is no definition; the text is as AWS writes it. */
  public static TestStateException invalidDefinition(String text) {
    return new TestStateException("InvalidDefinition", text);
  }

  static TestStateException invalidInput(String problem) {
    return new TestStateException(
        "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + problem + "'");
  }

  /** The error's name: InvalidDefinition, InvalidExecutionInput or ValidationException. */
  public String code() {
    return code;
  }

  /** The text for the caller, without the code. */
  public String text() {
    return text;
  }
}
