package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Redshift's DATEFORMAT and TIMEFORMAT as expressions that give NULL for what does not fit. */
final class TimeFormats {

  private static final List<String> AUTO_DATES =
      List.of("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%m-%d-%Y", "%Y%m%d", "%d.%m.%Y", "%b-%d-%Y");

  private static final Map<String, String> PARTS = parts();

  private TimeFormats() {}

  private static Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("YYYY", "%Y");
    parts.put("YY", "%y");
    parts.put("MON", "%b");
    parts.put("MM", "%m");
    parts.put("MI", "%M");
    parts.put("DD", "%d");
    parts.put("HH24", "%H");
    parts.put("HH12", "%I");
    parts.put("HH", "%H");
    parts.put("SS", "%S");
    parts.put("AM", "%p");
    parts.put("PM", "%p");
    return parts;
  }

  /** The date of a text. */
  static String date(String text, @Nullable String format) throws WarehouseException {
    if (format == null) {
      return "CAST(try_strptime(" + text + ", '%Y-%m-%d') AS DATE)";
    }
    String formats =
        format.equalsIgnoreCase("auto")
            ? AUTO_DATES.stream().map(SqlText::literal).collect(Collectors.joining(", ", "[", "]"))
            : SqlText.literal(strptime(format));
    return "CAST(try_strptime(" + text + ", " + formats + ") AS DATE)";
  }

  /** The timestamp of a text. */
  static String timestamp(String text, @Nullable String format) throws WarehouseException {
    if (format == null || format.equalsIgnoreCase("auto")) {
      return "TRY_CAST(" + text + " AS TIMESTAMP)";
    }
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "epochsecs" ->
          "make_timestamp(CAST(round(TRY_CAST(" + text + " AS DOUBLE) * 1000000) AS BIGINT))";
      case "epochmillisecs" ->
          "make_timestamp(CAST(round(TRY_CAST(" + text + " AS DOUBLE) * 1000) AS BIGINT))";
      default -> "try_strptime(" + text + ", " + SqlText.literal(strptime(format)) + ")";
    };
  }

  private static String strptime(String format) throws WarehouseException {
    StringBuilder out = new StringBuilder();
    String upper = format.toUpperCase(Locale.ROOT);
    int at = 0;
    while (at < upper.length()) {
      String part = part(upper, at);
      if (!part.isEmpty()) {
        out.append(PARTS.get(part));
        at += part.length();
      } else if (Character.isLetter(upper.charAt(at)) && upper.charAt(at) != 'T') {
        throw new WarehouseException(
            "The format '%s' has a part that is not known here: '%s'; known are %s"
                .formatted(format, format.substring(at), PARTS.keySet()));
      } else {
        out.append(format.charAt(at) == '%' ? "%%" : String.valueOf(format.charAt(at)));
        at++;
      }
    }
    return out.toString();
  }

  private static String part(String upper, int at) {
    return PARTS.keySet().stream().filter(p -> upper.startsWith(p, at)).findFirst().orElse("");
  }
}
