package dev.stepwell.local.quality;

/** A text that is no DQDL; the message is the one of Glue's parser, with lines and columns. */
public final class InvalidRulesetException extends IllegalArgumentException {

  InvalidRulesetException(String message, Throwable cause) {
    super(message, cause);
  }
}
