package dev.stepwell.local.redshift;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows the target of an UNLOAD. */
final class UnloadOptions {

  private static final Set<String> FLAGS =
      Set.of("header", "addquotes", "escape", "allowoverwrite", "cleanpath");
  private static final Set<String> TEXTS = Set.of("delimiter", "fixedwidth", "region", "extension");

  /** What goes with none of a format. */
  private static final Map<Format, Set<String>> EXCLUDED =
      Map.of(
          Format.TEXT, Set.of("rowgroupsize"),
          Format.CSV, Set.of("fixedwidth", "addquotes", "escape", "rowgroupsize"),
          Format.FIXEDWIDTH, Set.of("delimiter", "addquotes", "escape", "header", "rowgroupsize"),
          Format.JSON,
              Set.of(
                  "delimiter",
                  "header",
                  "fixedwidth",
                  "addquotes",
                  "escape",
                  "null",
                  "rowgroupsize"),
          Format.PARQUET,
              Set.of(
                  "delimiter",
                  "header",
                  "fixedwidth",
                  "addquotes",
                  "escape",
                  "null",
                  "gzip",
                  "bzip2",
                  "zstd"));

  private static final long MEGABYTE = 1024L * 1024;

  enum Format {
    TEXT,
    CSV,
    FIXEDWIDTH,
    JSON,
    PARQUET
  }

  private final Map<String, String> texts = new HashMap<>();
  private final Set<String> given = new LinkedHashSet<>();
  private @Nullable Format stated;
  private @Nullable String role;
  private Compression compression = Compression.NONE;
  private boolean parallel = true;
  private boolean manifest;
  private boolean verbose;
  private boolean include;
  private List<String> partitions = List.of();
  private long maxFileBytes = 6349L * MEGABYTE;
  private int rowGroupMegabytes = 32;

  static UnloadOptions parse(Cursor cursor) throws WarehouseException {
    UnloadOptions options = new UnloadOptions();
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
        throw new WarehouseException(
            "UNLOAD format %s is not supported by the local warehouse; use CSV, JSON or PARQUET"
                .formatted(name.toUpperCase(Locale.ROOT)));
      }
    }
    if (!given.add(name)) {
      throw new WarehouseException("conflicting or redundant options");
    }
    Format format = formatOf(name);
    if (format != null) {
      if (stated != null) {
        throw new WarehouseException("conflicting or redundant options");
      }
      stated = format;
    } else if (FLAGS.contains(name)) {
      texts.put(name, "");
    } else if (TEXTS.contains(name) || name.equals("null")) {
      cursor.take("as");
      texts.put(name, cursor.text());
    } else {
      other(name, cursor);
    }
  }

  private void other(String name, Cursor cursor) throws WarehouseException {
    switch (name) {
      case "iam_role", "credentials" -> role = Credentials.role(cursor, name);
      case "gzip", "bzip2", "zstd" -> {
        if (compression != Compression.NONE) {
          throw new WarehouseException("conflicting or redundant options");
        }
        compression = Compression.of(name);
      }
      case "parallel" -> {
        parallel = !cursor.take("off") && !cursor.take("false");
        if (parallel && !cursor.take("on")) {
          cursor.take("true");
        }
      }
      case "manifest" -> {
        manifest = true;
        verbose = cursor.take("verbose");
      }
      case "partition" -> {
        cursor.expect("by");
        partitions = cursor.names();
        include = cursor.take("include");
      }
      case "maxfilesize" -> {
        cursor.take("as");
        maxFileBytes = size(cursor, name, 5, 6349);
      }
      case "rowgroupsize" -> {
        cursor.take("as");
        rowGroupMegabytes = (int) (size(cursor, name, 32, 128) / MEGABYTE);
      }
      default ->
          throw new WarehouseException(
              "UNLOAD option %s is not supported by the local warehouse"
                  .formatted(name.toUpperCase(Locale.ROOT)));
    }
  }

  /** A size in MB or GB, MB if not said. */
  private static long size(Cursor cursor, String name, int least, int most)
      throws WarehouseException {
    Token token = cursor.next();
    double number;
    try {
      number = Double.parseDouble(token.text());
    } catch (NumberFormatException e) {
      throw new WarehouseException("syntax error at or near \"" + token.text() + "\"");
    }
    double megabytes = cursor.take("gb") ? number * 1024 : number;
    cursor.take("mb");
    if (megabytes < least || megabytes > most) {
      throw new WarehouseException(
          "%s must be between %d MB and %s"
              .formatted(
                  name.toUpperCase(Locale.ROOT), least, most > 1024 ? "6.2 GB" : most + " MB"));
    }
    return (long) (megabytes * MEGABYTE);
  }

  private static @Nullable Format formatOf(String name) {
    return switch (name) {
      case "csv" -> Format.CSV;
      case "json" -> Format.JSON;
      case "parquet" -> Format.PARQUET;
      default -> null;
    };
  }

  private void check() throws WarehouseException {
    if (role == null) {
      throw new WarehouseException(
          "UNLOAD needs credentials; add IAM_ROLE 'arn:..' or IAM_ROLE default");
    }
    for (String name : given) {
      if (EXCLUDED.getOrDefault(format(), Set.of()).contains(name)) {
        throw new WarehouseException(
            "%s option is not supported for UNLOAD to %s"
                .formatted(name.toUpperCase(Locale.ROOT), format()));
      }
    }
    if (has("allowoverwrite") && has("cleanpath")) {
      throw new WarehouseException("ALLOWOVERWRITE and CLEANPATH cannot be used together");
    }
    if (texts.getOrDefault("delimiter", ",").length() != 1) {
      throw new WarehouseException("DELIMITER must be a single character");
    }
  }

  Format format() {
    if (stated != null) {
      return stated;
    }
    return has("fixedwidth") ? Format.FIXEDWIDTH : Format.TEXT;
  }

  String role() {
    return String.valueOf(role);
  }

  boolean has(String flag) {
    return texts.containsKey(flag);
  }

  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  char delimiter() {
    return texts.getOrDefault("delimiter", format() == Format.CSV ? "," : "|").charAt(0);
  }

  Compression compression() {
    return compression;
  }

  boolean manifest() {
    return manifest;
  }

  boolean verbose() {
    return verbose;
  }

  /** The columns whose values part the rows into folders; none for no folders. */
  List<String> partitions() {
    return partitions;
  }

  /** Whether those columns are in the files too. */
  boolean includesPartitions() {
    return include;
  }

  /** How many bytes a file may have before the next one begins. */
  long maxFileBytes() {
    return maxFileBytes;
  }

  int rowGroupMegabytes() {
    return rowGroupMegabytes;
  }

  /** The name of a file behind the target's prefix. */
  String fileName(int number) {
    String extension = text("extension");
    String end =
        !extension.isEmpty()
            ? (extension.startsWith(".") ? "" : ".") + extension
            : format() == Format.PARQUET ? ".parquet" : compression.suffix();
    return (parallel ? "0000_part_%02d" : "%03d").formatted(number) + end;
  }
}
