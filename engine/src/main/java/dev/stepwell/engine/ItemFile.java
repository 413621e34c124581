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
import org.jspecify.annotations.Nullable;

/** Finds the items in what S3 answered. */
final class ItemFile {

  private ItemFile() {}

  /**
   * The items: an array, or an object whose members they are.
   *
   * @param answer of getObject, or as {@link ItemObjects} has it
   * @param config the reader's {@code ReaderConfig}
   * @param mapsObjects whether an object's members are items too
   * @throws IllegalArgumentException if the answer cannot be read so; the message is AWS's where
   *     known
   */
  static Json items(Json answer, JsonObject config, boolean mapsObjects) {
    if (answer instanceof JsonObject object && object.get("Rows") instanceof JsonArray rows) {
      return rows;
    }
    String type = Optional.ofNullable(config.string("InputType")).orElse("JSON");
    return switch (type) {
      case "JSON" -> ofJson(Json.parse(ItemContent.text(answer)), config, mapsObjects);
      case "JSONL" -> JsonArray.of(ofLines(ItemContent.text(answer)));
      case "CSV" -> JsonArray.of(ofCsv(ItemContent.text(answer), config));
      case "PARQUET" ->
          throw new IllegalArgumentException(
              "InputType PARQUET cannot be read here: nobody gives the rows; serve 'Rows' with a"
                  + " handler for "
                  + ItemObjects.RESOURCE);
      default ->
          throw new IllegalArgumentException(
              "InputType " + type + " cannot be read; CSV, JSON, JSONL, MANIFEST and PARQUET can");
    };
  }

  /** The objects of a page of a listing, in the spelling of the reader. */
  static JsonArray listed(JsonObject page) {
    return page.array("Contents").stream()
        .map(each -> entry((JsonObject) each))
        .collect(JsonArray.collector());
  }

  private static Json entry(JsonObject object) {
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

  private static List<Json> ofLines(String text) {
    List<Json> items = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        items.add(Json.parse(line));
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException("Line " + number + ": " + wrong.getMessage(), wrong);
      }
    }
    return items;
  }

  private static Json ofJson(Json document, JsonObject config, boolean mapsObjects) {
    String pointer = config.string("ItemsPointer");
    Json found = pointer == null ? document : at(document, pointer);
    if (found instanceof JsonArray || (mapsObjects && found instanceof JsonObject)) {
      return found;
    }
    throw new IllegalArgumentException("Attempting to map over non-iterable node.");
  }

  private static Json at(Json document, String pointer) {
    Json found = document;
    if (pointer.isEmpty()) {
      return document;
    }
    for (String step : pointer.substring(1).split("/", -1)) {
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

  private static char delimiter(@Nullable String name) {
    return switch (name == null ? "COMMA" : name) {
      case "PIPE" -> '|';
      case "SEMICOLON" -> ';';
      case "SPACE" -> ' ';
      case "TAB" -> '\t';
      default -> ',';
    };
  }
}
