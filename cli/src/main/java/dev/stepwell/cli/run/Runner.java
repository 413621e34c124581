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
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.TaskHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
  private final JsonObject definition;
  private final Surroundings surroundings;

  private record Arrival(String executionArn, HistoryEvent event) {}

  /**
   * What a run is in touch with.
   *
   * @param handlers what does the work of tasks
   * @param engineTime real time, or one that skips waits
   * @param files where runs are recorded
   * @param view where they are shown
   * @param clock the clock on the wall
   * @param nanoTime what durations are measured with
   * @param measures asked about a run that succeeded
   */
  public record Surroundings(
      TaskHandlers handlers,
      EngineClock engineTime,
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
   */
  public Runner(String workflow, String asl, Surroundings surroundings) {
    this.surroundings = surroundings;
    this.definition = (JsonObject) Json.parse(asl);
    this.engine =
        Engine.builder()
            .clock(surroundings.engineTime)
            .handlers(surroundings.handlers)
            .listener((arn, event) -> arrivals.add(new Arrival(arn, event)))
            .build();
    this.machine = engine.create(workflow, asl);
  }

  /**
   * Runs one request to its end.
   *
   * @param place what to show behind its title, for instance which of how many it is; may be empty
   */
  public RunResult run(RunRequest request, String place) {
    RunProgress progress = new RunProgress(definition, surroundings.nanoTime);
    surroundings.view.begin(request.title() + place, progress);
    StoredRun starting =
        StoredRun.starting(
            surroundings.files.newName(request.stem()),
            machine.name(),
            surroundings.clock.instant(),
            request.input());
    List<JsonObject> history = new ArrayList<>();
    try (RunFiles.Recorder recorder = surroundings.files.begin(starting)) {
      Execution execution = engine.start(machine, starting.name(), request.input());
      follow(execution, progress, recorder, history);
      Instant end = surroundings.clock.instant();
      StoredRun ended =
          starting.ended(
              execution.status().name(),
              end,
              execution.output(),
              execution.error(),
              execution.cause());
      recorder.end(ended);
      return result(request, ended, progress, QualityVerdict.in(history));
    }
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
          JsonObject event = arrival.event.json();
          history.add(event);
          recorder.add(event);
          progress.apply(event);
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
