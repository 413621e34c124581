package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads JSON values one after the other, as Redshift's {@code COPY .. JSON} does. */
final class JsonRecords implements Records {

  private static final int INVALID_LINE = 1216;

  /** Which parts of a value go to the columns. */
  @FunctionalInterface
  interface Mapping {

    /** The columns' values, null for one that is not there. */
    List<@Nullable Json> of(Json value);
  }

  private final Reader in;
  private final Mapping mapping;
  private final boolean anyValue;
  private final List<@Nullable String> fields = new ArrayList<>();
  private @Nullable Problem problem;
  private long nextLine = 1;
  private long line;

  /**
   * The values of a text.
   *
   * @param anyValue whether a value may be something else than an object
   */
  JsonRecords(Reader in, Mapping mapping, boolean anyValue) {
    this.in = in;
    this.mapping = mapping;
    this.anyValue = anyValue;
  }

  /** Columns by the names of members. */
  static Mapping byName(List<String> columns, boolean ignoreCase) {
    return value -> {
      Map<String, Json> members = new TreeMap<>();
      if (value instanceof JsonObject object) {
        object.forEach(
            (name, member) ->
                members.putIfAbsent(ignoreCase ? name.toLowerCase(Locale.ROOT) : name, member));
      }
      List<@Nullable Json> found = new ArrayList<>();
      columns.forEach(column -> found.add(members.get(column)));
      return found;
    };
  }

  @Override
  public boolean next() throws IOException {
    fields.clear();
    problem = null;
    String text = value();
    if (text.isEmpty()) {
      return false;
    }
    try {
      Json value = Json.parse(text);
      if (value instanceof JsonObject || anyValue) {
        mapping.of(value).forEach(part -> fields.add(field(part)));
      } else {
        problem =
            new Problem(
                INVALID_LINE,
                "Invalid JSON: an object is expected, but this is " + value.typeName());
      }
    } catch (JsonSyntaxException wrong) {
      problem = new Problem(INVALID_LINE, "Invalid JSON: " + wrong.getMessage());
    }
    return true;
  }

  private static @Nullable String field(@Nullable Json part) {
    if (part == null || part instanceof JsonNull) {
      return null;
    }
    return part instanceof JsonString text ? text.value() : part.compact();
  }

  /** The text of the next value: up to the bracket that closes it, or to a space outside any. */
  private String value() throws IOException {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    boolean escaped = false;
    int c;
    while ((c = in.read()) >= 0) {
      if (c == '\n') {
        nextLine++;
      }
      if (depth == 0 && !quoted && Character.isWhitespace(c)) {
        if (text.isEmpty()) {
          continue;
        }
        return text.toString();
      }
      if (text.isEmpty()) {
        line = nextLine;
      }
      text.append((char) c);
      if (quoted) {
        quoted = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if (depth <= 0) {
          return text.toString();
        }
      }
    }
    return text.toString();
  }

  @Override
  public List<@Nullable String> fields() {
    return fields;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public @Nullable Problem problem() {
    return problem;
  }
}
