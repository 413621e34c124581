package dev.stepwell.local.spark;

import static dev.stepwell.local.sql.SqlText.literal;
import static dev.stepwell.local.sql.SqlText.name;

import dev.stepwell.local.glue.HiveTypes;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.spark.SparkStatement.Field;
import dev.stepwell.local.sql.CsvText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads CSV files as Spark's {@code csv} source does, and names the place if a file is broken. */
final class CsvInput {

  private static final Set<String> OPTIONS =
      Set.of(
          "path",
          "header",
          "mode",
          "enforceschema",
          "sep",
          "delimiter",
          "quote",
          "escape",
          "nullvalue",
          "inferschema",
          "multiline",
          "encoding",
          "recursivefilelookup");
  private static final Pattern LINE = Pattern.compile("CSV Error on Line: (\\d+)");
  private static final Pattern ORIGINAL = Pattern.compile("Original Line: ?(.*)");
  private static final Pattern FOUND =
      Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");
  private static final Pattern FILE = Pattern.compile("file = (.*)");
  private static final Pattern CONVERSION =
      Pattern.compile("Error when converting column \"(.*?)\"\\. (Could not convert .*)");

  private final InputFiles files;
  private final Map<String, String> options;
  private final List<Field> fields;
  private final boolean header;
  private final String mode;

  CsvInput(InputFiles files, @Nullable List<Field> fields, Map<String, String> options) {
    for (String option : options.keySet()) {
      if (!OPTIONS.contains(option)) {
        throw new SparkScriptException(
            "the csv option '" + option + "' is not supported here; supported are " + OPTIONS);
      }
    }
    this.files = files;
    this.options = options;
    this.header = isTrue("header");
    this.mode = options.getOrDefault("mode", "PERMISSIVE").toUpperCase(Locale.ROOT);
    if (!Set.of("PERMISSIVE", "DROPMALFORMED", "FAILFAST").contains(mode)) {
      throw new SparkScriptException(
          "the csv mode '" + mode + "' is none of PERMISSIVE, DROPMALFORMED and FAILFAST");
    }
    this.fields = fields == null ? namedByFiles() : fields;
    if (header && "false".equalsIgnoreCase(options.get("enforceschema"))) {
      files.objects().forEach(this::checkHeader);
    }
  }

  private boolean isTrue(String option) {
    return "true".equalsIgnoreCase(options.get(option));
  }

  private String separator() {
    String separator = options.getOrDefault("sep", options.getOrDefault("delimiter", ","));
    if (separator.length() != 1) {
      throw new SparkScriptException("the csv separator must be one character: " + separator);
    }
    return separator;
  }

  private List<Field> namedByFiles() {
    List<Field> named = new ArrayList<>();
    if (!files.objects().isEmpty()) {
      List<String> first = firstLine(files.objects().get(0));
      for (int i = 0; i < first.size(); i++) {
        named.add(new Field(header ? first.get(i) : "_c" + i, "string"));
      }
    }
    return named;
  }

  private List<String> firstLine(S3Object file) {
    try (BufferedReader in = Files.newBufferedReader(file.file(), StandardCharsets.UTF_8)) {
      String line = in.readLine();
      List<List<String>> rows = CsvText.rows(line == null ? "" : line, separator().charAt(0), 1);
      return rows.isEmpty() ? List.of() : rows.get(0);
    } catch (CharacterCodingException noText) {
      throw new SparkScriptException(
          address(file) + ", line 1: is no text in UTF-8, so it is no CSV", noText);
    } catch (IOException failure) {
      throw new SparkScriptException(address(file) + " cannot be read: " + failure, failure);
    }
  }

  private String address(S3Object file) {
    return files.addressOf(file.file().toString());
  }

  private void checkHeader(S3Object file) {
    List<String> wanted = fields.stream().map(field -> lower(field.name())).toList();
    List<String> found = firstLine(file);
    List<String> lower = found.stream().map(CsvInput::lower).toList();
    if (lower.equals(wanted)) {
      return;
    }
    List<String> missing = new ArrayList<>(wanted);
    missing.removeAll(lower);
    List<String> surplus = new ArrayList<>(lower);
    surplus.removeAll(wanted);
    StringBuilder message = new StringBuilder();
    message.append(address(file)).append(", line 1: the header does not name the columns wanted. ");
    if (!missing.isEmpty()) {
      message.append("Missing: ").append(String.join(", ", missing)).append(". ");
    }
    if (!surplus.isEmpty()) {
      message.append("Unknown: ").append(String.join(", ", surplus)).append(". ");
    }
    message.append("Wanted: ").append(String.join(", ", wanted));
    message.append(". Found: ").append(String.join(", ", found)).append('.');
    throw new SparkScriptException(message.toString());
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** The query that reads the files. */
  String select() {
    if (fields.isEmpty()) {
      throw new SparkScriptException(
          files.address() + " has no file with a first line, so the columns are not known");
    }
    boolean typed = mode.equals("FAILFAST");
    StringJoiner columns = new StringJoiner(", ", "{", "}");
    StringJoiner casts = new StringJoiner(", ");
    for (Field field : fields) {
      String type = type(field);
      columns.add(name(field.name()) + ": " + literal(typed ? type : "VARCHAR"));
      if (!typed && !type.equals("VARCHAR")) {
        casts.add("TRY_CAST(" + name(field.name()) + " AS " + type + ") AS " + name(field.name()));
      }
    }
    if (files.objects().isEmpty()) {
      StringJoiner nothing = new StringJoiner(", ");
      fields.forEach(f -> nothing.add("CAST(NULL AS " + type(f) + ") AS " + name(f.name())));
      return "SELECT " + nothing + " WHERE false";
    }
    String replaced = casts.length() == 0 ? "" : " REPLACE (" + casts + ")";
    String reader =
        isTrue("inferschema")
            ? ", auto_detect = true, header = " + header
            : ", auto_detect = false, header = " + header + ", columns = " + columns;
    return "SELECT "
        + files.columns()
        + (isTrue("inferschema") ? "" : replaced)
        + " FROM read_csv("
        + files.list()
        + reader
        + ", delim = "
        + literal(separator())
        + ", quote = "
        + literal(options.getOrDefault("quote", "\""))
        + ", escape = "
        + literal(options.getOrDefault("escape", "\""))
        + ", nullstr = "
        + literal(options.getOrDefault("nullvalue", ""))
        + ", null_padding = "
        + mode.equals("PERMISSIVE")
        + ", ignore_errors = "
        + mode.equals("DROPMALFORMED")
        + ", hive_partitioning = "
        + files.isPartitioned()
        + ")";
  }

  private static String type(Field field) {
    try {
      return HiveTypes.toDuck(field.type());
    } catch (IllegalArgumentException unknown) {
      throw new SparkScriptException("column " + field.name() + ": " + unknown.getMessage());
    }
  }

  /** What DuckDB says about a broken file, with file, line, what was expected and what is there. */
  SparkScriptException explain(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    Matcher line = LINE.matcher(message);
    Matcher file = FILE.matcher(message);
    if (!line.find() || !file.find()) {
      return new SparkScriptException(message, failure);
    }
    StringBuilder text = new StringBuilder();
    text.append(files.addressOf(file.group(1).strip())).append(", line ").append(line.group(1));
    Matcher found = FOUND.matcher(message);
    Matcher conversion = CONVERSION.matcher(message);
    if (found.find()) {
      text.append(": expected ").append(found.group(1)).append(" fields (");
      text.append(String.join(", ", fields.stream().map(Field::name).toList()));
      text.append("), found ").append(found.group(2));
    } else if (conversion.find()) {
      text.append(", column ").append(conversion.group(1)).append(": ");
      text.append(conversion.group(2));
    } else if (message.contains("unterminated quote")) {
      text.append(": a quote is opened and never closed");
    } else {
      text.append(": ").append(message.lines().skip(2).findFirst().orElse(message));
    }
    Matcher original = ORIGINAL.matcher(message);
    if (original.find()) {
      text.append(". The line is: ").append(original.group(1));
    }
    return new SparkScriptException(text.toString(), failure);
  }
}
