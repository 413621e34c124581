package dev.stepwell.aws.diff;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a policy document allows, action by action and resource by resource: two documents that say
 * the same in other statements have the same rights.
 */
final class PolicyRights {

  private PolicyRights() {}

  static boolean isPolicy(JsonObject value) {
    return value.has("Statement");
  }

  /** What only the first document says, a statement for each resource. */
  static List<Json> without(JsonObject document, JsonObject other) {
    Set<Right> rights = of(document);
    rights.removeAll(of(other));
    Map<JsonObject, List<Json>> actions = new LinkedHashMap<>();
    for (Right right : rights) {
      actions.computeIfAbsent(right.about(), any -> new ArrayList<>()).add(right.action());
    }
    List<Json> statements = new ArrayList<>();
    actions.forEach((about, all) -> statements.add(about.with("Action", JsonArray.of(all))));
    return statements;
  }

  private static Set<Right> of(JsonObject document) {
    Set<Right> rights = new LinkedHashSet<>();
    for (Json each : items(document.get("Statement"))) {
      if (each instanceof JsonObject statement) {
        JsonObject rest = statement.without("Action").without("Resource").without("Sid");
        for (Json action : items(statement.get("Action"))) {
          for (Json resource : items(statement.get("Resource"))) {
            // A trust policy has none.
            boolean everywhere = resource instanceof JsonNull;
            rights.add(new Right(action, everywhere ? rest : rest.with("Resource", resource)));
          }
        }
      }
    }
    return rights;
  }

  /** IAM takes a single value for a list of one. */
  private static List<Json> items(@Nullable Json value) {
    if (value == null) {
      return List.of(JsonNull.NULL);
    }
    return value instanceof JsonArray items ? items.asList() : List.of(value);
  }

  /** An action, and the rest of its statement for one resource. */
  private record Right(Json action, JsonObject about) {}
}
