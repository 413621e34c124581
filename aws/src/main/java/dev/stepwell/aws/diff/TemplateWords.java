package dev.stepwell.aws.diff;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of templates as people write them: {@code {"Ref": "A"}} is <code>${A}</code>. */
final class TemplateWords {

  private TemplateWords() {}

  /** The type of a resource in brackets; empty for other elements. */
  static String type(@Nullable Json element) {
    String type = element instanceof JsonObject object ? object.string("Type") : null;
    return type == null || !type.contains("::") ? "" : "  (" + type + ")";
  }

  /** {@code may sns:Publish on ${AlertsTopic}}. */
  static String right(@Nullable Json statement) {
    if (!(statement instanceof JsonObject right)) {
      return value(statement);
    }
    String who = right.has("Principal") ? value(right.get("Principal")) + " " : "";
    String verb = "Deny".equals(right.string("Effect")) ? "must not " : "may ";
    String where = right.has("Resource") ? " on " + list(right.get("Resource")) : "";
    String when = right.has("Condition") ? " if " + value(right.get("Condition")) : "";
    return who + verb + list(right.get("Action")) + where + when;
  }

  private static String list(@Nullable Json value) {
    return value instanceof JsonArray items
        ? items.stream().map(TemplateWords::value).collect(Collectors.joining(", "))
        : value(value);
  }

  static String value(@Nullable Json value) {
    if (value == null) {
      return "";
    }
    Json spelled = spelled(value);
    return spelled instanceof JsonString text ? text.value() : spelled.compact();
  }

  private static Json spelled(Json value) {
    if (value instanceof JsonArray items) {
      return items.stream().map(TemplateWords::spelled).collect(JsonArray.collector());
    } else if (value instanceof JsonObject object) {
      return object.length() == 1
          ? function(object, object.nameAt(0), object.valueAt(0))
          : members(object);
    }
    return value;
  }

  private static Json function(JsonObject call, String name, Json argument) {
    return switch (name) {
      case "Ref" -> Json.of("${" + value(argument) + "}");
      case "Fn::Sub" -> argument;
      case "Fn::GetAtt" ->
          Json.of(
              argument instanceof JsonArray path
                  ? path.stream()
                      .map(TemplateWords::value)
                      .collect(Collectors.joining(".", "${", "}"))
                  : "${" + value(argument) + "}");
      default -> members(call);
    };
  }

  private static Json members(JsonObject object) {
    JsonObject.Builder members = JsonObject.builder();
    object.forEach((name, member) -> members.put(name, spelled(member)));
    return members.build();
  }
}
