package dev.stepwell.local.spark;

import dev.stepwell.local.spark.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of Spark SQL statements with semicolons between them and placeholders {@code ${name}}
 * for the arguments {@code --name} of a job run. Parsed once, run many times. Immutable.
 */
final class SparkScript {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)\\}");
  private static final Pattern UNSAFE = Pattern.compile("['\"`\\\\\n]");

  /**
   * A statement without comments.
   *
   * @param number which of the script, from 1
   * @param line the line of the script where it begins, from 1
   * @param text the text, with placeholders or without
   */
  record Statement(int number, int line, String text) {

    /** How messages call it: its place and its beginning. */
    String name() {
      String start = text.replaceAll("\\s+", " ");
      return "statement "
          + number
          + " (line "
          + line
          + ", "
          + (start.length() > 60 ? start.substring(0, 60) + "..." : start)
          + ")";
    }

    /** Whether the name is in the statement, as a table's or as anything else's. */
    boolean mentions(String name) {
      return Tokenizer.tokens(text).stream()
          .anyMatch(
              token ->
                  (token.kind() == Kind.WORD || token.kind() == Kind.NAME)
                      && token.value().equalsIgnoreCase(name));
    }
  }

  private final List<Statement> statements;

  private SparkScript(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  static SparkScript parse(String script) {
    List<Statement> statements = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int line = 1;
    int start = 0;
    for (Token token : Tokenizer.tokens(script)) {
      if (token.isSymbol(";")) {
        add(statements, start, current);
        start = 0;
      } else {
        if (start == 0 && token.kind() != Kind.SPACE) {
          start = line;
          current.setLength(0);
        }
        current.append(token.text());
      }
      line += (int) token.text().chars().filter(c -> c == '\n').count();
    }
    add(statements, start, current);
    return new SparkScript(statements);
  }

  private static void add(List<Statement> statements, int line, StringBuilder text) {
    if (line > 0) {
      statements.add(new Statement(statements.size() + 1, line, text.toString().strip()));
    }
    text.setLength(0);
  }

  /**
   * The statements with the arguments put in.
   *
   * @param arguments by name, with or without the two hyphens before it
   * @throws SparkScriptException naming all arguments that are missing, or one whose value could
   *     break out of the quotes around its placeholder
   */
  List<Statement> with(Map<String, String> arguments) {
    Set<String> missing = new LinkedHashSet<>();
    List<Statement> filled = new ArrayList<>();
    for (Statement statement : statements) {
      String text =
          PLACEHOLDER
              .matcher(statement.text)
              .replaceAll(
                  found -> {
                    String name = found.group(1);
                    String value = arguments.getOrDefault("--" + name, arguments.get(name));
                    if (value == null) {
                      missing.add("--" + name);
                      return "";
                    }
                    return Matcher.quoteReplacement(safe(name, value));
                  });
      filled.add(new Statement(statement.number, statement.line, text));
    }
    if (!missing.isEmpty()) {
      throw new SparkScriptException(
          "the script uses arguments that the job run does not have: "
              + String.join(", ", missing)
              + ". It has "
              + (arguments.isEmpty() ? "none" : String.join(", ", arguments.keySet()))
              + ".");
    }
    return filled;
  }

  private static String safe(String name, String value) {
    if (UNSAFE.matcher(value).find()) {
      throw new SparkScriptException(
          "argument --" + name + " holds a quote, a backslash or a line break: " + value);
    }
    return value;
  }
}
