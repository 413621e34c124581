package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills recorded parameters with the names and tokens of this run. */
final class ApiParameters {

  private static final Pattern PLACEHOLDER = Pattern.compile("<[^<> ]+>");
  private static final Pattern LONG_TOKEN = Pattern.compile("<invalid_token_(\\d+)_chars>");
  private static final Pattern GENERATED = Pattern.compile("gen\\d+");
  private static final String ARN = "arn:aws:states:us-east-1:111111111111:";
  private static final Json LOG_GROUP =
      Json.of("arn:aws:logs:us-east-1:111111111111:log-group:log_group_name:*");

  private static final Map<String, String> KINDS =
      Map.of(
          "stateMachineArn", "stateMachine:",
          "executionArn", "execution:none:",
          "activityArn", "activity:");

  private final Likeness likeness;
  private final List<String> started = new ArrayList<>();
  private final Map<String, List<Json>> seen = new HashMap<>();

  ApiParameters(Likeness likeness) {
    this.likeness = likeness;
  }

  /** Remembers what a response gave. */
  void see(JsonObject response) {
    response.forEach(
        (name, value) -> seen.computeIfAbsent(name, any -> new ArrayList<>()).add(value));
    String execution = response.string("executionArn");
    if (execution != null && !started.contains(execution)) {
      started.add(execution);
    }
  }

  /** The parameters of a call; those without a value are left out. */
  JsonObject filled(JsonObject recorded, boolean fails, @Nullable String code) {
    JsonObject.Builder json = JsonObject.builder();
    recorded.forEach(
        (name, value) -> {
          if (value != JsonNull.NULL || name.equals("input")) {
            json.put(name, filled(name, value, fails, code));
          }
        });
    return json.build();
  }

  private Json filled(String name, Json value, boolean fails, @Nullable String code) {
    if (name.equals("definition")) {
      return value instanceof JsonString ? value : Json.of(definition(value.compact()));
    }
    if (name.equals("input") || name.equals("output")) {
      boolean raw = value instanceof JsonString && fails && String.valueOf(code).startsWith("Inv");
      return raw ? value : Json.of(value.compact());
    }
    if (value instanceof JsonObject object) {
      return filled(object, fails, code);
    }
    if (value instanceof JsonArray array) {
      return array.stream()
          .map(each -> filled(name, each, fails, code))
          .collect(JsonArray.collector());
    }
    if (!(value instanceof JsonString text)) {
      return value;
    }
    if (GENERATED.matcher(text.value()).matches()) {
      return generated(name, fails);
    }
    if (ApiValues.isWrittenOver(name, value)) {
      return writtenOver(name, text.value(), code);
    }
    return Json.of(named(name, text.value()));
  }

  /** The definition with resources that have the shape of ARNs. */
  private String definition(String text) {
    String activity = likeness.meaning("<activity_arn>");
    return activity == null
        ? Placeholders.inDefinition(text)
        : text.replace("\"activity_arn\"", '"' + activity + '"');
  }

  /** A value that a response gave earlier; a call that must fail wants an outdated one. */
  private Json generated(String name, boolean fails) {
    if (name.equals("logGroupArn")) {
      return LOG_GROUP;
    }
    List<Json> values = seen.getOrDefault(name, List.of());
    if (values.isEmpty() || (fails && name.equals("nextToken"))) {
      return Json.of("generated");
    }
    boolean outdated = fails && values.size() > 1;
    return values.get(values.size() - (outdated ? 2 : 1));
  }

  private Json writtenOver(String name, String word, @Nullable String code) {
    String known = likeness.meaning("<" + word + ">");
    if (known != null) {
      return Json.of(known);
    }
    String kind = KINDS.get(name);
    if ("InvalidArn".equals(code) || kind == null) {
      return Json.of(word);
    }
    likeness.bind("<" + word + ">", ARN + kind + word);
    return Json.of(ARN + kind + word);
  }

  private String named(String name, String text) {
    Matcher longToken = LONG_TOKEN.matcher(text);
    if (longToken.matches()) {
      return "x".repeat(Integer.parseInt(longToken.group(1)));
    }
    String marked = text.replaceAll(":(gen\\d+)$", ":<$1>");
    if (name.equals("executionArn")) {
      claim(marked);
    }
    Matcher matcher = PLACEHOLDER.matcher(marked);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String placeholder = matcher.group();
      String meaning = likeness.meaning(placeholder);
      if (meaning == null) {
        meaning = placeholder.substring(1, placeholder.length() - 1);
        likeness.bind(placeholder, meaning);
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(meaning));
    }
    return matcher.appendTail(filled).toString();
  }

  /** Gives an execution's ARN that is new in the recording the meaning of one started here. */
  private void claim(String recorded) {
    if (!isNew(recorded)) {
      return;
    }
    for (String arn : started) {
      if (!likeness.isMeant(arn.substring(arn.lastIndexOf(':') + 1))
          && likeness.difference(Json.of(recorded), Json.of(arn), "") == null) {
        return;
      }
    }
  }

  private boolean isNew(String recorded) {
    Matcher matcher = PLACEHOLDER.matcher(recorded);
    while (matcher.find()) {
      if (likeness.meaning(matcher.group()) == null) {
        return true;
      }
    }
    return false;
  }
}
