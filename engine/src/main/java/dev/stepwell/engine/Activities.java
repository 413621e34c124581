package dev.stepwell.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The activities of an engine: tasks that wait for workers, and workers that wait for tasks. */
final class Activities {

  private record Poll(@Nullable String worker, CompletableFuture<ActivityTask> answer) {}

  private static final class Queues {
    private final Queue<TaskAttempt> tasks = new ArrayDeque<>();
    private final Queue<Poll> polls = new ArrayDeque<>();
  }

  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Map<String, Queues> byArn = new HashMap<>();

  /** Makes an activity known; says whether it was not. */
  boolean create(String arn) {
    return known.add(arn);
  }

  void delete(String arn) {
    known.remove(arn);
  }

  boolean exists(String arn) {
    return known.contains(arn);
  }

  /** Gives a task to the first worker. On the loop. */
  void offer(TaskAttempt task) {
    Queues queues = queues(task.resource());
    queues.tasks.add(task);
    match(queues);
  }

  /** Has a worker wait for a task. On the loop. */
  void poll(String arn, @Nullable String worker, CompletableFuture<ActivityTask> answer) {
    Queues queues = queues(arn);
    queues.polls.add(new Poll(worker, answer));
    match(queues);
  }

  /** Has a worker wait for a task for a while; gives nothing if none comes. From any thread. */
  CompletableFuture<Optional<ActivityTask>> task(
      Loop loop, String arn, @Nullable String worker, Duration wait) {
    CompletableFuture<ActivityTask> answer = new CompletableFuture<>();
    CompletableFuture<Optional<ActivityTask>> limited = new CompletableFuture<>();
    loop.post(
        () -> {
          Timers.Timer timer =
              loop.after(
                  wait.toMillis(),
                  () -> {
                    answer.cancel(false);
                    limited.complete(Optional.empty());
                  });
          CompletableFuture<Void> unused =
              answer.thenAccept(
                  task -> {
                    loop.cancel(timer);
                    limited.complete(Optional.of(task));
                  });
          poll(arn, worker, answer);
        });
    return limited;
  }

  private Queues queues(String arn) {
    return byArn.computeIfAbsent(arn, any -> new Queues());
  }

  private static void match(Queues queues) {
    queues.polls.removeIf(poll -> poll.answer.isDone());
    while (!queues.tasks.isEmpty() && !queues.polls.isEmpty()) {
      TaskAttempt task = queues.tasks.remove();
      Poll poll = queues.polls.element();
      if (task.takenBy(poll.worker)) {
        queues.polls.remove();
        task.release(() -> poll.answer.complete(new ActivityTask(task.token(), task.arguments())));
      }
    }
  }
}
