package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.regex.Pattern;

/** Texts that a deployment fills in, <code>${Name}</code>: what they will be is not known yet. */
public final class Placeholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[A-Za-z][A-Za-z0-9_:.-]*}");

  private Placeholders() {}

  /** Whether some part of the text is filled in later. */
  public static boolean in(String text) {
    return text.contains("${") && PLACEHOLDER.matcher(text).find();
  }

  /** Whether the value is filled in as a whole: a placeholder, or a CloudFormation function. */
  public static boolean is(Json value) {
    if (value instanceof JsonObject function && function.length() == 1) {
      return function.nameAt(0).equals("Ref") || function.nameAt(0).startsWith("Fn::");
    }
    return value instanceof JsonString text
        && text.value().startsWith("${")
        && PLACEHOLDER.matcher(text.value()).matches();
  }

  /** The text with a 1 for every placeholder: fits inside a quoted text and as a value. */
  public static String filled(String text) {
    return text.contains("${") ? PLACEHOLDER.matcher(text).replaceAll("1") : text;
  }
}
