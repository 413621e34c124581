package dev.stepwell.local.redshift;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows the source of a COPY. Options that change only speed or place are accepted; one that
 * is not known here is refused by name, because ignoring it would load other rows than AWS.
 */
final class CopyOptions {

  private static final Set<String> FLAGS =
      Set.of(
          "manifest",
          "blanksasnull",
          "emptyasnull",
          "ignoreblanklines",
          "trimblanks",
          "fillrecord",
          "explicit_ids",
          "noload",
          "acceptanydate",
          "roundec",
          "escape",
          "removequotes",
          "truncatecolumns",
          "ignoreallerrors");

  private static final Set<String> TEXTS =
      Set.of("delimiter", "quote", "dateformat", "timeformat", "region", "encoding", "fixedwidth");
  private static final Set<String> NUMBERS = Set.of("ignoreheader", "maxerror", "comprows");
  private static final Set<String> SWITCHES = Set.of("statupdate", "compupdate");

  /** What COPY from columnar files takes. */
  private static final Set<String> COLUMNAR =
      Set.of(
          "acceptinvchars",
          "fillrecord",
          "statupdate",
          "compupdate",
          "manifest",
          "explicit_ids",
          "serializetojson");

  /** What goes with none of a format. */
  private static final Map<Format, Set<String>> EXCLUDED =
      Map.of(
          Format.TEXT, Set.of("quote"),
          Format.CSV, Set.of("fixedwidth", "removequotes", "escape"),
          Format.FIXEDWIDTH, Set.of("delimiter", "quote", "escape", "removequotes"),
          Format.JSON,
              Set.of(
                  "delimiter",
                  "quote",
                  "escape",
                  "fillrecord",
                  "fixedwidth",
                  "ignoreblanklines",
                  "null",
                  "removequotes"));

  private static final Map<String, Charset> ENCODINGS =
      Map.of(
          "utf8", StandardCharsets.UTF_8,
          "utf16", StandardCharsets.UTF_16,
          "utf16le", StandardCharsets.UTF_16LE,
          "utf16be", StandardCharsets.UTF_16BE);

  enum Format {
    TEXT,
    CSV,
    FIXEDWIDTH,
    JSON,
    PARQUET
  }

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<String> given = new LinkedHashSet<>();
  private @Nullable Format stated;
  private Compression compression = Compression.NONE;
  private @Nullable String role;

  static CopyOptions parse(Cursor cursor) throws WarehouseException {
    CopyOptions options = new CopyOptions();
    while (!cursor.atEnd()) {
      options.next(cursor);
    }
    options.check();
    return options;
  }

  private void next(Cursor cursor) throws WarehouseException {
    cursor.take("with");
    String name = cursor.name();
    if (name.equals("format")) {
      cursor.take("as");
      name = cursor.name();
      if (formatOf(name) == null) {
        throw unknownFormat(name);
      }
    }
    if (!given.add(name) && formatOf(name) == null) {
      throw new WarehouseException("conflicting or redundant options");
    }
    Format format = formatOf(name);
    if (name.equals("iam_role") || name.equals("credentials")) {
      role = Credentials.role(cursor, name);
    } else if (format != null) {
      state(format, cursor);
    } else if (Compression.isNamed(name)) {
      if (compression != Compression.NONE) {
        throw new WarehouseException("conflicting or redundant options");
      }
      compression = Compression.of(name);
    } else {
      option(name, cursor);
    }
  }

  private static @Nullable Format formatOf(String name) {
    return switch (name) {
      case "csv" -> Format.CSV;
      case "json" -> Format.JSON;
      case "parquet" -> Format.PARQUET;
      default -> null;
    };
  }

  private void state(Format format, Cursor cursor) throws WarehouseException {
    if (stated != null) {
      throw new WarehouseException("conflicting or redundant options");
    }
    stated = format;
    if (format == Format.JSON) {
      cursor.take("as");
      Token token = cursor.peek();
      boolean said = token != null && token.kind() == Token.Kind.TEXT;
      texts.put("json", said ? cursor.text() : "auto");
    } else if (format == Format.PARQUET && cursor.take("serializetojson")) {
      texts.put("serializetojson", "");
    }
  }

  private static WarehouseException unknownFormat(String name) {
    return new WarehouseException(
        "COPY format '%s' is not supported by the local warehouse; use CSV, JSON, PARQUET, FIXEDWIDTH or delimited text"
            .formatted(name));
  }

  private void option(String name, Cursor cursor) throws WarehouseException {
    if (FLAGS.contains(name)) {
      texts.put(name, "");
      if (name.equals("ignoreblanklines") || name.equals("acceptanydate")) {
        cursor.take("as");
      }
    } else if (TEXTS.contains(name)) {
      cursor.take("as");
      boolean word = name.equals("encoding") && cursor.peek() != null && !isText(cursor);
      texts.put(name, word ? cursor.name() : cursor.text());
    } else if (name.equals("null")) {
      cursor.take("as");
      texts.put(name, cursor.text());
    } else if (name.equals("acceptinvchars")) {
      cursor.take("as");
      texts.put(name, isText(cursor) ? cursor.text() : "?");
    } else if (NUMBERS.contains(name)) {
      cursor.take("as");
      numbers.put(name, cursor.number());
    } else if (SWITCHES.contains(name)) {
      if (!cursor.take("on") && !cursor.take("off")) {
        cursor.take("preset");
      }
    } else if (name.equals("avro") || name.equals("orc") || name.equals("shapefile")) {
      throw unknownFormat(name);
    } else {
      throw new WarehouseException(
          "COPY option %s is not supported by the local warehouse"
              .formatted(name.toUpperCase(Locale.ROOT)));
    }
  }

  private static boolean isText(Cursor cursor) {
    Token token = cursor.peek();
    return token != null && token.kind() == Token.Kind.TEXT;
  }

  private void check() throws WarehouseException {
    if (role == null) {
      throw new WarehouseException(
          "COPY needs credentials; add IAM_ROLE 'arn:..' or IAM_ROLE default");
    }
    for (String name : given) {
      if (isExcluded(name)) {
        throw new WarehouseException(
            "%s argument is not supported for %s based COPY"
                .formatted(name.toUpperCase(Locale.ROOT), format()));
      }
    }
    if (given.contains("ignoreallerrors") && given.contains("maxerror")) {
      throw new WarehouseException("IGNOREALLERRORS and MAXERROR cannot be used together");
    }
    checkRange("maxerror", 0, 100_000);
    checkRange("comprows", 1000, Integer.MAX_VALUE);
    checkSingle("delimiter");
    checkSingle("quote");
    checkSingle("acceptinvchars");
    if (!ENCODINGS.containsKey(encoding())) {
      throw new WarehouseException(
          "ENCODING %s is not supported; use UTF8, UTF16, UTF16LE or UTF16BE"
              .formatted(encoding()));
    }
  }

  private boolean isExcluded(String name) {
    if (name.equals("iam_role") || name.equals("credentials") || formatOf(name) != null) {
      return false;
    }
    return format() == Format.PARQUET
        ? !COLUMNAR.contains(name)
        : EXCLUDED.getOrDefault(format(), Set.of()).contains(name);
  }

  private void checkRange(String name, int least, int most) throws WarehouseException {
    Integer value = numbers.get(name);
    if (value != null && (value < least || value > most)) {
      throw new WarehouseException(
          "%s must be between %d and %d, not %d"
              .formatted(name.toUpperCase(Locale.ROOT), least, most, value));
    }
  }

  private void checkSingle(String name) throws WarehouseException {
    String value = texts.get(name);
    if (value != null && value.length() != 1) {
      throw new WarehouseException(
          "%s must be a single character, not '%s'"
              .formatted(name.toUpperCase(Locale.ROOT), value));
    }
  }

  Format format() {
    if (stated != null) {
      return stated;
    }
    return texts.containsKey("fixedwidth") ? Format.FIXEDWIDTH : Format.TEXT;
  }

  Compression compression() {
    return compression;
  }

  String role() {
    return String.valueOf(role);
  }

  boolean has(String flag) {
    return texts.containsKey(flag);
  }

  @Nullable String text(String name) {
    return texts.get(name);
  }

  int number(String name) {
    return numbers.getOrDefault(name, 0);
  }

  /** At how many bad lines the load fails. */
  long mostErrors() {
    return has("ignoreallerrors") ? Long.MAX_VALUE : Math.max(1, number("maxerror"));
  }

  /** How delimited text is written. */
  TextRecords.Style style() {
    boolean csv = format() == Format.CSV;
    return new TextRecords.Style(
        texts.getOrDefault("delimiter", csv ? "," : "|").charAt(0),
        csv ? texts.getOrDefault("quote", "\"").charAt(0) : -1,
        has("escape"),
        has("removequotes"),
        nullAs());
  }

  String nullAs() {
    return texts.getOrDefault("null", "\\N");
  }

  private String encoding() {
    return texts.getOrDefault("encoding", "utf8").toLowerCase(Locale.ROOT);
  }

  Charset charset() {
    return ENCODINGS.getOrDefault(encoding(), StandardCharsets.UTF_8);
  }
}
