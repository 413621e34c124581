package dev.stepwell.local.yaml;

/** A YAML file says something that it cannot say; the message begins with file and line. */
public final class YamlException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  YamlException(String message) {
    super(message);
  }

  YamlException(String message, Throwable cause) {
    super(message, cause);
  }
}
