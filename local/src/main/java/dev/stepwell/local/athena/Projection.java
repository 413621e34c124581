package dev.stepwell.local.athena;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.Column;
import dev.stepwell.local.glue.Partition;
import dev.stepwell.local.glue.Table;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Partition projection: partitions that are computed from table properties and need no rows in the
 * catalog. Types {@code enum}, {@code integer}, {@code date} and {@code injected}.
 */
final class Projection {

  /** More partitions than this are not listed; a condition on the keys is needed then. */
  private static final int MOST = 1_000_000;

  private static final Pattern NOW =
      Pattern.compile("NOW\\s*(?:([+-])\\s*(\\d+)\\s*([A-Z]+))?", Pattern.CASE_INSENSITIVE);

  private final Table table;
  private final Instant now;

  Projection(Table table, Instant now) {
    this.table = table;
    this.now = now;
  }

  static boolean isEnabled(Table table) {
    return "true".equalsIgnoreCase(table.parameter("projection.enabled"));
  }

  /** All partitions that the properties mean. */
  List<Partition> partitions(Conditions conditions) throws QueryFailedException {
    List<List<String>> rows = List.of(List.of());
    for (Column key : table.partitionKeys()) {
      List<String> values = values(key.name(), conditions);
      if ((long) rows.size() * values.size() > MOST) {
        throw QueryFailedException.user(
            "GENERIC_USER_ERROR",
            "The projection of table "
                + table.name()
                + " gives more than "
                + MOST
                + " partitions; narrow the ranges in its properties");
      }
      List<List<String>> longer = new ArrayList<>(rows.size() * values.size());
      for (List<String> row : rows) {
        for (String value : values) {
          List<String> next = new ArrayList<>(row);
          next.add(value);
          longer.add(next);
        }
      }
      rows = longer;
    }
    return rows.stream().map(this::partition).toList();
  }

  private Partition partition(List<String> values) {
    String template = table.parameter("storage.location.template");
    StringBuilder location = new StringBuilder();
    if (template == null) {
      String base = table.location();
      location.append(base.endsWith("/") ? base : base + "/");
    } else {
      location.append(template);
    }
    List<Column> keys = table.partitionKeys();
    for (int i = 0; i < keys.size(); i++) {
      String name = keys.get(i).name();
      if (template == null) {
        location.append(name).append('=').append(values.get(i)).append('/');
      } else {
        String filled = location.toString().replace("${" + name + "}", values.get(i));
        location.setLength(0);
        location.append(filled);
      }
    }
    Json at = Json.of(location.toString());
    return Partition.of(
        JsonObject.of(
            "Values", Json.of(values), "StorageDescriptor", table.storage().with("Location", at)));
  }

  private String property(String key, String name, String otherwise) {
    String value = table.parameter("projection." + key + "." + name);
    return value == null ? otherwise : value;
  }

  private List<String> values(String key, Conditions conditions) throws QueryFailedException {
    String type = property(key, "type", "");
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "enum" -> list(key, "values");
      case "integer" -> integers(key);
      case "date" -> dates(key);
      case "injected" -> List.copyOf(conditions.valuesOf(key));
      default ->
          throw wrong(
              "projection."
                  + key
                  + ".type is '"
                  + type
                  + "'; it must be enum, integer, date or"
                  + " injected");
    };
  }

  private QueryFailedException wrong(String why) {
    return QueryFailedException.user(
        "INVALID_TABLE_PROPERTY", "Table " + table.name() + " is configured wrongly: " + why);
  }

  private List<String> list(String key, String name) throws QueryFailedException {
    String text = property(key, name, "");
    if (text.isBlank()) {
      throw wrong("projection." + key + "." + name + " is missing");
    }
    List<String> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      parts.add(part.strip());
    }
    return parts;
  }

  private List<String> range(String key) throws QueryFailedException {
    List<String> ends = list(key, "range");
    if (ends.size() != 2) {
      throw wrong("projection." + key + ".range needs two ends: " + ends);
    }
    return ends;
  }

  private long number(String key, String name, String text) throws QueryFailedException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException none) {
      throw wrong("projection." + key + "." + name + " is no integer: " + text);
    }
  }

  private List<String> integers(String key) throws QueryFailedException {
    List<String> ends = range(key);
    long step = number(key, "interval", property(key, "interval", "1"));
    long digits = number(key, "digits", property(key, "digits", "0"));
    long last = number(key, "range", ends.get(1));
    if (step < 1) {
      throw wrong("projection." + key + ".interval must be at least 1");
    }
    List<String> values = new ArrayList<>();
    for (long value = number(key, "range", ends.get(0)); value <= last; value += step) {
      values.add(digits > 0 ? String.format(Locale.ROOT, "%0" + digits + "d", value) : "" + value);
      checkLength(key, values);
    }
    return values;
  }

  private void checkLength(String key, List<String> values) throws QueryFailedException {
    if (values.size() > MOST) {
      throw wrong("projection." + key + ".range has more than " + MOST + " values");
    }
  }

  private List<String> dates(String key) throws QueryFailedException {
    String pattern = property(key, "format", "");
    try {
      DateTimeFormatter format =
          new DateTimeFormatterBuilder()
              .appendPattern(pattern)
              .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
              .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
              .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
              .toFormatter(Locale.ENGLISH);
      ChronoUnit unit = unit(key, property(key, "interval.unit", unitOf(pattern)));
      long step = number(key, "interval", property(key, "interval", "1"));
      List<String> ends = range(key);
      LocalDateTime last = time(key, format, ends.get(1));
      if (step < 1) {
        throw wrong("projection." + key + ".interval must be at least 1");
      }
      List<String> values = new ArrayList<>();
      LocalDateTime first = time(key, format, ends.get(0));
      for (long i = 0; !first.plus(i * step, unit).isAfter(last); i++) {
        values.add(format.format(first.plus(i * step, unit)));
        checkLength(key, values);
      }
      return values;
    } catch (IllegalArgumentException | DateTimeException unfit) {
      throw wrong("projection." + key + ".range or .format is no date: " + unfit.getMessage());
    }
  }

  private static String unitOf(String pattern) {
    if (pattern.contains("H")) {
      return "HOURS";
    }
    return pattern.contains("d") ? "DAYS" : pattern.contains("M") ? "MONTHS" : "YEARS";
  }

  private ChronoUnit unit(String key, String name) throws QueryFailedException {
    String upper = name.toUpperCase(Locale.ROOT);
    try {
      return ChronoUnit.valueOf(upper.endsWith("S") ? upper : upper + "S");
    } catch (IllegalArgumentException none) {
      throw wrong("projection." + key + ".interval.unit is no unit of time: " + name);
    }
  }

  private LocalDateTime time(String key, DateTimeFormatter format, String text)
      throws QueryFailedException {
    Matcher relative = NOW.matcher(text);
    if (!relative.matches()) {
      return format.parse(
          text,
          parsed -> {
            LocalDate day = LocalDate.from(parsed);
            int hour =
                parsed.isSupported(ChronoField.HOUR_OF_DAY)
                    ? parsed.get(ChronoField.HOUR_OF_DAY)
                    : 0;
            return day.atTime(hour, 0);
          });
    }
    LocalDateTime time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    String amount = relative.group(2);
    if (amount == null) {
      return time;
    }
    long signed = relative.group(1).equals("-") ? -Long.parseLong(amount) : Long.parseLong(amount);
    return time.plus(signed, unit(key, relative.group(3)));
  }
}
