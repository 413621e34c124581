package dev.stepwell.aws;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names resources in the template: {@code flights-daily} becomes {@code FlightsDailyStateMachine}.
 */
final class LogicalIds {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]+");

  private LogicalIds() {}

  /** Letters and digits only, each word with a capital. */
  static String of(String name, String kind) {
    var id = new StringBuilder();
    Matcher words = WORD.matcher(name);
    while (words.find()) {
      String word = words.group();
      id.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return id + kind;
  }
}
