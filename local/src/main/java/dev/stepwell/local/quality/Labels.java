package dev.stepwell.local.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labels of rules: {@code labels = ["team"="sales"]} behind a rule, and {@code DefaultLabels =
 * [..]} before the rules. Glue knows them; its published parser does not yet, so they are taken out
 * of the text first. Blanks stand in their place, which keeps the parser's lines and columns right.
 *
 * @param ruleset the text without labels
 * @param defaults what every rule has
 * @param byRule what a rule has of its own, by its place in the ruleset from 0
 */
record Labels(
    String ruleset, Map<String, String> defaults, Map<Integer, Map<String, String>> byRule) {

  private static final String TEXT = "\"(?:[^\"\\\\]|\\\\.)*\"";
  private static final String LIST =
      "\\s*=\\s*\\[\\s*("
          + TEXT
          + "\\s*=\\s*"
          + TEXT
          + "(?:\\s*,\\s*"
          + TEXT
          + "\\s*=\\s*"
          + TEXT
          + ")*)\\s*\\]";
  private static final Pattern OF_RULE = Pattern.compile("labels" + LIST);
  private static final Pattern OF_ALL = Pattern.compile("DefaultLabels" + LIST);
  private static final Pattern PAIR = Pattern.compile("(" + TEXT + ")\\s*=\\s*(" + TEXT + ")");
  private static final Pattern RULES = Pattern.compile("Rules\\s*=\\s*\\[");
  private static final Pattern TEXT_OR_COMMENT = Pattern.compile(TEXT + "|#[^\\n]*");
  private static final Pattern WORD = Pattern.compile("\\w+");

  /** Takes the labels out of a ruleset. What is no well-formed list of labels is left in it. */
  static Labels takenFrom(String text) {
    StringBuilder rest = new StringBuilder(text);
    Map<String, String> defaults = new LinkedHashMap<>();
    Map<Integer, Map<String, String>> byRule = new LinkedHashMap<>();
    int depth = -1;
    int rule = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      Matcher skipped = at(TEXT_OR_COMMENT, text, at);
      Matcher ofRule = at(OF_RULE, text, at);
      Matcher ofAll = at(OF_ALL, text, at);
      Matcher rules = at(RULES, text, at);
      Matcher word = at(WORD, text, at);
      if (skipped.lookingAt()) {
        at = skipped.end();
      } else if (depth == 0 && ofRule.lookingAt()) {
        byRule.computeIfAbsent(rule, any -> new LinkedHashMap<>()).putAll(pairs(ofRule.group(1)));
        at = blank(rest, at, ofRule.end());
      } else if (depth < 0 && ofAll.lookingAt()) {
        defaults.putAll(pairs(ofAll.group(1)));
        at = blank(rest, at, ofAll.end());
      } else if (depth < 0 && rules.lookingAt()) {
        depth = 0;
        at = rules.end();
      } else if (word.lookingAt()) {
        at = word.end();
      } else {
        if (depth >= 0 && (c == '[' || c == '(')) {
          depth++;
        } else if (c == ']' || c == ')') {
          depth = Math.max(-1, depth - 1);
        } else if (depth == 0 && c == ',') {
          rule++;
        }
        at++;
      }
    }
    return new Labels(rest.toString(), defaults, byRule);
  }

  private static Matcher at(Pattern pattern, String text, int at) {
    return pattern.matcher(text).region(at, text.length());
  }

  private static int blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
    return to;
  }

  private static Map<String, String> pairs(String list) {
    Map<String, String> pairs = new LinkedHashMap<>();
    Matcher pair = PAIR.matcher(list);
    while (pair.find()) {
      pairs.put(unquoted(pair.group(1)), unquoted(pair.group(2)));
    }
    return pairs;
  }

  private static String unquoted(String text) {
    return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  /** The labels of every rule, in order; its own outweigh those of all. */
  List<Map<String, String>> of(int rules) {
    List<Map<String, String>> all = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      Map<String, String> labels = new LinkedHashMap<>(defaults);
      labels.putAll(byRule.getOrDefault(i, Map.of()));
      all.add(labels);
    }
    return all;
  }
}
