package dev.stepwell.asl.validation;

import dev.stepwell.asl.Placeholders;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonString;
import java.util.regex.Pattern;

/** The field {@code Resource} of a Task: an ARN that Step Functions knows. */
final class ResourceCheck {

  private static final Pattern SDK_CALL = Pattern.compile("aws-sdk:[a-z0-9]+:[a-z][A-Za-z0-9]*");
  private static final Pattern FUNCTION =
      Pattern.compile("arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]+(:(\\$LATEST|[A-Za-z0-9_-]+))?");

  private ResourceCheck() {}

  static void task(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonString text)) {
      if (!Placeholders.is(value)) {
        scope.findings().mistyped("STRING", place);
      }
      return;
    }
    String resource = Placeholders.filled(text.value());
    if (resource.contains("${")) {
      unknown(resource, place, scope, "a placeholder is written ${Name}");
      return;
    }
    if (!resource.startsWith("arn:")) {
      if (!Placeholders.in(text.value())) {
        scope
            .findings()
            .warning(
                "INVALID_RESOURCE",
                "The resource '" + resource + "' is no ARN",
                place,
                "write an ARN such as arn:aws:states:::lambda:invoke");
      }
      return;
    }
    if (resource.contains(":lambda:") && !resource.contains(":::")) {
      if (!FUNCTION.matcher(resource).matches()) {
        unknown(resource, place, scope, "a function's ARN ends in function:NAME or NAME:ALIAS");
      }
      return;
    }
    int integration = resource.indexOf(":states:::");
    if (integration >= 0) {
      integration(resource, resource.substring(integration + ":states:::".length()), place, scope);
    } else if (express(scope) && resource.contains(":activity:")) {
      scope.findings().schema("Express state machine does not support Activity ARN", place);
    }
  }

  private static void integration(String resource, String call, Place place, Scope scope) {
    int dot = call.indexOf('.');
    String action = dot < 0 ? call : call.substring(0, dot);
    String pattern = dot < 0 ? "" : call.substring(dot);
    boolean known =
        action.startsWith("aws-sdk:")
            ? SDK_CALL.matcher(action).matches()
                && (pattern.isEmpty() || pattern.equals(".waitForTaskToken"))
            : Integrations.offer(action, pattern);
    if (!known) {
      unknown(resource, place, scope, remedy(action, pattern));
    } else if (express(scope) && pattern.startsWith(".sync")) {
      unsupported(".sync", "", place, scope);
    } else if (express(scope) && !pattern.isEmpty()) {
      unsupported(".waitForTaskToken", " ", place, scope);
    }
  }

  private static boolean express(Scope scope) {
    return scope.machine().isExpress();
  }

  private static void unsupported(String pattern, String blank, Place place, Scope scope) {
    scope
        .findings()
        .schema(
            "Express state machine does not support '" + pattern + "' service integration" + blank,
            place);
  }

  private static String remedy(String action, String pattern) {
    if (action.startsWith("aws-sdk:")) {
      return pattern.startsWith(".sync")
          ? "no aws-sdk call has .sync; start the work, then ask for its state in a loop"
          : "write arn:aws:states:::aws-sdk:SERVICE:ACTION";
    }
    if (Integrations.offer(action)) {
      return action + " cannot be waited for with " + pattern;
    }
    return "there is no such optimised integration; for any other API call write"
        + " arn:aws:states:::aws-sdk:SERVICE:ACTION";
  }

  private static void unknown(String resource, Place place, Scope scope, String remedy) {
    scope
        .findings()
        .schema(
            "The resource provided "
                + resource
                + " is not recognized. The value is not a valid resource ARN, or the resource is"
                + " not available in this region.",
            place,
            remedy);
  }
}
