package dev.stepwell.local.spark;

import static java.util.Objects.requireNonNull;

import dev.stepwell.local.glue.JobFailedException;
import dev.stepwell.local.glue.JobRunner;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs whose script is Python with the {@code spark-submit} of this machine, if it has one.
 * The job's arguments are the script's; S3 addresses in them become paths of this machine, because
 * a plain Spark knows no S3. Thread-safe.
 */
public final class SparkSubmit implements JobRunner {

  private static final int LINES = 20;

  private final Optional<Path> program;
  private final DuckDb duck;

  /**
   * A runner.
   *
   * @param program {@code spark-submit}; empty if there is none, then every run fails and says so
   * @param duck knows where buckets are
   */
  public SparkSubmit(Optional<Path> program, DuckDb duck) {
    this.program = requireNonNull(program, "program");
    this.duck = requireNonNull(duck, "duck");
  }

  /**
   * The program in the {@code bin} of {@code SPARK_HOME}, or the first one on the path.
   *
   * @param environment the process's environment variables
   */
  public static Optional<Path> find(Map<String, String> environment) {
    List<String> folders = new ArrayList<>();
    String home = environment.get("SPARK_HOME");
    if (home != null && !home.isBlank()) {
      folders.add(home + File.separator + "bin");
    }
    String path = environment.get("PATH");
    if (path != null) {
      folders.addAll(List.of(path.split(File.pathSeparator)));
    }
    return folders.stream()
        .filter(each -> !each.isBlank())
        .map(each -> Path.of(each, "spark-submit"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void run(String script, Map<String, String> arguments, String runId, CallContext context)
      throws JobFailedException {
    if (program.isEmpty()) {
      throw failed(
          "The job's script is Python, and this machine has no spark-submit. Install Apache Spark"
              + " (pip install pyspark) and put spark-submit on the PATH or set SPARK_HOME, or"
              + " write the job as a Spark SQL script.",
          null);
    }
    try {
      Path folder = Files.createTempDirectory("glue-");
      Path output = folder.resolve("output.txt");
      try {
        Path file = Files.writeString(folder.resolve("script.py"), script);
        Process process =
            new ProcessBuilder(command(program.get(), file, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        context.onCancel(
            () -> {
              process.descendants().forEach(ProcessHandle::destroyForcibly);
              process.destroyForcibly();
            });
        int code = process.waitFor();
        if (code != 0) {
          throw failed("spark-submit ended with " + code + ": " + end(output), null);
        }
      } finally {
        Files.deleteIfExists(folder.resolve("script.py"));
        Files.deleteIfExists(output);
        Files.deleteIfExists(folder);
      }
    } catch (IOException failure) {
      throw failed("spark-submit cannot be run: " + failure, failure);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw failed("The process is closing", closing);
    }
  }

  private List<String> command(Path submit, Path file, Map<String, String> arguments)
      throws JobFailedException {
    List<String> command = new ArrayList<>();
    command.add(submit.toString());
    command.add("--master");
    command.add("local[*]");
    command.add(file.toString());
    try (SqlSession session = duck.session()) {
      for (Map.Entry<String, String> each : arguments.entrySet()) {
        command.add(each.getKey());
        command.add(session.localizeAddress(each.getValue()));
      }
    } catch (SQLException | IllegalArgumentException unfit) {
      throw failed(String.valueOf(unfit.getMessage()), unfit);
    }
    return command;
  }

  private static String end(Path output) throws IOException {
    String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }

  private static JobFailedException failed(String reason, @Nullable Throwable cause) {
    return new JobFailedException(reason, cause == null ? new IOException(reason) : cause);
  }
}
