package dev.stepwell.workflows;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text that lies beside the classes.
 *
 * @param resource its place on the class path
 * @param text what it says
 */
record ScriptText(String resource, String text) {

  private static final String FOLDER = "dev/stepwell/workflows/";

  /** The text of a file in this package. */
  static ScriptText of(String file) {
    String resource = FOLDER + file;
    try (InputStream in = ScriptText.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "there is no '" + resource + "' on the class path; put it into src/main/resources");
      }
      return new ScriptText(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The SQL statements in it, each in one line. For tables and the like: comments have lines of
   * their own, and no text in quotes holds a semicolon.
   */
  List<String> statements() {
    String code =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.startsWith("--"))
            .collect(Collectors.joining(" "));
    return Arrays.stream(code.split(";"))
        .map(statement -> statement.strip().replaceAll("\\s+", " "))
        .filter(statement -> !statement.isEmpty())
        .toList();
  }
}
