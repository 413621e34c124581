package dev.stepwell.dsl.iam;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Walks a definition, every branch and every item's states, for what it needs to be allowed. */
public final class DefinitionRights {

  private final String machine;
  private final List<StateRights> found = new ArrayList<>();

  private DefinitionRights(String machine) {
    this.machine = machine;
  }

  /**
   * What each state needs that needs something, in the order of the definition.
   *
   * @param machine how the ARN of the machine ends, of which a distributed Map starts executions:
   *     its name, or a pattern of it
   */
  public static List<StateRights> of(String machine, JsonObject definition) {
    DefinitionRights walk = new DefinitionRights(machine);
    walk.states(definition);
    return List.copyOf(walk.found);
  }

  private void states(JsonObject graph) {
    graph
        .object("States")
        .forEach(
            (name, state) -> {
              if (state instanceof JsonObject object) {
                state(name, object);
              }
            });
  }

  private void state(String name, JsonObject state) {
    List<Right> rights = new ArrayList<>();
    String type = String.valueOf(state.string("Type"));
    if (type.equals("Task")) {
      rights.addAll(TaskRights.of(String.valueOf(state.string("Resource")), arguments(state)));
      role(state, rights);
    } else if (type.equals("Map") && isDistributed(state)) {
      distributed(state, rights);
    }
    if (!rights.isEmpty()) {
      found.add(new StateRights(name, rights.stream().distinct().toList()));
    }
    states(state.object("ItemProcessor"));
    states(state.object("Iterator"));
    for (Json branch : branches(state)) {
      if (branch instanceof JsonObject graph) {
        states(graph);
      }
    }
  }

  private static JsonArray branches(JsonObject state) {
    return state.get("Branches") instanceof JsonArray list ? list : JsonArray.EMPTY;
  }

  private static JsonObject arguments(JsonObject state) {
    String name = state.has("Arguments") ? "Arguments" : "Parameters";
    return state.get(name) instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  /** {@code Credentials}: the call is another role's, which must be taken. */
  private static void role(JsonObject state, List<Right> rights) {
    if (state.get("Credentials") instanceof JsonObject credentials) {
      rights.clear();
      String role = new Arguments(credentials).text("RoleArn").orElse("*");
      rights.add(Right.on(role, "sts:AssumeRole"));
    }
  }

  private static boolean isDistributed(JsonObject state) {
    return "DISTRIBUTED"
        .equals(state.object("ItemProcessor").object("ProcessorConfig").string("Mode"));
  }

  /** A distributed Map starts executions of its own machine, reads its items, writes results. */
  private void distributed(JsonObject state, List<Right> rights) {
    String states = ResourceArns.here("states");
    rights.add(Right.on(states + "stateMachine:" + machine, "states:StartExecution"));
    for (String action :
        List.of("states:DescribeExecution", "states:StopExecution", "states:RedriveExecution")) {
      rights.add(Right.on(states + "execution:" + machine + "/*", action));
    }
    JsonObject reader = state.object("ItemReader");
    if (reader.has("Resource")) {
      JsonObject place = arguments(reader);
      rights.addAll(TaskRights.of(String.valueOf(reader.string("Resource")), place));
      if (isManifest(reader)) {
        rights.add(Right.anywhere("s3:GetObject"));
      }
    }
    JsonObject writer = state.object("ResultWriter");
    if (writer.has("Resource")) {
      Arguments place = new Arguments(arguments(writer));
      String objects =
          "arn:${AWS::Partition}:s3:::"
              + place.text("Bucket").orElse("*")
              + "/"
              + place.text("Prefix").map(prefix -> prefix + "/*").orElse("*");
      for (String action :
          List.of(
              "s3:PutObject",
              "s3:GetObject",
              "s3:ListMultipartUploadParts",
              "s3:AbortMultipartUpload")) {
        rights.add(Right.on(objects, action));
      }
    }
  }

  /** The objects that a manifest names are anywhere. */
  private static boolean isManifest(JsonObject reader) {
    return "MANIFEST".equals(reader.object("ReaderConfig").string("InputType"));
  }
}
