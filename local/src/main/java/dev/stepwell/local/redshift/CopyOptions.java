package dev.stepwell.local.redshift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
          "gzip",
          "blanksasnull",
          "emptyasnull",
          "ignoreblanklines",
          "trimblanks",
          "fillrecord",
          "explicit_ids",
          "noload",
          "acceptanydate",
          "roundec");
  private static final Set<String> TEXTS =
      Set.of("delimiter", "quote", "null", "dateformat", "timeformat", "region", "encoding");
  private static final Set<String> NUMBERS = Set.of("ignoreheader", "maxerror", "comprows");
  private static final Set<String> SWITCHES = Set.of("statupdate", "compupdate");

  /** Accepted by the grammar, but not done here. */
  private static final Set<String> NOT_DONE =
      Set.of("noload", "acceptanydate", "explicit_ids", "roundec");

  /** What COPY from columnar files takes. */
  private static final Set<String> COLUMNAR =
      Set.of("statupdate", "compupdate", "manifest", "fillrecord", "explicit_ids", "region");

  enum Format {
    TEXT,
    CSV,
    PARQUET
  }

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> given = new ArrayList<>();
  private Format format = Format.TEXT;
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
    if (cursor.take("iam_role")) {
      role = cursor.take("default") ? "default" : cursor.text();
    } else if (cursor.take("credentials")) {
      cursor.take("as");
      role = cursor.text();
    } else if (cursor.take("format")) {
      cursor.take("as");
      format = format(cursor);
    } else if (cursor.sees("csv") || cursor.sees("parquet")) {
      format = format(cursor);
    } else {
      option(cursor);
    }
  }

  private static Format format(Cursor cursor) throws WarehouseException {
    if (cursor.take("csv")) {
      return Format.CSV;
    }
    if (cursor.take("parquet")) {
      return Format.PARQUET;
    }
    throw new WarehouseException(
        "COPY format '%s' is not supported by the local warehouse; use CSV, PARQUET or delimited text"
            .formatted(cursor.next().text()));
  }

  private void option(Cursor cursor) throws WarehouseException {
    String name = cursor.name();
    if (FLAGS.contains(name) && !NOT_DONE.contains(name)) {
      texts.put(name, "");
    } else if (TEXTS.contains(name) && !name.equals("encoding")) {
      cursor.take("as");
      texts.put(name, cursor.text());
    } else if (NUMBERS.contains(name)) {
      cursor.take("as");
      numbers.put(name, cursor.number());
    } else if (SWITCHES.contains(name)) {
      if (!cursor.take("on") && !cursor.take("off")) {
        cursor.take("preset");
      }
    } else {
      throw new WarehouseException(
          "COPY option %s is not supported by the local warehouse"
              .formatted(name.toUpperCase(Locale.ROOT)));
    }
    given.add(name);
  }

  private void check() throws WarehouseException {
    if (role == null) {
      throw new WarehouseException(
          "COPY needs credentials; add IAM_ROLE 'arn:..' or IAM_ROLE default");
    }
    if (format == Format.PARQUET) {
      if (has("fillrecord")) {
        throw new WarehouseException(
            "COPY option FILLRECORD with PARQUET is not supported by the local warehouse");
      }
      for (String name : given) {
        if (!COLUMNAR.contains(name)) {
          throw new WarehouseException(
              "%s argument is not supported for PARQUET based COPY"
                  .formatted(name.toUpperCase(Locale.ROOT)));
        }
      }
    }
    if (texts.getOrDefault("delimiter", ",").length() != 1
        || texts.getOrDefault("quote", "\"").length() != 1) {
      throw new WarehouseException("DELIMITER and QUOTE must be a single character");
    }
  }

  Format format() {
    return format;
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

  char delimiter() {
    String otherwise = format == Format.CSV ? "," : "|";
    return texts.getOrDefault("delimiter", otherwise).charAt(0);
  }

  /** The quote; none (-1) outside CSV. */
  int quote() {
    return format == Format.CSV ? texts.getOrDefault("quote", "\"").charAt(0) : -1;
  }

  String nullAs() {
    return texts.getOrDefault("null", "\\N");
  }
}
