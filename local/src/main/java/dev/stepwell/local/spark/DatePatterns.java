package dev.stepwell.local.spark;

import java.util.Map;

/** Spark's patterns for dates and times, which are Java's, as those of DuckDB, which are C's. */
final class DatePatterns {

  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("yyyy", "%Y"),
          Map.entry("yy", "%y"),
          Map.entry("MMMM", "%B"),
          Map.entry("MMM", "%b"),
          Map.entry("MM", "%m"),
          Map.entry("M", "%-m"),
          Map.entry("dd", "%d"),
          Map.entry("d", "%-d"),
          Map.entry("DDD", "%j"),
          Map.entry("HH", "%H"),
          Map.entry("H", "%-H"),
          Map.entry("hh", "%I"),
          Map.entry("h", "%-I"),
          Map.entry("mm", "%M"),
          Map.entry("m", "%-M"),
          Map.entry("ss", "%S"),
          Map.entry("s", "%-S"),
          Map.entry("SSS", "%g"),
          Map.entry("SSSSSS", "%f"),
          Map.entry("a", "%p"),
          Map.entry("EEEE", "%A"),
          Map.entry("E", "%a"),
          Map.entry("EEE", "%a"));

  private DatePatterns() {}

  static String toDuck(String pattern) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      int end = at + 1;
      if (c == '\'') {
        end = pattern.indexOf('\'', at + 1) + 1;
        if (end == 0) {
          throw new SparkScriptException("the date pattern '" + pattern + "' has an open quote");
        }
        out.append(pattern, at + 1, end - 1);
      } else if (Character.isLetter(c)) {
        while (end < pattern.length() && pattern.charAt(end) == c) {
          end++;
        }
        String letters = pattern.substring(at, end);
        String translated = LETTERS.get(letters);
        if (translated == null) {
          throw new SparkScriptException(
              "'" + letters + "' in the date pattern '" + pattern + "' is not supported here");
        }
        out.append(translated);
      } else {
        out.append(c == '%' ? "%%" : String.valueOf(c));
      }
      at = end;
    }
    return out.toString();
  }
}
