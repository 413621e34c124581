package dev.stepwell.cli.graph;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.List;

/** Says in a few words what a state does. */
final class Does {

  /** What is added for a step that asks again and again until its work has ended. */
  static final String POLLED = ", polled";

  /** Members of a call's arguments that name what it is about, the telling ones first. */
  private static final List<String> SUBJECTS =
      List.of("FunctionName", "JobName", "Name", "RulesetNames", "TopicArn", "WorkgroupName");

  private Does() {}

  static String of(String kind, JsonObject body) {
    return switch (kind) {
      case "Task" -> call(body);
      case "Map" ->
          "for each"
              + (body.get("MaxConcurrency") instanceof JsonNumber most
                  ? ", " + most.text() + " at once"
                  : "");
      case "Parallel" -> body.array("Branches").length() + " branches at once";
      case "Choice" -> "choice";
      case "Fail" -> "fails" + named(body, "Error");
      case "Succeed" -> "succeeds";
      case "Wait" -> "waits";
      default -> "";
    };
  }

  /** {@code arn:aws:states:::aws-sdk:glue:startCrawler} is {@code glue:startCrawler}. */
  private static String call(JsonObject body) {
    String resource = String.valueOf(body.string("Resource"));
    String[] parts = resource.split(":");
    String call =
        parts.length >= 2 ? parts[parts.length - 2] + ":" + parts[parts.length - 1] : resource;
    if (resource.contains(".sync:")) {
      call = parts[parts.length - 3] + ":" + call;
    }
    JsonObject arguments = body.object(body.has("Arguments") ? "Arguments" : "Parameters");
    return call
        + SUBJECTS.stream()
            .map(each -> named(arguments, each))
            .filter(each -> !each.isEmpty())
            .findFirst()
            .orElse("");
  }

  private static String named(JsonObject object, String member) {
    Json value = object.get(member);
    if (value instanceof JsonArray array && array.length() > 0) {
      value = array.get(0);
    }
    if (!(value instanceof JsonString name) || name.value().startsWith("{%")) {
      return "";
    }
    return " " + name.value();
  }
}
