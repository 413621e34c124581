package dev.stepwell.dsl.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.structure.Structuring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * All graphs of the corpus compile; those that are series-parallel without any added wait. For the
 * others it measures how much longer the longest path becomes: with equal durations, of which the
 * compiler was told nothing; with random durations that it was told; and, in the table only, with
 * random durations that it was not told.
 */
class DagCorpusTest {

  private static final int DRAWS = 3;
  private static final int UNTOLD_DRAWS = 10;

  /** Added lengths of the longest path as shares of what it must be. */
  private record Measured(
      Corpus graph, int states, int waits, double unit, double told, double untold) {

    boolean exact() {
      return waits == 0;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%4d tasks %4d states %4d waits %6.1f %% unit %6.1f %% random %6.1f %% untold  %s",
          graph.dag().size(),
          states,
          waits,
          100 * unit,
          100 * told,
          100 * untold,
          graph.name());
    }
  }

  @Test
  void allGraphsCompileAndWaitForLittle() {
    Path folder = Corpus.folder();
    assumeTrue(
        Files.isDirectory(folder),
        "no graphs at " + folder + "; name their folder with -Dstepwell.dags=DIR");

    List<Measured> all = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    List<Corpus> graphs = Corpus.all(folder);
    for (int i = 0; i < graphs.size(); i++) {
      try {
        all.add(measure(graphs.get(i), new Random(i)));
      } catch (RuntimeException e) {
        failed.add(graphs.get(i).name() + ": " + e);
      }
    }

    all.stream().filter(each -> !each.exact()).forEach(System.out::println);
    failed.forEach(System.out::println);
    System.out.printf(
        Locale.ROOT,
        "%d graphs had to be given waits; mean added path of these %.2f %% (unit), %.2f %% (random),"
            + " %.2f %% (random, not told to the compiler)%n",
        all.stream().filter(each -> !each.exact()).count(),
        mean(all, false, Measured::unit),
        mean(all, false, Measured::told),
        mean(all, false, Measured::untold));
    long nested = graphs.stream().filter(Corpus::seriesParallel).count();
    long exact = all.stream().filter(each -> each.graph().seriesParallel() && each.exact()).count();
    System.out.printf(
        Locale.ROOT,
        "dags: %d of %d compiled, exact for %d of %d series-parallel, mean added path %.2f %% (unit),"
            + " %.2f %% (random)%n",
        all.size(),
        graphs.size(),
        exact,
        nested,
        mean(all, true, Measured::unit),
        mean(all, true, Measured::told));

    assertThat(failed).isEmpty();
    assertThat(exact).isEqualTo(nested);
    assertThat(mean(all, true, Measured::unit)).isLessThan(2);
    assertThat(mean(all, true, Measured::told)).isLessThan(2);
    assertThat(all)
        .allSatisfy(
            each ->
                assertThat(each.states()).isLessThanOrEqualTo(4 * each.graph().dag().size() + 4));
  }

  private static double mean(
      List<Measured> all, boolean exactOnes, java.util.function.ToDoubleFunction<Measured> share) {
    return 100
        * all.stream()
            .filter(each -> exactOnes || !each.exact())
            .mapToDouble(share)
            .average()
            .orElse(0);
  }

  private static Measured measure(Corpus graph, Random random) {
    Compiled compiled = graph.workflow(null).compile();
    int waits =
        (int)
            compiled.diagnostics().stream()
                .map(Diagnostic::code)
                .filter("ADDED_WAIT"::equals)
                .count();
    int states = compiled.asl().split("\"Type\":", -1).length - 1;
    if (waits == 0) {
      return new Measured(graph, states, 0, 0, 0, 0);
    }
    Structuring blind = Structuring.of(graph.dag(), null);
    double[] unit = new double[graph.dag().size()];
    Arrays.fill(unit, 1);
    double told = 0;
    double untold = 0;
    for (int draw = 0; draw < UNTOLD_DRAWS; draw++) {
      double[] durations = durations(random, unit.length);
      untold += added(graph, blind, durations) / UNTOLD_DRAWS;
      if (draw < DRAWS) {
        told += added(graph, Structuring.of(graph.dag(), durations), durations) / DRAWS;
      }
    }
    return new Measured(graph, states, waits, added(graph, blind, unit), told, untold);
  }

  /** Most are short, few are long, as tasks are. */
  private static double[] durations(Random random, int size) {
    double[] durations = new double[size];
    for (int v = 0; v < size; v++) {
      durations[v] = Math.exp(random.nextGaussian());
    }
    return durations;
  }

  private static double added(Corpus graph, Structuring structured, double[] durations) {
    return structured.nesting().length(durations) / graph.dag().length(durations) - 1;
  }
}
