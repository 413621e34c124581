package dev.stepwell.local.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link Worker} from outside. */
final class WorkerProcess {

  /** What a process shows that was killed by SIGKILL. */
  private static final int KILLED = 128 + 9;

  private final Process process;
  private final Path errors;

  private WorkerProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  static WorkerProcess start(Path folder, boolean warehouse) throws IOException {
    Path errors = folder.resolve("worker.err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Worker.class.getName(),
                folder.toString(),
                Boolean.toString(warehouse))
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    return new WorkerProcess(process, errors);
  }

  /** Returns when the engine goes on with what was left. */
  void awaitUp() throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (!Worker.UP.equals(line)) {
      throw new AssertionError("a worker did not come up but said '" + line + "'; see " + errors);
    }
  }

  /** Kills the process at a later time. */
  void killAfter(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new AssertionError(
          "a worker ended by itself with " + process.exitValue() + "; see " + errors);
    }
    kill();
    if (process.exitValue() != KILLED) {
      throw new AssertionError(
          "a worker ended with " + process.exitValue() + " before it was killed; see " + errors);
    }
  }

  /** Kills the process, if it still lives. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
