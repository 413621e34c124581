package dev.stepwell.local.events;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes of an event what a target gets. */
final class TargetInput {

  private TargetInput() {}

  /** The text for a target. */
  static String of(TargetDefinition target, JsonObject event, String ruleArn) {
    String input = target.input();
    String path = target.inputPath();
    String template = target.inputTemplate();
    if (input != null) {
      return input;
    }
    if (path != null) {
      return EventPath.of(path).find(event).orElse(JsonNull.NULL).compact();
    }
    return template == null
        ? event.compact()
        : filled(template, values(target.inputPaths(), event, ruleArn));
  }

  private static Map<String, Json> values(
      Map<String, String> paths, JsonObject event, String ruleArn) {
    Map<String, Json> values = new LinkedHashMap<>();
    paths.forEach(
        (name, path) -> EventPath.of(path).find(event).ifPresent(value -> values.put(name, value)));
    String ruleName = ruleArn.substring(ruleArn.lastIndexOf('/') + 1);
    values.put("aws.events.rule-arn", Json.of(ruleArn));
    values.put("aws.events.rule-name", Json.of(ruleName));
    values.put("aws.events.event.ingestion-time", Json.of(String.valueOf(event.string("time"))));
    values.put("aws.events.event.json", event);
    values.put("aws.events.event", event.without("detail"));
    return values;
  }

  /**
   * A template with its values. Between quotes a value is put as text, elsewhere as JSON; a name
   * without a value leaves nothing behind.
   */
  private static String filled(String template, Map<String, Json> values) {
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    int at = 0;
    while (at < template.length()) {
      char each = template.charAt(at);
      int end = each == '<' ? template.indexOf('>', at) : -1;
      if (end > 0 && isName(template.substring(at + 1, end))) {
        text.append(spelled(values.get(template.substring(at + 1, end)), quoted));
        at = end + 1;
        continue;
      }
      if (each == '\\' && quoted && at + 1 < template.length()) {
        text.append(each).append(template.charAt(at + 1));
        at += 2;
        continue;
      }
      quoted ^= each == '"';
      text.append(each);
      at++;
    }
    return text.toString();
  }

  private static boolean isName(String text) {
    return text.matches("[A-Za-z0-9_.-]+");
  }

  private static String spelled(@Nullable Json value, boolean quoted) {
    if (value == null) {
      return "";
    }
    if (!quoted) {
      return value.compact();
    }
    String text = value instanceof JsonString string ? string.value() : value.compact();
    String literal = Json.of(text).compact();
    return literal.substring(1, literal.length() - 1);
  }
}
