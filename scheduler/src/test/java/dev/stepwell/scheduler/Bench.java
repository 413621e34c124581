package dev.stepwell.scheduler;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import dev.stepwell.scheduler.ledger.Ledger;
import dev.stepwell.scheduler.ledger.MemoryLedger;
import dev.stepwell.scheduler.ledger.RunFilter;
import dev.stepwell.scheduler.time.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A scheduler in time that is moved by hand; its tasks answer when they are told to. */
final class Bench implements AutoCloseable {

  static final Instant START = Instant.parse("2026-01-01T00:30:00Z");

  /** One task whose resource is {@code work}. */
  static final String ONE_TASK =
      """
      {"QueryLanguage": "JSONata", "StartAt": "work",
       "States": {"work": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:work:do", "End": true}}}
      """;

  /** Nothing to do. */
  static final String NOTHING =
      """
      {"QueryLanguage": "JSONata", "StartAt": "done", "States": {"done": {"Type": "Succeed"}}}
      """;

  final VirtualClock clock;
  final Scheduler scheduler;
  final List<MissedDeadline> missed = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Task> atWork = new ConcurrentHashMap<>();
  private Map<String, Integer> begun = new ConcurrentHashMap<>();

  Bench() {
    this(new MemoryLedger(), START, builder -> builder);
  }

  Bench(Ledger ledger, Instant start, UnaryOperator<SchedulerBuilder> more) {
    clock = VirtualClock.still(start);
    TaskHandler work =
        new TaskHandler() {
          @Override
          public void start(Task task) {
            begun.merge(name(task), 1, Integer::sum);
            atWork.put(name(task), task);
          }

          @Override
          public void resume(Task task) {
            begun.putIfAbsent(name(task), 1);
            atWork.put(name(task), task);
          }
        };
    scheduler =
        more.apply(
                Scheduler.builder()
                    .clock(clock)
                    .ledger(ledger)
                    .onMissedDeadline(missed::add)
                    .handlers(
                        TaskHandlers.builder()
                            .put("arn:aws:states:::aws-sdk:work:do", work)
                            .direct("arn:aws:states:::aws-sdk:work:echo", input -> input)
                            .build()))
            .build();
  }

  private static String name(Task task) {
    String arn = task.executionArn();
    return arn.substring(arn.lastIndexOf(':') + 1) + "/" + task.stateName();
  }

  /** Where it is counted how often each task was begun. */
  void begun(Map<String, Integer> counts) {
    begun = counts;
  }

  static RunTrigger.OnTime on(Timetable timetable) {
    return new RunTrigger.OnTime(
        "cron", timetable, (tick, interval) -> JsonObject.of("tick", Json.of(tick.toString())));
  }

  static WorkflowSpec hourly(String name, String definition) {
    return WorkflowSpec.of(name, definition, on(Hourly.hourly()));
  }

  Bench with(WorkflowSpec... specs) {
    for (WorkflowSpec spec : specs) {
      scheduler.register(spec);
    }
    scheduler.start();
    settle();
    return this;
  }

  /** Lets time pass, step by step, so that nothing that is due is late. */
  void pass(Duration time) {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      Duration step = Duration.between(clock.instant(), end);
      clock.advance(step.compareTo(Duration.ofMinutes(30)) < 0 ? step : Duration.ofMinutes(30));
      settle();
    }
  }

  /** Lets time pass at once, as while the process is down. */
  void jump(Duration time) {
    clock.advance(time);
    settle();
  }

  void settle() {
    scheduler.engine().settled().join();
  }

  /** The tasks at work, as {@code execution/state}. */
  List<String> atWork() {
    settle();
    return atWork.keySet().stream().sorted().toList();
  }

  void succeed(String task) {
    Task found = atWork.remove(task);
    if (found == null) {
      throw new IllegalStateException("not at work: " + task + ", but " + atWork());
    }
    found.succeed(JsonObject.EMPTY);
    settle();
  }

  void fail(String task) {
    Task found = atWork.remove(task);
    if (found == null) {
      throw new IllegalStateException("not at work: " + task + ", but " + atWork());
    }
    found.fail("Boom", "it was told to");
    settle();
  }

  void succeedAll() {
    while (!atWork().isEmpty()) {
      atWork().forEach(this::succeed);
    }
  }

  /** The runs of a workflow, the oldest first, as {@code id state}. */
  List<String> runs(String workflow) {
    List<String> runs =
        new ArrayList<>(
            scheduler.ledger().runs(RunFilter.of(workflow)).stream()
                .map(run -> run.runId() + " " + run.state().word())
                .toList());
    Collections.reverse(runs);
    return runs;
  }

  @Override
  public void close() {
    scheduler.close();
  }
}
