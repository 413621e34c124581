package dev.stepwell.engine.expression;

/** An expression failed; what AWS says of it behind the names of expression and field. */
final class JsonataFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  private JsonataFailure(String sentence) {
    super(sentence, null, false, false);
    this.sentence = sentence;
  }

  /** An error of the language, with its code. */
  static JsonataFailure coded(String code, String message) {
    return new JsonataFailure("threw an error during evaluation. " + code + ": " + message);
  }

  /** A limit of the service. */
  static JsonataFailure limit(String message) {
    return new JsonataFailure("threw an error during evaluation: " + message);
  }

  /** A failure inside the evaluator. */
  static JsonataFailure internal(String id) {
    return new JsonataFailure("threw an internal error during evaluation. " + id);
  }

  /** A function came out. */
  static JsonataFailure unsupportedResult() {
    return new JsonataFailure("returned an unsupported result type.");
  }

  String sentence() {
    return sentence;
  }
}
