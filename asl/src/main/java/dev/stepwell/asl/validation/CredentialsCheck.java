package dev.stepwell.asl.validation;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;

/** The field {@code Credentials} of a Task: the role to assume. Its JSONata is not parsed. */
final class CredentialsCheck {

  private CredentialsCheck() {}

  static void check(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonObject credentials)) {
      scope.findings().mistyped("OBJECT", place);
      return;
    }
    if (!credentials.has("RoleArn") && (scope.jsonata() || !credentials.has("RoleArn.$"))) {
      scope.findings().schema("The field 'RoleArn' is required but was missing", place);
    }
    if (!scope.jsonata()) {
      TemplateCheck.template(credentials, place, scope);
    }
  }
}
