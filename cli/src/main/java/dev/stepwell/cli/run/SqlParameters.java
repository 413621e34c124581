package dev.stepwell.cli.run;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the members of a run's input into the SQL of a report, where {@code :name} stands. */
final class SqlParameters {

  /** A text in quotes, a cast's two colons, or a parameter; only the last is replaced. */
  private static final Pattern PIECE = Pattern.compile("'[^']*'|::|:([A-Za-z_][A-Za-z0-9_]*)");

  private SqlParameters() {}

  /** The SQL with its parameters as literals; one that the input has not is NULL. */
  static String bind(String sql, JsonObject input) {
    return PIECE
        .matcher(sql)
        .replaceAll(
            piece ->
                Matcher.quoteReplacement(
                    piece.group(1) == null ? piece.group() : literal(input, piece.group(1))));
  }

  private static String literal(JsonObject input, String name) {
    return input
        .find(name)
        .map(Json::compact)
        .map(text -> input.get(name) instanceof JsonString string ? quoted(string.value()) : text)
        .orElse("NULL");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
