package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Finds the items in what S3 answered. */
final class ItemFile {

  private ItemFile() {}

  /**
   * The items.
   *
   * @param answer of getObject ({@code Body}) or listObjectsV2 ({@code Contents})
   * @param config the reader's {@code ReaderConfig}
   * @throws IllegalArgumentException if the answer cannot be read so; the message is AWS's where
   *     known
   */
  static List<Json> items(Json answer, JsonObject config) {
    JsonObject object = answer instanceof JsonObject given ? given : JsonObject.EMPTY;
    if (object.get("Body") instanceof JsonString body) {
      return ofText(body.value(), config);
    }
    return object.array("Contents").stream().map(each -> listed((JsonObject) each)).toList();
  }

  /** An object of a listing, in the spelling of the reader. */
  private static Json listed(JsonObject object) {
    JsonObject.Builder item = JsonObject.builder();
    object.forEach(
        (name, value) -> {
          if (name.equals("ETag")) {
            item.put("Etag", value);
          } else if (name.equals("LastModified") && value instanceof JsonString time) {
            item.put(name, Json.of(Instant.parse(time.value()).toEpochMilli() / 1000.0));
          } else {
            item.put(name, value);
          }
        });
    return item.build();
  }

  private static List<Json> ofText(String text, JsonObject config) {
    String type = Optional.ofNullable(config.string("InputType")).orElse("JSON");
    return switch (type) {
      case "JSON" -> ofJson(Json.parse(text), config);
      case "JSONL" -> text.lines().filter(line -> !line.isBlank()).map(Json::parse).toList();
      case "CSV" -> ofCsv(text, config);
      default ->
          throw new IllegalArgumentException(
              "InputType " + type + " cannot be read; CSV, JSON and JSONL can");
    };
  }

  private static List<Json> ofJson(Json document, JsonObject config) {
    String pointer = config.string("ItemsPointer");
    Json found = pointer == null ? document : at(document, pointer);
    if (found instanceof JsonArray array) {
      return array.asList();
    }
    throw new IllegalArgumentException("Attempting to map over non-iterable node.");
  }

  private static Json at(Json document, String pointer) {
    Json found = document;
    for (String step : pointer.substring(Math.min(1, pointer.length())).split("/")) {
      String name = step.replace("~1", "/").replace("~0", "~");
      Json next = found instanceof JsonObject object ? object.get(name) : null;
      if (next == null && found instanceof JsonArray array && name.matches("\\d{1,9}")) {
        int index = Integer.parseInt(name);
        next = index < array.length() ? array.get(index) : null;
      }
      if (next == null) {
        throw new IllegalArgumentException(
            "The provided ReaderConfig.ItemsPointer does not match any valid path in the JSON"
                + " structure.");
      }
      found = next;
    }
    return found;
  }

  private static List<Json> ofCsv(String text, JsonObject config) {
    List<List<String>> rows = CsvRows.read(text, delimiter(config.string("CSVDelimiter")));
    List<String> header = new ArrayList<>();
    int first = 0;
    if ("GIVEN".equals(config.string("CSVHeaderLocation"))) {
      config.array("CSVHeaders").forEach(name -> header.add(((JsonString) name).value()));
    } else if (!rows.isEmpty()) {
      header.addAll(rows.get(0));
      first = 1;
    }
    if (new HashSet<>(header).size() < header.size()) {
      throw new IllegalArgumentException("CSV headers cannot contain duplicates.");
    }
    JsonObject.Builder names = JsonObject.builder();
    header.forEach(name -> names.put(name, ""));
    JsonObject shape = names.build();
    List<Json> items = new ArrayList<>(rows.size());
    for (List<String> row : rows.subList(first, rows.size())) {
      Json[] values = new Json[shape.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Json.of(i < row.size() ? row.get(i) : "");
      }
      items.add(shape.withValues(values));
    }
    return items;
  }

  private static char delimiter(@org.jspecify.annotations.Nullable String name) {
    return switch (name == null ? "COMMA" : name) {
      case "PIPE" -> '|';
      case "SEMICOLON" -> ';';
      case "SPACE" -> ' ';
      case "TAB" -> '\t';
      default -> ',';
    };
  }
}
