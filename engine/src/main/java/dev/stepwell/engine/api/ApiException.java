package dev.stepwell.engine.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;

/** A request that is refused, as AWS refuses it. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int CLIENT_ERROR = 400;

  private final String code;
  private final String text;
  private final transient JsonObject members;

  private ApiException(String code, String message, JsonObject members) {
    super(code + ": " + message, null, false, false);
    this.code = code;
    this.text = message;
    this.members = members;
  }

  /** A refusal with nothing but a code, such as {@code InvalidArn}, and a message. */
  public static ApiException of(String code, String message) {
    return new ApiException(code, message, JsonObject.EMPTY);
  }

  /** A request whose members do not fit together. */
  public static ApiException validation(String message) {
    return of("ValidationException", message);
  }

  /** A request whose members do not fit together, for one of AWS's published reasons. */
  static ApiException validation(String message, String reason) {
    return new ApiException(
        "ValidationException", message, JsonObject.of("reason", Json.of(reason)));
  }

  static ApiException invalidArn(String problem) {
    return of("InvalidArn", "Invalid Arn: '" + problem + "'");
  }

  static ApiException notFound(String message, String resource) {
    return new ApiException(
        "ResourceNotFound", message, JsonObject.of("resourceName", Json.of(resource)));
  }

  static ApiException tooManyTags(String resource) {
    return new ApiException(
        "TooManyTags",
        "You have exceeded the number of tags allowed for this resource.",
        JsonObject.of("resourceName", Json.of(resource)));
  }

  /** The error's name, such as {@code StateMachineDoesNotExist}. */
  public String code() {
    return code;
  }

  /** The text for the caller, without the code. */
  public String text() {
    return text;
  }

  /** The status of an HTTP response that tells this. */
  public int httpStatus() {
    return CLIENT_ERROR;
  }

  /** What AWS tells beside code and message, such as {@code reason}; empty for most errors. */
  public JsonObject members() {
    return members;
  }
}
