package dev.stepwell.cli.run;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.files.RunFiles;
import dev.stepwell.cli.files.StoredRun;
import dev.stepwell.cli.output.Words;
import dev.stepwell.cli.progress.RunFailure;
import dev.stepwell.cli.progress.RunProgress;
import dev.stepwell.cli.view.RunView;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.EngineClock;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs one workflow, one execution after the other, on an engine of its own. The engine's thread
 * only puts events into a queue; reading, recording and showing them is done by the caller's.
 */
public final class Runner implements AutoCloseable {

  /** How often a view is refreshed when nothing happens, so that its seconds go on. */
  private static final long REFRESH_MILLIS = 100;

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Engine engine;
  private final StateMachineHandle machine;
  private final List<StateMachineHandle> nested = new ArrayList<>();
  private final JsonObject definition;
  private final Surroundings surroundings;

  private record Arrival(String executionArn, HistoryEvent event) {}

  /**
   * What a run is in touch with.
   *
   * @param handlers what does the work of tasks
   * @param engineTime real time, or one that skips waits
   * @param store where the engine keeps what outlives the process; the runner closes it
   * @param files where runs are recorded for people
   * @param view where they are shown
   * @param clock the clock on the wall
   * @param nanoTime what durations are measured with
   * @param measures asked about a run that succeeded
   */
  public record Surroundings(
      TaskHandlers handlers,
      EngineClock engineTime,
      Store store,
      RunFiles files,
      RunView view,
      InstantSource clock,
      LongSupplier nanoTime,
      Function<StoredRun, List<Measure>> measures) {}

  /**
   * Prepares to run a workflow.
   *
   * @param workflow its name
   * @param asl its definition, with every deploy-time name filled in
   * @param others definitions of the workflows that it starts, by name
   */
  public Runner(
      String workflow, String asl, Map<String, String> others, Surroundings surroundings) {
    this.surroundings = surroundings;
    this.definition = (JsonObject) Json.parse(asl);
    this.engine =
        Engine.builder()
            .clock(surroundings.engineTime)
            .handlers(surroundings.handlers)
            .store(surroundings.store)
            .resuming(execution -> false)
            .listener((arn, event) -> arrivals.add(new Arrival(arn, event)))
            .build();
    this.machine = engine.create(workflow, asl);
    others.forEach((name, definition) -> nested.add(engine.create(name, definition)));
  }

  /** The executions of the workflow that an earlier process left open, the oldest first. */
  public List<Execution> interrupted() {
    return open(machine);
  }

  private static List<Execution> open(StateMachineHandle of) {
    List<Execution> open =
        new ArrayList<>(
            of.executionsNewestFirst().stream()
                .filter(execution -> execution.status() == ExecutionStatus.RUNNING)
                .toList());
    Collections.reverse(open);
    return open;
  }

  /** Ends what an earlier process left open, and its record. */
  public void giveUp(Execution execution) {
    Execution stopped =
        engine
            .stopped(
                execution,
                "Stepwell.NotResumed",
                "The run was interrupted, and given up when its workflow was run again.")
            .join();
    surroundings
        .files
        .find(stopped.name())
        .ifPresent(run -> surroundings.files.end(ended(run, stopped)));
  }

  /** A name for a new run of a request. */
  public String newName(RunRequest request) {
    return surroundings.files.newName(request.stem());
  }

  /**
   * Runs one request to its end.
   *
   * @param name the run's name; one that an earlier process left open goes on, one that has ended
   *     is shown
   * @param place what to show behind its title, for instance which of how many it is; may be empty
   */
  public RunResult run(RunRequest request, String name, String place) {
    RunProgress progress = new RunProgress(definition, surroundings.nanoTime);
    surroundings.view.begin(request.title() + place, progress);
    Optional<Execution> known = machine.execution(name);
    StoredRun starting =
        surroundings
            .files
            .find(name)
            .orElseGet(
                () ->
                    StoredRun.starting(
                        name, machine.name(), surroundings.clock.instant(), request.input()));
    List<JsonObject> history = new ArrayList<>();
    try (RunFiles.Recorder recorder = surroundings.files.begin(starting)) {
      for (HistoryEvent event : known.map(Execution::history).orElse(List.of())) {
        apply(event, progress, recorder, history);
      }
      known.ifPresent(this::resume);
      Execution execution =
          known.isPresent() ? known.get() : engine.start(machine, name, request.input());
      follow(execution, progress, recorder, history);
      StoredRun ended = ended(starting, execution);
      recorder.end(ended);
      return result(request, ended, progress, QualityVerdict.in(history));
    }
  }

  /** Goes on with an execution, and with those that it has started. */
  private void resume(Execution execution) {
    for (StateMachineHandle started : nested) {
      open(started).forEach(engine::resume);
    }
    engine.resume(execution);
  }

  private StoredRun ended(StoredRun run, Execution execution) {
    return run.ended(
        execution.status().name(),
        surroundings.clock.instant(),
        execution.output(),
        execution.error(),
        execution.cause());
  }

  private static void apply(
      HistoryEvent arrived,
      RunProgress progress,
      RunFiles.Recorder recorder,
      List<JsonObject> history) {
    JsonObject event = arrived.json();
    history.add(event);
    recorder.add(event);
    progress.apply(event);
  }

  private void follow(
      Execution execution,
      RunProgress progress,
      RunFiles.Recorder recorder,
      List<JsonObject> history) {
    while (!progress.ended()) {
      Arrival arrival = next();
      while (arrival != null) {
        if (arrival.executionArn.equals(execution.arn())) {
          apply(arrival.event, progress, recorder, history);
        }
        arrival = arrivals.poll();
      }
      recorder.flush();
      surroundings.view.refresh();
    }
    execution.done().join();
  }

  private @Nullable Arrival next() {
    try {
      return arrivals.poll(REFRESH_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a run was on", e);
    }
  }

  private RunResult result(
      RunRequest request, StoredRun run, RunProgress progress, Optional<QualityVerdict> quality) {
    Optional<RunFailure> failure = progress.failure();
    List<Measure> measures = failure.isEmpty() ? surroundings.measures.apply(run) : List.of();
    RunResult result = new RunResult(request, run, progress.elapsed(), failure, quality, measures);
    surroundings.view.end(line(result));
    return result;
  }

  private static String line(RunResult result) {
    String time = Words.duration(result.elapsed());
    if (result.failure().isPresent()) {
      return "failed after "
          + time
          + " in '"
          + result.failure().get().step()
          + "': "
          + result.failure().get().error();
    }
    String measures =
        result.measures().stream()
            .map(measure -> measure.label() + " " + Words.number(measure.total()))
            .collect(Collectors.joining(", "));
    return "done in " + time + (measures.isEmpty() ? "" : ": " + measures);
  }

  @Override
  public void close() {
    engine.close();
  }
}
