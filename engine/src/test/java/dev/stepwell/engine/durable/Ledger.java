package dev.stepwell.engine.durable;

import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The outside world: knows which attempts were ever given out, and how they were answered. */
final class Ledger {

  private final Map<String, Integer> starts = new TreeMap<>();
  private final List<String> doubled = new ArrayList<>();

  /** A handler that remembers what it did; asked again for the same attempt, it says the same. */
  TaskHandler remembering(Consumer<Task> work) {
    return new TaskHandler() {
      @Override
      public void start(Task task) {
        if (starts.merge(task.token(), 1, Integer::sum) > 1) {
          doubled.add(task.stateName() + " " + task.token());
        }
        work.accept(task);
      }

      @Override
      public void resume(Task task) {
        starts.putIfAbsent(task.token(), 1);
        work.accept(task);
      }
    };
  }

  /** Attempts that were started twice, without being resumed. */
  List<String> doubled() {
    return doubled;
  }
}
