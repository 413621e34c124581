package dev.stepwell.engine.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rules for the picture of {@code $formatNumber}, section 4.7.3 of XPath and XQuery Functions
 * and Operators. The library does not check them; AWS does. The last rule that is broken is told.
 */
final class NumberPicture {

  private final String text;
  private final char decimal;
  private final char grouping;
  private final char exponent;
  private final char optional;
  private final char zero;
  private final char percent;
  private final char perMille;

  private NumberPicture(String text, Map<?, ?> options) {
    this.text = text;
    this.decimal = option(options, "decimal-separator", '.');
    this.grouping = option(options, "grouping-separator", ',');
    this.exponent = option(options, "exponent-separator", 'e');
    this.optional = option(options, "digit", '#');
    this.zero = option(options, "zero-digit", '0');
    this.percent = option(options, "percent", '%');
    this.perMille = option(options, "per-mille", '\u2030');
  }

  private static char option(Map<?, ?> options, String name, char standard) {
    return options.get(name) instanceof String given && !given.isEmpty()
        ? given.charAt(0)
        : standard;
  }

  /** Checks a picture; {@code options} may give other characters than the usual. */
  static void check(String picture, Map<?, ?> options) {
    char separator = option(options, "pattern-separator", ';');
    String[] parts = picture.split(Pattern.quote(String.valueOf(separator)), -1);
    if (parts.length > 2) {
      throw Raised.coded(
          "D3080", "The picture string must only contain a maximum of two sub-pictures");
    }
    for (String part : parts) {
      List<Broken> broken = new NumberPicture(part, options).broken();
      if (!broken.isEmpty()) {
        Broken last = broken.get(broken.size() - 1);
        throw Raised.coded(last.code, last.rule);
      }
    }
  }

  private record Broken(String code, String rule) {}

  private List<Broken> broken() {
    int first = 0;
    while (first < text.length() && !isActive(text.charAt(first))) {
      first++;
    }
    int end = text.length();
    while (end > first && !isActive(text.charAt(end - 1))) {
      end--;
    }
    String active = first == end ? text : text.substring(first, end);
    int exponentAt = active.indexOf(exponent);
    String mantissa = exponentAt < 0 ? active : active.substring(0, exponentAt);
    int point = mantissa.indexOf(decimal);
    String whole = point < 0 ? mantissa : mantissa.substring(0, point);
    String fraction = point < 0 ? "" : mantissa.substring(point + 1);

    List<Broken> broken = new ArrayList<>();
    single(decimal, "decimal-separator", "D3081", broken);
    single(percent, "percent", "D3082", broken);
    single(perMille, "per-mille", "D3083", broken);
    boolean scaled = text.indexOf(percent) >= 0 || text.indexOf(perMille) >= 0;
    add(
        text.indexOf(percent) >= 0 && text.indexOf(perMille) >= 0,
        "D3084",
        "The sub-picture must not contain both a 'percent' and a 'per-mille' character",
        broken);
    add(
        mantissa.chars().noneMatch(c -> isDigit(c) || c == optional),
        "D3085",
        "The mantissa part of a sub-picture must contain at least one character that is either an"
            + " 'optional digit character' or a member of the 'decimal digit family'",
        broken);
    add(
        active.chars().anyMatch(c -> !isActive(c) && c != exponent),
        "D3086",
        "The sub-picture must not contain a passive character that is preceded by an active"
            + " character and that is followed by another active character",
        broken);
    add(
        point >= 0
            && (whole.endsWith(String.valueOf(grouping))
                || fraction.startsWith(String.valueOf(grouping))),
        "D3087",
        "The sub-picture must not contain a 'grouping-separator' character that appears adjacent"
            + " to a 'decimal-separator' character",
        broken);
    add(
        point < 0 && whole.endsWith(String.valueOf(grouping)),
        "D3088",
        "The sub-picture must not contain a 'grouping-separator' at the end of the integer part",
        broken);
    add(
        text.contains(String.valueOf(grouping) + grouping),
        "D3089",
        "The sub-picture must not contain two adjacent instances of the 'grouping-separator'"
            + " character",
        broken);
    int before = whole.indexOf(optional);
    add(
        before >= 0 && whole.substring(0, before).chars().anyMatch(this::isDigit),
        "D3090",
        "The integer part of the sub-picture must not contain a member of the 'decimal digit"
            + " family' that is followed by an instance of the 'optional digit character'",
        broken);
    int behind = fraction.lastIndexOf(optional);
    add(
        behind >= 0
            && fraction.substring(fraction.indexOf(optional)).chars().anyMatch(this::isDigit),
        "D3091",
        "The fractional part of the sub-picture must not contain an instance of the 'optional"
            + " digit character' that is followed by a member of the 'decimal digit family'",
        broken);
    add(
        exponentAt >= 0 && scaled,
        "D3092",
        "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a"
            + " character treated as an 'exponent-separator'",
        broken);
    String power = exponentAt < 0 ? "" : active.substring(exponentAt + 1);
    add(
        exponentAt >= 0 && (power.isEmpty() || !power.chars().allMatch(this::isDigit)),
        "D3093",
        "The exponent part of the sub-picture must comprise only of one or more characters that"
            + " are members of the 'decimal digit family'",
        broken);
    return broken;
  }

  private void single(char character, String name, String code, List<Broken> broken) {
    add(
        text.indexOf(character) != text.lastIndexOf(character),
        code,
        "The sub-picture must not contain more than one instance of the '" + name + "' character",
        broken);
  }

  private static void add(boolean isBroken, String code, String rule, List<Broken> broken) {
    if (isBroken) {
      broken.add(new Broken(code, rule));
    }
  }

  private boolean isDigit(int c) {
    return c >= zero && c < zero + 10;
  }

  private boolean isActive(int c) {
    return isDigit(c) || c == decimal || c == grouping || c == optional;
  }
}
