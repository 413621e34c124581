package dev.stepwell.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes many flights of the sample's: every flight once more for each copy, with a distance that no
 * other copy of it has, so that copies are no duplicates and what is wrong in the sample is wrong
 * in each of them.
 */
final class FlightsRows {

  private static final int DISTANCE = 2;

  private FlightsRows() {}

  /**
   * Writes {@code data/landing} of a project.
   *
   * @param sample a project with the sample
   * @param project where to write; made if missing
   * @param least how many flights there shall be at least
   * @return how many there are
   */
  static long write(Path sample, Path project, long least) throws IOException {
    Path from = sample.resolve("data/landing");
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    long rows = 0;
    for (Path file : files) {
      rows += isFlights(from, file) ? rows(file) : 0;
    }
    long copies = (least + rows - 1) / rows;
    for (Path file : files) {
      Path to = project.resolve("data/landing").resolve(from.relativize(file));
      Files.createDirectories(to.getParent());
      if (isFlights(from, file)) {
        copies(file, to, copies);
      } else {
        Files.copy(file, to);
      }
    }
    return rows * copies;
  }

  private static boolean isFlights(Path landing, Path file) {
    return landing.relativize(file).startsWith("flights") && file.toString().endsWith(".csv");
  }

  private static long rows(Path file) throws IOException {
    return Files.readAllLines(file).size() - 1L;
  }

  private static void copies(Path from, Path to, long copies) throws IOException {
    List<String> lines = Files.readAllLines(from);
    try (BufferedWriter out = Files.newBufferedWriter(to)) {
      out.write(lines.get(0) + "\n");
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.split(",", -1);
        int distance = Integer.parseInt(fields[DISTANCE]);
        for (long copy = 0; copy < copies; copy++) {
          fields[DISTANCE] = String.valueOf(distance + copy);
          out.write(String.join(",", fields) + "\n");
        }
      }
    }
  }
}
