package dev.stepwell.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Replays what AWS was recorded to do. The corpus is looked for in the system property {@code
 * stepwell.conformance}, else beside the project; without it the test is skipped.
 */
class ConformanceTest {

  @Test
  void doesWhatAwsWasRecordedToDo() throws IOException {
    Path corpus = corpus();
    assumeTrue(
        Files.isDirectory(corpus),
        "no recordings at " + corpus + "; name their folder with -Dstepwell.conformance=...");

    int cases = 0;
    int met = 0;
    for (Recording recording : Recording.all(corpus)) {
      String difference = new Replay(recording).difference();
      if (recording.isAws()) {
        cases++;
        met += difference == null ? 1 : 0;
      }
      if (difference != null) {
        System.out.println("MISS " + recording + " | " + difference);
      }
    }

    System.out.println("conformance: " + met + " of " + cases);
    assertThat(met).as("cases that match, of %s", cases).isGreaterThanOrEqualTo(baseline(cases));
  }

  private static Path corpus() {
    String given = System.getProperty("stepwell.conformance");
    return given != null
        ? Path.of(given)
        : Path.of(System.getProperty("stepwell.root", ".."), "..", "shared", "conformance");
  }

  /** The committed count holds for the corpus it was counted on. */
  private static int baseline(int cases) throws IOException {
    try (var in = ConformanceTest.class.getResourceAsStream("/conformance-baseline.txt")) {
      List<Integer> metOf =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .strip()
              .lines()
              .map(Integer::valueOf)
              .toList();
      return metOf.get(1) == cases ? metOf.get(0) : 0;
    }
  }
}
