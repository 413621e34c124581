package dev.stepwell.local.crash;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionAlreadyExistsException;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.store.Store;
import dev.stepwell.local.LocalCloud;
import dev.stepwell.local.crash.Entry.Kind;
import dev.stepwell.local.lambda.FunctionDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An engine, local services and the work outside, over one folder that outlives the process. */
final class World implements AutoCloseable {

  static final String TOPIC = "Alerts";

  private final boolean warehouse;
  private final Ledger ledger;
  private final Lines answers;
  private final Callbacks callbacks;
  private final LocalCloud cloud;
  private final Engine engine;
  private final ScheduledExecutorService threads;

  private World(Path folder, boolean warehouse) {
    this.warehouse = warehouse;
    ledger = Ledger.open(folder.resolve("ledger"));
    answers = new Lines(folder.resolve("answers"));
    callbacks = new Callbacks(answers, ledger);
    threads = Executors.newScheduledThreadPool(2, World::daemon);
    cloud = cloud(folder);
    engine =
        Engine.builder()
            .handlers(
                new OutsideWork(ledger, callbacks, threads)
                    .handlers()
                    .otherwise(cloud.handlers()::find)
                    .build())
            .listener(this::hear)
            .resuming(
                execution ->
                    warehouse || !execution.stateMachine().name().equals(Load.WAREHOUSE.machine()))
            .store(Store.open(folder.resolve("store")))
            .build();
    new ActivityWorker(engine, engine.createActivity(ActivityWorker.ACTIVITY), ledger, threads)
        .start();
    for (Load load : Load.values()) {
      engine.create(load.machine(), load.definition());
    }
    ScheduledFuture<?> unused =
        threads.scheduleWithFixedDelay(() -> callbacks.bring(engine), 0, 10, TimeUnit.MILLISECONDS);
  }

  /**
   * Opens a folder and goes on with what was left there.
   *
   * @param warehouse whether executions of {@link Load#WAREHOUSE} go on too
   */
  static World open(Path folder, boolean warehouse) {
    return new World(folder, warehouse);
  }

  private static LocalCloud cloud(Path folder) {
    return LocalCloud.in(folder.resolve("cloud"))
        .bucket("lake")
        .topic(TOPIC)
        .warehouse("analytics", "dw")
        .function(new FunctionDefinition("Echo", Echo.class.getName(), 128, Duration.ofMinutes(1)))
        .open();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "outside");
    thread.setDaemon(true);
    return thread;
  }

  /** What the engine says is on stable storage. */
  private void hear(String arn, HistoryEvent event) {
    switch (event.type()) {
      case TASK_SUCCEEDED -> heard(event.json().object("taskSucceededEventDetails"));
      case TASK_FAILED -> heard(event.json().object("taskFailedEventDetails"));
      case ACTIVITY_SUCCEEDED -> heard(event.json().object("activitySucceededEventDetails"));
      case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED ->
          ledger.add(Kind.ENDED, arn.substring(arn.lastIndexOf(':') + 1), "");
      default -> {}
    }
  }

  private void heard(JsonObject details) {
    String output = details.string("output");
    if (output == null) {
      if (Callbacks.ERROR.equals(details.string("error"))) {
        ledger.add(Kind.HEARD, String.valueOf(details.string("cause")), "");
      }
    } else if (Json.parse(output) instanceof JsonObject result) {
      String step = result.string("step");
      if (step != null) {
        ledger.add(Kind.HEARD, step, "");
      }
    }
  }

  /** Starts what the plan wants and nobody has started. */
  void start(List<Planned> plan) {
    for (Planned planned : plan) {
      if (!ledger.has(Kind.ENDED, planned.name(), "")
          && (warehouse || planned.load() != Load.WAREHOUSE)) {
        start(planned);
      }
    }
  }

  private void start(Planned planned) {
    StateMachineHandle machine = engine.stateMachine(planned.load().machine()).orElseThrow();
    if (!ledger.has(Kind.ACKNOWLEDGED, planned.name(), "")) {
      try {
        engine.start(machine, planned.name(), planned.load().input());
      } catch (ExecutionAlreadyExistsException ended) {
        // The process that started it was killed before it was told so, and another one ended it:
        // then it is found below.
      }
      ledger.add(Kind.ACKNOWLEDGED, planned.name(), "");
    }
    Optional<Execution> execution = machine.execution(planned.name());
    if (execution.isEmpty()) {
      ledger.add(Kind.MISSING, planned.name(), "");
    } else if (execution.get().status() != ExecutionStatus.RUNNING) {
      ledger.add(Kind.ENDED, planned.name(), "");
    }
  }

  /** All executions that were ever started, children of Map Runs apart. */
  List<Execution> executions() {
    List<Execution> all = new ArrayList<>();
    engine.stateMachines().forEach(machine -> all.addAll(machine.executionsNewestFirst()));
    return all;
  }

  LocalCloud cloud() {
    return cloud;
  }

  @Override
  public void close() {
    threads.shutdown();
    engine.close();
    cloud.close();
    answers.close();
    ledger.close();
  }
}
