package dev.stepwell.dsl.model;

import java.util.Set;

/**
 * A line of an author's source.
 *
 * @param file the file's name without folders
 * @param line from 1
 */
public record Place(String file, int line) {

  private static final Set<String> OURS =
      Set.of(
          "dev.stepwell.dsl",
          "dev.stepwell.dsl.model",
          "dev.stepwell.dsl.passes",
          "dev.stepwell.dsl.language");

  /** The line outside this library that is being run. */
  public static Place here() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> isAuthors(frame.getClassName()))
                    .findFirst()
                    .map(
                        frame ->
                            new Place(String.valueOf(frame.getFileName()), frame.getLineNumber()))
                    .orElse(new Place("unknown", 0)));
  }

  private static boolean isAuthors(String className) {
    int dot = className.lastIndexOf('.');
    String inPackage = dot < 0 ? "" : className.substring(0, dot);
    return !OURS.contains(inPackage) && !className.startsWith("java.");
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
