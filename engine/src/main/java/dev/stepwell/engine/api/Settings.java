package dev.stepwell.engine.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonObject;

/**
 * How a state machine is logged, traced and encrypted; kept and shown, but without effect here.
 *
 * @param logging level, includeExecutionData and destinations
 * @param tracing enabled or not
 * @param encryption the type and the key
 */
record Settings(JsonObject logging, JsonObject tracing, JsonObject encryption) {

  static final JsonObject OWNED_KEY = JsonObject.of("type", Json.of("AWS_OWNED_KEY"));

  private static final Shape DESTINATION =
      Shape.empty()
          .optional(
              "cloudWatchLogsLogGroup",
              Constraint.object(Shape.empty().optional("logGroupArn", Limits.ARN)));

  static final Constraint LOGGING =
      Constraint.object(
          Shape.empty()
              .optional("level", Constraint.oneOf("ALL", "ERROR", "FATAL", "OFF"))
              .optional("includeExecutionData", Constraint.flag())
              .optional(
                  "destinations",
                  Constraint.list(0, Integer.MAX_VALUE, Constraint.object(DESTINATION))));

  static final Constraint TRACING =
      Constraint.object(Shape.empty().optional("enabled", Constraint.flag()));

  static final Constraint ENCRYPTION =
      Constraint.object(
          Shape.empty()
              .optional("kmsKeyId", Constraint.text(1, 2048))
              .optional("kmsDataKeyReusePeriodSeconds", Constraint.integer(60, 900))
              .required("type", Constraint.oneOf("AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY")));

  /** What a state machine has if nothing is said. */
  static final Settings NONE =
      new Settings(
          JsonObject.of("level", Json.of("OFF"), "includeExecutionData", JsonBoolean.FALSE),
          JsonObject.of("enabled", JsonBoolean.FALSE),
          OWNED_KEY);

  /**
   * These settings with those that the request gives.
   *
   * @throws ApiException if a configuration contradicts itself
   */
  Settings with(Request request) {
    return new Settings(
        request.has("loggingConfiguration")
            ? logging(request.object("loggingConfiguration"))
            : logging,
        request.has("tracingConfiguration")
            ? JsonObject.of(
                "enabled",
                request.object("tracingConfiguration").find("enabled").orElse(JsonBoolean.FALSE))
            : tracing,
        encryption(request, encryption));
  }

  private static JsonObject logging(JsonObject given) {
    String level = given.string("level");
    String effective = level == null ? "OFF" : level;
    JsonArray destinations = given.array("destinations");
    int most = 1;
    int least = effective.equals("OFF") ? 0 : 1;
    if (destinations.length() < least || destinations.length() > most) {
      throw invalid("Must specify exactly one Log Destination.");
    }
    for (Json each : destinations) {
      String group = ((JsonObject) each).object("cloudWatchLogsLogGroup").string("logGroupArn");
      if (group == null || !group.startsWith("arn:") || !group.contains(":log-group:")) {
        throw invalid("Log Destination not found.");
      }
    }
    return JsonObject.builder()
        .put("level", effective)
        .put("includeExecutionData", given.find("includeExecutionData").orElse(JsonBoolean.FALSE))
        .putIfPresent("destinations", given.has("destinations") ? destinations : null)
        .build();
  }

  private static ApiException invalid(String why) {
    return ApiException.of("InvalidLoggingConfiguration", "Invalid Logging Configuration: " + why);
  }

  /**
   * The encryption that the request gives, or the other.
   *
   * @throws ApiException if a key is missing or needless
   */
  static JsonObject encryption(Request request, JsonObject otherwise) {
    if (!request.has("encryptionConfiguration")) {
      return otherwise;
    }
    JsonObject given = request.object("encryptionConfiguration");
    boolean ownKey = "CUSTOMER_MANAGED_KMS_KEY".equals(given.string("type"));
    if (ownKey != given.has("kmsKeyId")) {
      throw ApiException.of(
          "InvalidEncryptionConfiguration",
          "Invalid Encryption Configuration: kmsKeyId must be given for the type"
              + " CUSTOMER_MANAGED_KMS_KEY, and for no other");
    }
    return given;
  }
}
