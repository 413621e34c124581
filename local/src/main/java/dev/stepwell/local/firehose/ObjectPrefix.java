package dev.stepwell.local.firehose;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The expressions in prefixes: {@code !{namespace:value}}. */
final class ObjectPrefix {

  private static final Pattern EXPRESSION = Pattern.compile("!\\{([^:}]*):([^}]*)\\}");
  private static final String HOUR = "yyyy/MM/dd/HH/";

  private ObjectPrefix() {}

  /**
   * Checks that all expressions are known.
   *
   * @throws IllegalArgumentException if one is not
   */
  static void check(String prefix) {
    EXPRESSION.matcher(prefix).results().forEach(ObjectPrefix::check);
  }

  private static void check(MatchResult expression) {
    String value = expression.group(2);
    switch (expression.group(1)) {
      case "timestamp" -> {
        String unused = time(Instant.EPOCH, value);
      }
      case "partitionKeyFromLambda" -> {}
      case "firehose" -> {
        if (!value.equals("random-string") && !value.equals("error-output-type")) {
          throw unknown(expression);
        }
      }
      default -> throw unknown(expression);
    }
  }

  private static IllegalArgumentException unknown(MatchResult expression) {
    return new IllegalArgumentException(
        "'"
            + expression.group()
            + "' is unknown in a prefix; known are timestamp, partitionKeyFromLambda,"
            + " firehose:random-string and firehose:error-output-type");
  }

  private static String time(Instant time, String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(time);
  }

  /**
   * The prefix of objects with data; empty if a partition key of it is missing.
   *
   * @param time when the oldest record arrived
   * @param random what stands for a random string
   */
  static Optional<String> data(
      String prefix, Instant time, String random, Map<String, String> partitionKeys) {
    boolean complete =
        EXPRESSION
            .matcher(prefix)
            .results()
            .filter(each -> each.group(1).equals("partitionKeyFromLambda"))
            .allMatch(each -> !partitionKeys.getOrDefault(each.group(2), "").isEmpty());
    return complete
        ? Optional.of(filled(prefix, time, random, partitionKeys, "") + hour(prefix, time))
        : Optional.empty();
  }

  /** The prefix of error files. */
  static String errors(DeliveryStreamDefinition stream, Instant time, String random, String type) {
    String given = stream.errorPrefix().isEmpty() ? stream.prefix() : stream.errorPrefix();
    return given.contains("!{")
        ? filled(given, time, random, Map.of(), type)
        : given + type + "/" + time(time, HOUR);
  }

  private static String hour(String prefix, Instant time) {
    return prefix.contains("!{") ? "" : time(time, HOUR);
  }

  private static String filled(
      String prefix, Instant time, String random, Map<String, String> partitionKeys, String type) {
    return EXPRESSION
        .matcher(prefix)
        .replaceAll(
            each ->
                Matcher.quoteReplacement(
                    switch (each.group(1)) {
                      case "timestamp" -> time(time, each.group(2));
                      case "partitionKeyFromLambda" ->
                          partitionKeys.getOrDefault(each.group(2), "");
                      default -> each.group(2).equals("random-string") ? random : type;
                    }));
  }
}
