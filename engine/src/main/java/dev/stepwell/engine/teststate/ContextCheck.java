package dev.stepwell.engine.teststate;

import dev.stepwell.asl.State;
import dev.stepwell.asl.TaskState;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Map;

/** What a mocked Context Object may say. */
final class ContextCheck {

  private static final String ANY = "";
  private static final String TIME = "timestamp";
  private static final Map<String, Map<String, String>> MEMBERS =
      Map.of(
          "Execution",
          Map.of(
              "Id", "string",
              "Input", ANY,
              "Name", "string",
              "RoleArn", "string",
              "StartTime", TIME,
              "RedriveCount", "number",
              "RedriveTime", TIME),
          "StateMachine",
          Map.of("Id", "string", "Name", "string"),
          "State",
          Map.of("EnteredTime", TIME, "Name", "string", "RetryCount", "number"),
          "Task",
          Map.of("Token", "string"));

  private ContextCheck() {}

  static void check(JsonObject context, State state) {
    for (String name : context.names()) {
      Map<String, String> members = MEMBERS.get(name);
      if (name.equals("Map")) {
        refuse("'Map' field is not supported when mocking a Context object");
      } else if (members == null) {
        refuse("Field '" + name + "' is not allowed");
      } else if (name.equals("Task") && !hasToken(state)) {
        refuse("'Task' field is only supported for .sync and .waitForTaskToken tasks"); // our text
      } else if (context.get(name) instanceof JsonObject part) {
        check(name, part, members);
      } else {
        refuse(name + " must be an object");
      }
    }
  }

  private static void check(String name, JsonObject part, Map<String, String> members) {
    for (String member : part.names()) {
      String type = members.get(member);
      Json value = part.get(member);
      if (type == null || value == null) {
        refuse("Field '" + member + "' is not allowed");
      } else if (!isOf(type, value)) {
        refuse(name + "." + member + " must be a " + type);
      }
    }
  }

  private static boolean isOf(String type, Json value) {
    return switch (type) {
      case ANY -> true;
      case TIME -> value instanceof JsonString text && isTime(text.value());
      default -> type.equals(value.typeName());
    };
  }

  private static boolean isTime(String text) {
    try {
      return DateTimeFormatter.ISO_DATE_TIME.parse(text).isSupported(ChronoField.YEAR);
    } catch (DateTimeException noTime) {
      return false;
    }
  }

  private static boolean hasToken(State state) {
    return state instanceof TaskState task
        && (task.resource().contains(".sync") || task.resource().endsWith(".waitForTaskToken"));
  }

  private static void refuse(String problem) {
    throw TestStateException.validation("Invalid Context object provided: " + problem);
  }
}
