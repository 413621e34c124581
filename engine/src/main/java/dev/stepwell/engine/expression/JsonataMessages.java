package dev.stepwell.engine.expression;

import com.dashjoin.jsonata.JException;
import dev.stepwell.asl.json.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What AWS says when the library fails. The texts are the library's, which are those of the
 * reference implementation after a few repairs; values in them are printed as JSON.
 */
final class JsonataMessages {

  private static final String FIRST = "\u0001";
  private static final String SECOND = "\u0002";

  /** Thrown by the library with their text where the code belongs. */
  private static final List<String> THROWN_AS_TEXT = List.of("D3010", "D3011");

  private static final Pattern FUNCTION = Pattern.compile("\\$(\\p{L}\\w*)");
  private static final Pattern COMPARISON = Pattern.compile("<=|>=|(?<!~)>|<");

  private JsonataMessages() {}

  /** The failure of an evaluation. */
  static JsonataFailure failure(RuntimeException thrown, String expression, Sources sources) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof JsonataFailure failure) {
        return failure;
      }
      if (e instanceof Raised raised) {
        return raised.failure();
      }
      if (e instanceof JException coded) {
        return failure(coded, expression);
      }
      if (e instanceof StackOverflowError) {
        return JsonataFailure.limit(JsonataLimits.TOO_DEEP);
      }
    }
    return JsonataFailure.internal(sources.uuids().get().toString());
  }

  private static JsonataFailure failure(JException e, String expression) {
    String code = String.valueOf(e.getError());
    if (isCode(code)) {
      return JsonataFailure.coded(code, message(e, code, expression));
    }
    for (String known : THROWN_AS_TEXT) {
      if (template(known).equals(code)) {
        return JsonataFailure.coded(known, code);
      }
    }
    return JsonataFailure.limit(code);
  }

  /** What is wrong with an expression that cannot be compiled. */
  static String syntax(JException e) {
    String code = String.valueOf(e.getError());
    return isCode(code) ? code + ": " + message(e, code, "") : code;
  }

  private static boolean isCode(String text) {
    return text.length() == 5 && text.substring(1).chars().allMatch(Character::isDigit);
  }

  private static String message(JException e, String code, String expression) {
    Object first = e.getCurrent();
    Object second = e.getExpected();
    return switch (code) {
      case "D3137", "D3141" -> String.valueOf(first);
      case "T1005", "T1007" ->
          template(code)
              .replace("${\"" + FIRST + "\"}", "$" + first)
              .replace("{\"" + FIRST + "\"}", String.valueOf(first));
      case "D1002" -> filled(template(code), second, null);
      case "T0412" ->
          "Argument 1 of function "
              + json(function(e, expression))
              + " must be an array of "
              + json(type(second));
      case "T2009" ->
          filled(template(code), first, second).replace("{{token}}", json(comparison(expression)));
      default -> filled(template(code), first, second);
    };
  }

  private static String filled(String template, @Nullable Object first, @Nullable Object second) {
    return template
        .replace("\"" + FIRST + "\"", json(first))
        .replace("\"" + SECOND + "\"", json(second));
  }

  /** The library's text; where it says Object it means function, and quotes are single. */
  private static String template(String code) {
    String text = JException.msg(code, 0, FIRST, SECOND).replace(" Object ", " function ");
    return code.startsWith("D30") || code.startsWith("D31")
        ? text.replaceAll("\"([A-Za-z][A-Za-z -]*|])\"", "'$1'")
        : text;
  }

  private static String json(@Nullable Object value) {
    try {
      Json json = JsonataValues.json(value);
      return json == null ? "undefined" : json.compact();
    } catch (JsonataFailure notJson) {
      // The library names a piece of its syntax tree.
      return String.valueOf(value);
    }
  }

  /** The function that failed; the exception tells only how far the expression was read there. */
  private static String function(JException e, String expression) {
    int end = Math.max(0, Math.min(e.getLocation(), expression.length()));
    String name = "";
    Matcher matcher = FUNCTION.matcher(expression.substring(0, end));
    while (matcher.find()) {
      name = matcher.group(1);
    }
    return name;
  }

  private static String type(@Nullable Object subtype) {
    return switch (String.valueOf(subtype)) {
      case "n" -> "numbers";
      case "s" -> "strings";
      case "o" -> "objects";
      case "a" -> "arrays";
      case "b" -> "booleans";
      case "f" -> "functions";
      default -> String.valueOf(subtype);
    };
  }

  /** The operator, if the expression has only one kind; the exception does not tell it. */
  private static @Nullable String comparison(String expression) {
    Set<String> operators = new TreeSet<>();
    COMPARISON.matcher(expression).results().forEach(found -> operators.add(found.group()));
    return operators.size() == 1 ? operators.iterator().next() : null;
  }
}
