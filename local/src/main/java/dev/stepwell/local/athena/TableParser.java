package dev.stepwell.local.athena;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.HiveTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what follows the name in {@code CREATE EXTERNAL TABLE}. For one statement. */
final class TableParser {

  private final Cursor cursor;
  private final Map<String, String> serde = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private List<Json> keys = List.of();
  private String library = Storage.TEXT.serde();
  private Storage storage = Storage.TEXT;
  private String location = "";

  TableParser(Cursor cursor) {
    this.cursor = cursor;
  }

  /** The {@code TableInput} of the table. */
  JsonObject input(String name) throws SyntaxException {
    List<Json> columns = columns();
    parameters.put("EXTERNAL", "TRUE");
    while (!cursor.isAtEnd()) {
      clause();
    }
    if (location.isEmpty()) {
      throw SyntaxException.of(
          "SemanticException: table " + name + " has no LOCATION; an external table needs one");
    }
    if (library.equals(Storage.TEXT.serde())) {
      serde.putIfAbsent("field.delim", "\u0001");
    }
    return Storage.input(
        name,
        columns,
        keys,
        storage.described(location, JsonArray.of(columns), library, serde),
        parameters);
  }

  private List<Json> columns() throws SyntaxException {
    List<Json> columns = new ArrayList<>();
    cursor.expect("(");
    do {
      String column = cursor.name();
      String type = cursor.type();
      try {
        HiveTypes.toDuck(type);
      } catch (IllegalArgumentException unknown) {
        throw SyntaxException.of("column " + column + ": " + unknown.getMessage());
      }
      JsonObject described = JsonObject.of("Name", Json.of(column), "Type", Json.of(type));
      columns.add(
          cursor.skip("comment") ? described.with("Comment", Json.of(cursor.text())) : described);
    } while (cursor.skip(","));
    cursor.expect(")");
    return columns;
  }

  private void clause() throws SyntaxException {
    if (cursor.skip("comment")) {
      parameters.put("comment", cursor.text());
    } else if (cursor.skip("partitioned", "by")) {
      keys = columns();
    } else if (cursor.skip("row", "format", "delimited")) {
      delimited();
    } else if (cursor.skip("row", "format", "serde")) {
      library = cursor.text();
      storage = Storage.ofSerde(library);
      if (cursor.skip("with", "serdeproperties")) {
        serde.putAll(cursor.textProperties());
      }
    } else if (cursor.skip("stored", "as", "inputformat")) {
      cursor.text();
      cursor.expect("outputformat");
      cursor.text();
    } else if (cursor.skip("stored", "as")) {
      Storage named = Storage.named(cursor.name());
      if (storage == Storage.TEXT) {
        storage = named;
        library = named.serde();
      }
    } else if (cursor.skip("location")) {
      location = cursor.text();
    } else if (cursor.skip("tblproperties")) {
      parameters.putAll(cursor.textProperties());
    } else {
      throw cursor.unexpected(
          "'PARTITIONED BY', 'ROW FORMAT', 'STORED AS', 'LOCATION', 'TBLPROPERTIES'");
    }
  }

  private void delimited() throws SyntaxException {
    while (true) {
      if (cursor.skip("fields", "terminated", "by")) {
        String delimiter = unescaped(cursor.text());
        serde.put("field.delim", delimiter);
        serde.put("serialization.format", delimiter);
        if (cursor.skip("escaped", "by")) {
          serde.put("escape.delim", unescaped(cursor.text()));
        }
      } else if (cursor.skip("lines", "terminated", "by")) {
        serde.put("line.delim", unescaped(cursor.text()));
      } else if (cursor.skip("collection", "items", "terminated", "by")) {
        serde.put("colelction.delim", unescaped(cursor.text()));
      } else if (cursor.skip("map", "keys", "terminated", "by")) {
        serde.put("mapkey.delim", unescaped(cursor.text()));
      } else if (cursor.skip("null", "defined", "as")) {
        serde.put("serialization.null.format", cursor.text());
      } else {
        return;
      }
    }
  }

  /** Hive's escapes in a delimiter. */
  private static String unescaped(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "\\t" -> "\t";
      case "\\n" -> "\n";
      case "\\\\" -> "\\";
      case "\\001", "\\u0001" -> "\u0001";
      default -> text;
    };
  }
}
