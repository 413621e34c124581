package dev.stepwell.benchmarks;

import dev.stepwell.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the pipelines of the project on many rows, as {@code ./stepwell run} does, and reports time,
 * memory, and the share of the time that was spent outside the SQL engine.
 */
public final class Flights {

  private Flights() {}

  /**
   * Writes the rows, or runs a workflow on them.
   *
   * @param arguments {@code rows SAMPLE PROJECT COUNT}, or {@code run WORKFLOW OPTIONS} with the
   *     project in the system property {@code stepwell.root}
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("rows")) {
      long rows =
          FlightsRows.write(
              Path.of(arguments[1]), Path.of(arguments[2]), Long.parseLong(arguments[3]));
      System.out.printf("%,d flights in %s%n", rows, arguments[2]);
    } else {
      run(List.of(arguments).subList(1, arguments.length));
    }
  }

  private static void run(List<String> command) {
    SqlShare share = SqlShare.start();
    // The command ends the process.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> report(command.get(0), share)));
    Main.main(
        Stream.concat(Stream.of("run", "--no-resume"), command.stream()).toArray(String[]::new));
  }

  private static void report(String workflow, SqlShare share) {
    var figures = share.figures();
    share.close();
    System.out.printf(
        "%s: %.1f s, %.0f %% of it outside the SQL engine, at most %,d MiB resident%n",
        workflow, figures.get("seconds"), 100 * figures.get("outside"), residentMebibytes());
  }

  /** The most memory that this process has held at once; Linux tells it. */
  private static long residentMebibytes() {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
      return lines.stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException absent) {
      return 0;
    }
  }
}
