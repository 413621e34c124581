package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.iam.Right;
import dev.stepwell.dsl.iam.TaskRights;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The permissions of any call, on what its arguments name. */
final class AwsRights {

  private static final Json UNKNOWN = Json.of("{% what run time knows %}");

  private AwsRights() {}

  /** One permission for the actions on the same resource, in order. */
  static List<Permission> of(String action, Expr.Fields arguments) {
    Map<Right, List<String>> actions = new LinkedHashMap<>();
    for (Right right : TaskRights.of("arn:aws:states:::aws-sdk:" + action, known(arguments))) {
      actions
          .computeIfAbsent(
              new Right("", right.resource(), right.passedTo()), same -> new ArrayList<>())
          .add(right.action());
    }
    List<Permission> permissions = new ArrayList<>();
    actions.forEach(
        (where, names) ->
            permissions.add(new Permission(names, List.of(where.resource()), where.passedTo())));
    return permissions;
  }

  private static JsonObject known(Expr.Fields fields) {
    JsonObject.Builder object = JsonObject.builder();
    fields.members().forEach(member -> object.put(member.name(), known(member.value())));
    return object.build();
  }

  private static Json known(Expr value) {
    if (value instanceof Expr.Constant constant) {
      return constant.value();
    } else if (value instanceof Expr.Deployed deployed) {
      return Json.of("${" + deployed.name() + "}");
    } else if (value instanceof Expr.Fields fields) {
      return known(fields);
    } else if (value instanceof Expr.Elements elements) {
      return JsonArray.of(elements.elements().stream().map(AwsRights::known).toList());
    } else if (value instanceof Expr.Joined joined) {
      StringBuilder text = new StringBuilder();
      for (Expr part : joined.parts()) {
        boolean told =
            part instanceof Expr.Deployed
                || (part instanceof Expr.Constant constant
                    && constant.value() instanceof JsonString);
        text.append(told ? ((JsonString) known(part)).value() : "*");
      }
      return Json.of(text.toString());
    }
    return UNKNOWN;
  }
}
