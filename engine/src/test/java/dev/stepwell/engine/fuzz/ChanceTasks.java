package dev.stepwell.engine.fuzz;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Does tasks well, badly, twice or not at all. Works on the engine's thread only. */
final class ChanceTasks {

  private static final String[] ERRORS = {"Fuzz.Error", "States.TaskFailed", "States.Timeout", ""};
  private static final String[] FILES = {
    "[1,{\"a\":2},null]", "a,b\n1,2\n\"3", "{\"a\":1}\n{\"a\":2}\n", "", "{", "[[[[]]]]"
  };

  private final Random random;
  private final Mutator mutator;
  private final List<Taken> taken = new ArrayList<>();

  private record Taken(Json arguments, String text) {}

  ChanceTasks(Random random) {
    this.random = random;
    this.mutator = new Mutator(random);
  }

  void start(Task task) {
    taken.add(new Taken(task.arguments(), task.arguments().compact()));
    switch (random.nextInt(12)) {
      case 0 -> task.fail(ERRORS[random.nextInt(ERRORS.length)], null);
      case 1 -> task.fail(null, "é".repeat(random.nextInt(40_000)));
      case 2 -> throw new IllegalStateException("a handler fails");
      case 3 -> task.heartbeat();
      case 4 -> {
        task.submitted(mutator.any());
        task.succeed(mutator.any());
        task.fail("Fuzz.Late", "the first answer counts");
      }
      case 5 -> task.succeed(new JsonString("x".repeat(random.nextInt(300_000))));
      case 6 -> task.succeed(JsonObject.of("Body", Json.of(FILES[random.nextInt(FILES.length)])));
      case 7, 8 -> task.succeed(mutator.any());
      default -> task.succeed(mutator.mutated(task.arguments(), 1));
    }
  }

  /** Arguments that are no longer what they were when their task was started. */
  List<String> changedArguments() {
    return taken.stream()
        .filter(each -> !each.arguments.compact().equals(each.text))
        .map(Taken::text)
        .toList();
  }
}
