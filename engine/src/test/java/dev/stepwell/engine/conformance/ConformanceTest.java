package dev.stepwell.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    Map<String, Tally> tallies = new TreeMap<>();
    Tally others = new Tally();
    for (Recording recording : Recording.all(corpus)) {
      String difference = Kinds.check(recording).difference();
      Tally tally =
          recording.isAws()
              ? tallies.computeIfAbsent(recording.text("kind"), any -> new Tally())
              : others;
      tally.count(difference == null);
      if (difference != null) {
        System.out.println("MISS " + recording + " | " + difference);
      }
    }

    Tally all = new Tally();
    tallies.values().forEach(all::add);
    tallies.forEach((kind, tally) -> System.out.println(kind + ": " + tally));
    System.out.println("not confirmed by AWS: " + others);
    System.out.println("conformance: " + all);
    assertThat(fallen(tallies)).isEmpty();
  }

  /** The kinds of which fewer cases match than before. */
  private static List<String> fallen(Map<String, Tally> tallies) throws IOException {
    List<String> fallen = new ArrayList<>();
    for (String line : baseline()) {
      String[] words = line.split(" ");
      Tally tally = tallies.getOrDefault(words[0], new Tally());
      Tally before = new Tally(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      if (tally.isWorseThan(before)) {
        fallen.add(words[0] + ": " + tally + ", before " + before);
      }
    }
    return fallen;
  }

  private static Path corpus() {
    String given = System.getProperty("stepwell.conformance");
    return given != null
        ? Path.of(given)
        : Path.of(System.getProperty("stepwell.root", ".."), "..", "shared", "conformance");
  }

  /** A line for each kind: its name, how many cases match, how many there are. */
  private static List<String> baseline() throws IOException {
    try (var in = ConformanceTest.class.getResourceAsStream("/conformance-baseline.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().lines().toList();
    }
  }
}
