package dev.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stepwell.cli.files.RunFiles;
import dev.stepwell.cli.files.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, killed in the middle of a run, and given again. */
class ResumeTest {

  private static final String SECOND = "flights-daily-2001-01-02-run1";

  @TempDir private Path folder;
  private TestBench bench;

  @BeforeEach
  void killsTheCommandInItsSecondRun() throws IOException, InterruptedException {
    bench =
        TestBench.withFlights(
            folder, "day=2001-01-01/hour=08", "day=2001-01-02/hour=08", "day=2001-01-03/hour=08");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dstepwell.root=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stepwell.cli.Main",
                "run",
                "flights-daily")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.log").toFile())
            .start();
    Path history = bench.project().executions().resolve(SECOND).resolve("history.jsonl");
    while (!Files.exists(history) || Files.size(history) == 0) {
      boolean ended = process.waitFor(10, TimeUnit.MILLISECONDS);
      assertThat(ended).as(Files.readString(folder.resolve("killed.log"))).isFalse();
    }
    process.destroyForcibly().waitFor();
    assertThat(run(SECOND).status()).isEqualTo(StoredRun.RUNNING);
  }

  private StoredRun run(String name) {
    return new RunFiles(bench.project()).find(name).orElseThrow();
  }

  @Test
  void goesOnWhereItWasKilled() {
    assertThat(bench.run("history")).isZero();
    assertThat(bench.out()).contains(SECOND + "  interrupted");

    assertThat(bench.run("run", "flights-daily")).isZero();

    assertThat(bench.out())
        .contains("2 runs of an interrupted command are left (" + SECOND + " half done).")
        .contains("2001-01-02  1 of 2", "2001-01-03  2 of 2")
        .doesNotContain("2001-01-01  ");
    assertThat(new RunFiles(bench.project()).all())
        .extracting(StoredRun::name, StoredRun::status)
        .containsExactlyInAnyOrder(
            tuple("flights-daily-2001-01-01-run1", "SUCCEEDED"),
            tuple(SECOND, "SUCCEEDED"),
            tuple("flights-daily-2001-01-03-run1", "SUCCEEDED"));
    assertThat(new RunFiles(bench.project()).history(run(SECOND)))
        .extracting(event -> event.string("type"))
        .startsWith("ExecutionStarted")
        .endsWith("ExecutionSucceeded");
    assertThat(bench.run("run", "flights-daily", "--day", "2001-01-02")).isZero();
    assertThat(bench.out()).doesNotContain("interrupted command");
  }

  @Test
  void givesUpWhatIsNotToGoOn() {
    assertThat(bench.run("run", "flights-daily", "--no-resume", "--day", "2001-01-03")).isZero();

    assertThat(bench.out())
        .contains("It is given up.")
        .contains("2001-01-03")
        .doesNotContain("1 of 2");
    assertThat(run(SECOND).status()).isEqualTo("ABORTED");
    assertThat(run(SECOND).error()).contains("Stepwell.NotResumed");
  }
}
