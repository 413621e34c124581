package dev.stepwell.dsl.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.dsl.structure.Nesting.Fork;
import dev.stepwell.dsl.structure.Nesting.Sequence;
import dev.stepwell.dsl.structure.Nesting.Vertex;
import dev.stepwell.dsl.structure.Structuring.AddedWait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuringTest {

  /** 2 waits for 0; 3 waits for 0 and 1. */
  private static final Dag CROSSED = Dag.of(new int[][] {{}, {}, {0}, {0, 1}});

  @Test
  void seriesParallelGraphNestsAsItIs() {
    Dag dag = Dag.of(new int[][] {{}, {0}, {0}, {2}, {1, 3}, {}});

    Structuring made = Structuring.of(dag, null);

    assertThat(made.added()).isEmpty();
    assertThat(made.nesting())
        .isEqualTo(
            new Fork(
                List.of(
                    new Sequence(
                        List.of(
                            new Vertex(0),
                            new Fork(
                                List.of(
                                    new Vertex(1),
                                    new Sequence(List.of(new Vertex(2), new Vertex(3))))),
                            new Vertex(4))),
                    new Vertex(5))));
  }

  @Test
  void edgesThatOthersImplyMeanNothing() {
    assertThat(Structuring.of(Dag.of(new int[][] {{}, {0}, {0, 1}}), null).nesting())
        .isEqualTo(new Sequence(List.of(new Vertex(0), new Vertex(1), new Vertex(2))));
  }

  /** Which of the three ways is best depends on the durations. */
  @ParameterizedTest
  @CsvSource({"1 1 1 1, 2, 1, 2", "1 5 9 5, 1, 0, 11", "5 9 5 1, 3, 2, 11"})
  void crossedGraphWaitsWhereItCostsLeast(
      String durations, int vertex, int waitsFor, double length) {
    double[] times = Arrays.stream(durations.split(" ")).mapToDouble(Double::parseDouble).toArray();

    Structuring made = Structuring.of(CROSSED, times);

    assertThat(made.added()).containsExactly(new AddedWait(vertex, waitsFor));
    assertThat(made.nesting().length(times)).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 12, 30})
  void everyVertexStillWaitsForAllItMust(int size) {
    for (int seed = 0; seed < 20; seed++) {
      Dag dag = random(new Random(seed), size);
      Structuring made = Structuring.of(dag, null);

      assertThat(made.nesting().vertices()).hasSize(size).doesNotHaveDuplicates();
      int[][] waits = new int[size][];
      after(made.nesting(), new TreeSet<>(), waits);
      for (int v = 0; v < size; v++) {
        for (int before : dag.direct(v)) {
          assertThat(waits[v]).contains(before);
        }
      }
      assertThat(Structuring.of(dag, null)).isEqualTo(made);
    }
  }

  /** All that each vertex waits for in a nesting; gives the vertices of the nesting. */
  private static Set<Integer> after(Nesting nesting, Set<Integer> before, int[][] waits) {
    Set<Integer> inside = new TreeSet<>();
    if (nesting instanceof Vertex vertex) {
      waits[vertex.number()] = before.stream().mapToInt(Integer::intValue).toArray();
      inside.add(vertex.number());
    }
    for (Nesting part : nesting.parts()) {
      Set<Integer> earlier = new TreeSet<>(before);
      if (nesting instanceof Sequence) {
        earlier.addAll(inside);
      }
      inside.addAll(after(part, earlier, waits));
    }
    return inside;
  }

  static Dag random(Random random, int size) {
    int[][] before = new int[size][];
    for (int v = 0; v < size; v++) {
      List<Integer> of = new ArrayList<>();
      for (int k = random.nextInt(4); k > 0 && v > 0; k--) {
        of.add(Math.max(0, v - 1 - random.nextInt(1 + size / 4)));
      }
      before[v] = of.stream().distinct().mapToInt(Integer::intValue).toArray();
    }
    return Dag.of(before);
  }

  @Test
  void circleIsRefused() {
    assertThatThrownBy(() -> Dag.of(new int[][] {{}, {3}, {1}, {2}}))
        .isInstanceOfSatisfying(
            Dag.CycleException.class,
            cycle -> assertThat(cycle.cycle()).containsExactlyInAnyOrder(1, 2, 3));
  }

  @Test
  void thousandTangledVerticesTakeSeconds() {
    Dag dag = random(new Random(1), 1000);
    Instant begun = Instant.now();

    Structuring made = Structuring.of(dag, null);

    Duration took = Duration.between(begun, Instant.now());
    System.out.println(
        "structuring of 1,000 vertices: "
            + took.toMillis()
            + " ms, "
            + made.added().size()
            + " waits added");
    assertThat(made.nesting().vertices()).hasSize(1000);
    assertThat(took).isLessThan(Duration.ofMinutes(2));
  }
}
