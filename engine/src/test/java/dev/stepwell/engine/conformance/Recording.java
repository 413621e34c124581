package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.WorkflowType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One recorded behaviour of AWS.
 *
 * @param file where it is, relative to the corpus
 * @param json the case
 */
record Recording(String file, JsonObject json) {

  /** All cases that can be replayed, by file name. */
  static List<Recording> all(Path corpus) {
    try (var files = Files.walk(corpus, 2)) {
      return files
          .filter(file -> file.toString().endsWith(".json") && !file.getParent().equals(corpus))
          .sorted()
          .map(file -> read(corpus, file))
          .filter(each -> Kinds.isKnown(each.text("kind")))
          .filter(each -> Json.of(true).equals(each.json().get("replayable")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recording read(Path corpus, Path file) {
    try {
      return new Recording(
          corpus.relativize(file).toString(), (JsonObject) Json.parse(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String member) {
    return String.valueOf(json.string(member));
  }

  boolean isAws() {
    return text("provenance").equals("aws");
  }

  boolean isTable() {
    return text("kind").equals("execution-table");
  }

  boolean is(String member) {
    return Json.of(true).equals(json.get(member));
  }

  JsonObject expected() {
    return json.object("expected");
  }

  List<JsonObject> events() {
    return expected().array("events").stream().map(JsonObject.class::cast).toList();
  }

  Json input() {
    Json input = json.get("input");
    return input == null ? JsonObject.EMPTY : input;
  }

  String definition() {
    String text = json.string("definition_text");
    return text != null ? text : json.object("definition").text();
  }

  WorkflowType type() {
    return WorkflowType.valueOf(text("type"));
  }

  WorkflowType typeOrStandard() {
    return json.has("type") ? type() : WorkflowType.STANDARD;
  }

  Instant recorded() {
    return Instant.parse(text("recorded"));
  }

  Instant clock() {
    return json.get("clock") instanceof JsonString time ? Instant.parse(time.value()) : recorded();
  }

  String roleArn() {
    return events().stream()
        .map(event -> event.object("executionStartedEventDetails").string("roleArn"))
        .filter(role -> role != null)
        .findFirst()
        .orElse(json.compact().contains("sfn_role_arn") ? "sfn_role_arn" : "snf_role_arn");
  }

  Set<String> texts(String member) {
    JsonArray texts = json.array(member);
    return texts.stream()
        .filter(JsonString.class::isInstance)
        .map(text -> ((JsonString) text).value())
        .collect(Collectors.toSet());
  }

  boolean isPartial() {
    return texts("needs").contains("partial-history");
  }

  static int id(JsonObject event) {
    return ((JsonNumber) orNull(event.get("id"))).intValueExact();
  }

  static int previous(JsonObject event) {
    return ((JsonNumber) orNull(event.get("previousEventId"))).intValueExact();
  }

  static String type(JsonObject event) {
    return String.valueOf(event.string("type"));
  }

  /** The details of an event; empty for types without. */
  static JsonObject details(JsonObject event) {
    for (String name : event.names()) {
      if (name.endsWith("EventDetails")) {
        return event.object(name);
      }
    }
    return JsonObject.EMPTY;
  }

  private static Json orNull(@org.jspecify.annotations.Nullable Json value) {
    return value == null ? JsonNull.NULL : value;
  }

  @Override
  public String toString() {
    return file;
  }
}
