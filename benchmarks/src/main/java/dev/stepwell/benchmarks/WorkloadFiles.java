package dev.stepwell.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the definitions and inputs of the workloads are read from. */
final class WorkloadFiles {

  private static final String PROPERTY = "stepwell.workloads";

  private WorkloadFiles() {}

  /**
   * The text of a file.
   *
   * @throws IllegalStateException if there is none; the message says how to name another folder
   */
  static String read(String name) {
    Path folder = folder();
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(
          "There is no workload '"
              + name
              + "' in '"
              + folder
              + "'. Name the folder that has the workloads with -D"
              + PROPERTY
              + "=...");
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read '" + file + "'", e);
    }
  }

  private static Path folder() {
    String given = System.getProperty(PROPERTY);
    Path root = Path.of(System.getProperty("stepwell.root", ".")).toAbsolutePath().normalize();
    return given == null ? root.resolveSibling("shared").resolve("workloads") : Path.of(given);
  }
}
