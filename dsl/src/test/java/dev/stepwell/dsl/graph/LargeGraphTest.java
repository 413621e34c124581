package dev.stepwell.dsl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Graph;
import dev.stepwell.dsl.GraphStep;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A thousand tasks compile in seconds, from the calls of the author to the checked definition. */
class LargeGraphTest {

  private static final int LAYERS = 50;
  private static final int WIDTH = 20;

  /** It takes some seconds; the rest is for a machine that does much else. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  record Input() {}

  /** As dbt projects are: a task waits for one to three of the layer before. */
  @Test
  void layersOfTasks() {
    Compiled compiled = compiled("layers", LargeGraphTest::layers);

    assertThat(compiled.diagnostics()).anyMatch(found -> found.code().equals("ADDED_WAIT"));
  }

  /** Forks that end together, one after another, so that no wait need be added. */
  @Test
  void forksInARow() {
    Compiled compiled = compiled("forks", LargeGraphTest::forks);

    assertThat(compiled.diagnostics()).noneMatch(found -> found.code().equals("ADDED_WAIT"));
  }

  private static Compiled compiled(String name, Consumer<Graph> tasks) {
    Workflow<Input> workflow =
        Workflow.named(name, Input.class).flow((flow, in) -> flow.graph("g", tasks));
    long start = System.nanoTime();
    Compiled compiled = workflow.compile();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    String asl = compiled.asl();
    System.out.printf(
        Locale.ROOT,
        "%s: 1,000 tasks compiled in %.1f s, %d states, %d characters%n",
        name,
        took.toMillis() / 1000.0,
        asl.split("\"Type\":", -1).length - 1,
        compiled.definition().size());

    assertThat(took).isLessThan(LIMIT);
    for (int i = 0; i < LAYERS * WIDTH; i++) {
      assertThat(asl).contains("\"t" + i + "\": {");
    }
    return compiled;
  }

  private static void layers(Graph graph) {
    Random random = new Random(7);
    List<GraphStep<?>> before = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      List<GraphStep<?>> now = new ArrayList<>();
      for (int i = 0; i < WIDTH; i++) {
        GraphStep<?> task = task(graph, layer * WIDTH + i);
        // Most wait for one, few for three; near ones, as a model reads what is of its subject.
        int upstream = before.isEmpty() ? 0 : 1 + random.nextInt(1 + random.nextInt(3));
        for (int of = 0; of < upstream; of++) {
          task.after(before.get(Math.floorMod(i + random.nextInt(3) - 1, WIDTH)));
        }
        now.add(task);
      }
      before = now;
    }
  }

  private static void forks(Graph graph) {
    GraphStep<?> last = null;
    for (int block = 0; block < LAYERS; block++) {
      int first = block * WIDTH;
      GraphStep<?> open = task(graph, first);
      if (last != null) {
        open.after(last);
      }
      GraphStep<?> close = task(graph, first + WIDTH - 1);
      for (int pair = first + 1; pair + 1 < first + WIDTH; pair += 2) {
        GraphStep<?> one = task(graph, pair);
        GraphStep<?> two = task(graph, pair + 1);
        one.after(open);
        two.after(one);
        close.after(two);
      }
      last = close;
    }
  }

  private static GraphStep<?> task(Graph graph, int number) {
    return graph.run("t" + number, Sns.publish(Text.of("topic"), "said", Text.of("t" + number)));
  }
}
