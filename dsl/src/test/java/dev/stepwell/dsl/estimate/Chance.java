package dev.stepwell.dsl.estimate;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Services that answer by chance, and what a run of a compiled workflow against them wrote. */
final class Chance {

  private final Random random;
  private final int percentFailing;

  /**
   * Services.
   *
   * @param percentFailing how many of a hundred calls fail, and of a hundred jobs end badly
   */
  Chance(long seed, int percentFailing) {
    this.random = new Random(seed);
    this.percentFailing = percentFailing;
  }

  /**
   * What stands in a history.
   *
   * @param transitions states entered, attempts after the first, and the way to the first state
   */
  record Written(Execution execution, long events, long transitions) {

    static Written of(Execution execution) {
      List<String> types =
          execution.history().stream()
              .map(HistoryEvent::json)
              .map(event -> String.valueOf(event.string("type")))
              .toList();
      long entered = types.stream().filter(type -> type.endsWith("StateEntered")).count();
      long workEntered =
          types.stream().filter(type -> type.matches("(Task|Map|Parallel)StateEntered")).count();
      long attempts =
          types.stream()
              .filter(type -> type.matches(".*Scheduled|(Map|Parallel)StateStarted"))
              .count();
      return new Written(
          execution, types.size(), entered + Math.max(0, attempts - workEntered) + 1);
    }
  }

  Written run(Compiled compiled, String input) {
    try (Engine engine =
        Engine.builder()
            .clock(VirtualClock.jumping(Instant.parse("2026-01-01T00:00:00Z")))
            .handlers(TaskHandlers.builder().otherwise(name -> Optional.of(this::answer)).build())
            .build()) {
      return Written.of(
          engine
              .start(engine.create(compiled.name(), compiled.asl()), "run", Json.parse(input))
              .done()
              .get(60, TimeUnit.SECONDS));
    } catch (Exception e) {
      throw new AssertionError(compiled.name() + " did not end", e);
    }
  }

  private synchronized void answer(Task task) {
    if (task.resource().contains(".sync")) {
      task.submitted(Json.parse("{}"));
    }
    if (random.nextInt(100) < percentFailing) {
      task.fail(
          random.nextBoolean() ? "Redshift.Flaky" : "Glue.ConcurrentRunsExceededException",
          "by chance");
    } else {
      task.succeed(Json.parse(result(task.resource()).replace('\'', '"')));
    }
  }

  private String result(String resource) {
    boolean bad = random.nextInt(100) < percentFailing;
    if (resource.endsWith("describeStatement")) {
      return "{'Status': '"
          + (bad ? "FAILED" : random.nextBoolean() ? "STARTED" : "FINISHED")
          + "'}";
    } else if (resource.endsWith("executeStatement")) {
      return "{'Id': 'statement'}";
    } else if (resource.endsWith("startJobRun.sync")) {
      return "{'JobRunState': '" + (bad ? "FAILED" : "SUCCEEDED") + "', 'Id': 'job'}";
    }
    return "{'MessageId': 'message'}";
  }
}
