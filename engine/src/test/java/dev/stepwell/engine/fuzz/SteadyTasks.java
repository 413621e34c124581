package dev.stepwell.engine.fuzz;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandler;
import java.util.Random;

/** Does tasks well, badly or not at all, but the same task always in the same way. */
final class SteadyTasks implements TaskHandler {

  private static final String ID = "[0-9a-f]{8}-[0-9a-f-]{27}";

  private final long seed;

  SteadyTasks(long seed) {
    this.seed = seed;
  }

  @Override
  public void start(Task task) {
    String what = task.stateName() + task.arguments().compact().replaceAll(ID, "<id>");
    Random random = new Random(seed + what.hashCode());
    Mutator mutator = new Mutator(random);
    switch (random.nextInt(10)) {
      case 0 -> task.fail("Fuzz.Error", "for once");
      case 1 -> task.fail("States.TaskFailed", null);
      case 2 -> task.heartbeat();
      case 3 -> {
        task.submitted(Json.of("taken"));
        task.succeed(mutator.any());
      }
      case 4 -> task.succeed(mutator.any());
      default -> task.succeed(task.arguments());
    }
  }

  @Override
  public void resume(Task task) {
    start(task);
  }
}
