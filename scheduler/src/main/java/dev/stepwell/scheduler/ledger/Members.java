package dev.stepwell.scheduler.ledger;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the members of a row's JSON; one that is missing says which. */
final class Members {

  private final JsonObject json;

  Members(String text) {
    this((JsonObject) Json.parse(text));
  }

  Members(JsonObject json) {
    this.json = json;
  }

  String text(String name) {
    String value = json.string(name);
    if (value == null) {
      throw new IllegalStateException("a row of the ledger has no '" + name + "': " + json);
    }
    return value;
  }

  @Nullable String textOrNull(String name) {
    return json.string(name);
  }

  long number(String name) {
    if (json.get(name) instanceof JsonNumber number) {
      return number.longValue();
    }
    throw new IllegalStateException("a row of the ledger has no number '" + name + "': " + json);
  }

  /** Whether a member is true; one that rows of earlier versions lack is not. */
  boolean isTrue(String name) {
    return Json.of(true).equals(json.get(name));
  }

  boolean flag(String name) {
    return "true".equals(text(name));
  }

  Instant time(String name) {
    return Instant.parse(text(name));
  }

  @Nullable Instant timeOrNull(String name) {
    String text = json.string(name);
    return text == null ? null : Instant.parse(text);
  }

  Json json(String name) {
    return json.find(name)
        .orElseThrow(
            () -> new IllegalStateException("a row of the ledger has no '" + name + "': " + json));
  }

  @Nullable Json jsonOrNull(String name) {
    return json.get(name);
  }

  JsonObject object(String name) {
    return json.object(name);
  }

  Set<String> texts(String name) {
    Set<String> texts = new LinkedHashSet<>();
    for (Json each : json.array(name)) {
      texts.add(((JsonString) each).value());
    }
    return texts;
  }

  static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  static JsonArray array(Collection<String> texts) {
    return new TreeSet<>(texts).stream().<Json>map(Json::of).collect(JsonArray.collector());
  }
}
