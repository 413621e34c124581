package dev.stepwell.dsl.language;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How text, names and values are spelled in JSONata 2.0. */
public final class Jsonata {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> WORDS = Set.of("and", "or", "in", "true", "false", "null");

  private Jsonata() {}

  /**
   * The string literal that evaluates to the text. JSONata has no escape for the single quote, so a
   * text that holds one is put in double quotes; the end mark of an expression, <code>%}</code>, is
   * never spelled out.
   */
  public static String string(String text) {
    char quote = text.indexOf('\'') < 0 ? '\'' : '"';
    StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '"' -> out.append(quote == '"' ? "\\\"" : "\"");
        case '}' -> out.append(i > 0 && text.charAt(i - 1) == '%' ? "\\u007d" : "}");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16));
            out.append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append(quote).toString();
  }

  /** The literal that evaluates to the value. */
  public static String value(Json value) {
    if (value instanceof JsonString string) {
      return string(string.value());
    }
    if (value instanceof JsonArray array) {
      return array.stream().map(Jsonata::value).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof JsonObject object) {
      return object.asMap().entrySet().stream()
          .map(member -> string(member.getKey()) + ": " + value(member.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.compact();
  }

  /** The name as a step of a path, in back quotes where it needs them. */
  public static String step(String name) {
    if (NAME.matcher(name).matches() && !WORDS.contains(name)) {
      return name;
    }
    if (name.indexOf('`') >= 0) {
      throw new IllegalArgumentException("JSONata cannot spell the field name " + name);
    }
    return '`' + name + '`';
  }

  /**
   * The regular expression as a literal.
   *
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  public static String regex(String pattern) {
    Pattern.compile(pattern);
    StringBuilder out = new StringBuilder("/");
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        out.append(c).append(pattern.charAt(++i));
      } else {
        out.append(c == '/' ? "\\/" : String.valueOf(c));
      }
    }
    return out.append('/').toString();
  }

  /** Whether a JSON string would be taken for an expression, or refused as half of one. */
  public static boolean looksLikeExpression(String text) {
    return text.startsWith("{%") || text.endsWith("%}");
  }
}
