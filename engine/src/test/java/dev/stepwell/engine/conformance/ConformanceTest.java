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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Replays what AWS was recorded to do, and repeats what others measured there. The recordings are
 * looked for in the folder that the system property {@code stepwell.conformance} names, the
 * measurements in the file that {@code stepwell.observed} names, else both beside the project;
 * without them the tests are skipped.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConformanceTest {

  private static final Tally MEASURED_BEFORE = new Tally(161, 161);

  @Test
  @Order(1)
  void doesWhatOthersMeasured() throws IOException {
    Path given = at("stepwell.observed", "observed");
    Path file = Files.isDirectory(given) ? given.resolve("cases.json") : given;
    assumeTrue(
        Files.isRegularFile(file),
        "no measurements at " + file + "; name their file with -Dstepwell.observed=...");
    Tally tally = Measurements.repeat(file);
    System.out.println("observed: " + tally);
    assertThat(tally.isWorseThan(MEASURED_BEFORE)).as("fewer than %s", MEASURED_BEFORE).isFalse();
  }

  @Test
  @Order(2)
  void doesWhatAwsWasRecordedToDo() throws IOException {
    Path corpus = at("stepwell.conformance", "conformance");
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

  private static Path at(String property, String beside) {
    String given = System.getProperty(property);
    return given != null
        ? Path.of(given)
        : Path.of(System.getProperty("stepwell.root", ".."), "..", "shared", beside);
  }

  /** A line for each kind: its name, how many cases match, how many there are. */
  private static List<String> baseline() throws IOException {
    try (var in = ConformanceTest.class.getResourceAsStream("/conformance-baseline.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().lines().toList();
    }
  }
}
