package dev.stepwell.dsl.api;

/** There is no such service or action, as far as the models know. The message says what is near. */
public final class UnknownApiException extends Exception {

  private static final long serialVersionUID = 1L;

  UnknownApiException(String message) {
    super(message);
  }
}
