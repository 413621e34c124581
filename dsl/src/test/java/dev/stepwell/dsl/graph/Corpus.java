package dev.stepwell.dsl.graph;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.Graph;
import dev.stepwell.dsl.GraphStep;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.TriggerRule;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.structure.Dag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Dependency graphs of real projects, as {@code shared/corpus/dags} has them.
 *
 * @param name the file's name
 * @param tasks the tasks as the file has them
 * @param dag who waits for whom, by the places of the tasks
 * @param seriesParallel whether the file says that it nests as it is
 */
record Corpus(String name, List<JsonObject> tasks, Dag dag, boolean seriesParallel) {

  private static final ErrorName SKIP = ErrorName.of("Skip");

  record Input() {}

  /** Where the graphs are: {@code -Dstepwell.dags=DIR}, or beside the project. */
  static Path folder() {
    String root = System.getProperty("stepwell.root", "..");
    String fallback = Path.of(root).resolve("../shared/corpus/dags").normalize().toString();
    return Path.of(System.getProperty("stepwell.dags", fallback));
  }

  static List<Corpus> all(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> !file.endsWith("index.json"))
          .sorted()
          .map(Corpus::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Corpus read(Path file) {
    try {
      return of(file.getFileName().toString(), (JsonObject) Json.parse(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Corpus of(String name, JsonObject graph) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    List<JsonObject> tasks = new ArrayList<>();
    for (Json task : graph.array("tasks")) {
      tasks.add((JsonObject) task);
      numbers.put(text((JsonObject) task, "id"), numbers.size());
    }
    List<List<Integer>> before = new ArrayList<>();
    tasks.forEach(unused -> before.add(new ArrayList<>()));
    for (Json edge : graph.array("edges")) {
      JsonArray pair = (JsonArray) edge;
      before.get(number(numbers, pair.get(1))).add(number(numbers, pair.get(0)));
    }
    Dag dag =
        Dag.of(
            before.stream()
                .map(of -> of.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new));
    return new Corpus(name, tasks, dag, Json.of(true).equals(graph.get("isSeriesParallel")));
  }

  private static int number(Map<String, Integer> numbers, Json id) {
    return Objects.requireNonNull(numbers.get(((JsonString) id).value()));
  }

  private static String text(JsonObject object, String name) {
    return Objects.requireNonNull(object.string(name));
  }

  /**
   * The graph said in the DSL: one message a task, named {@code t0}, {@code t1}, ...; mapped tasks
   * are plain ones, as the file does not say over what they are mapped.
   *
   * @param seconds what the tasks are expected to take; null to say nothing
   */
  Workflow<Input> workflow(double @Nullable [] seconds) {
    return Workflow.named("corpus", Input.class)
        .flow((flow, in) -> flow.graph("g", graph -> record(graph, seconds)));
  }

  private void record(Graph graph, double @Nullable [] seconds) {
    Map<Integer, GraphStep<?>> steps = new LinkedHashMap<>();
    for (int v : dag.order()) {
      GraphStep<?> step =
          graph.run("t" + v, Sns.publish(Text.of("topic"), "did", Text.of("t" + v))).skipOn(SKIP);
      for (int before : dag.direct(v)) {
        step.after(Objects.requireNonNull(steps.get(before)));
      }
      JsonObject task = tasks.get(v);
      String rule = text(task, "triggerRule");
      boolean afterSetup =
          Arrays.stream(dag.direct(v))
              .anyMatch(u -> Json.of(true).equals(tasks.get(u).get("setup")));
      if (Json.of(true).equals(task.get("setup"))) {
        step.setup();
      } else if (Json.of(true).equals(task.get("teardown"))) {
        step.teardown();
      } else if (!afterSetup) {
        step.rule(TriggerRule.valueOf(rule.toUpperCase(Locale.ROOT)));
      }
      if (seconds != null) {
        step.expected(Duration.ofMillis(Math.round(1000 * seconds[v])));
      }
      steps.put(v, step);
    }
  }
}
