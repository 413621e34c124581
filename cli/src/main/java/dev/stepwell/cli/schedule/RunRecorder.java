package dev.stepwell.cli.schedule;

import dev.stepwell.cli.files.RunFiles;
import dev.stepwell.cli.files.StoredRun;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.HistoryListener;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Records the executions of a scheduler for people, as 'run' records its own: 'history' shows both.
 * The engine's thread only puts events into a queue; a thread of this class writes them down.
 */
final class RunRecorder implements HistoryListener, AutoCloseable {

  private record Arrival(String executionArn, @Nullable HistoryEvent event) {}

  private static final Arrival END = new Arrival("", null);

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Map<String, RunFiles.Recorder> open = new HashMap<>();
  private final RunFiles files;
  private final InstantSource clock;
  private @Nullable Thread writer;

  RunRecorder(RunFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
  }

  /** Begins to write; events that arrived before are waiting. */
  void start(Engine engine) {
    Thread thread = new Thread(() -> write(engine), "stepwell-recorder");
    thread.setDaemon(true);
    thread.start();
    writer = thread;
  }

  @Override
  public void onEvent(String executionArn, HistoryEvent event) {
    arrivals.add(new Arrival(executionArn, event));
  }

  private void write(Engine engine) {
    try {
      for (Arrival next = arrivals.take(); next.event() != null; next = arrivals.take()) {
        HistoryEvent event = next.event();
        Optional<Execution> execution = engine.execution(next.executionArn());
        if (execution.isPresent()) {
          write(execution.get(), event);
        }
        if (arrivals.isEmpty()) {
          open.values().forEach(RunFiles.Recorder::flush);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.values().forEach(RunFiles.Recorder::close);
    }
  }

  private void write(Execution execution, HistoryEvent event) {
    RunFiles.@Nullable Recorder known = open.get(execution.arn());
    RunFiles.Recorder recorder = known == null ? begin(execution, event) : known;
    recorder.add(event.json());
    if (event.type().word().matches("Execution(Succeeded|Failed|Aborted|TimedOut)")) {
      open.remove(execution.arn());
      execution.done().join();
      recorder.end(
          recorder
              .run()
              .ended(
                  execution.status().name(),
                  clock.instant(),
                  execution.output(),
                  execution.error(),
                  execution.cause()));
      recorder.close();
    }
  }

  /** Begins a record; what an earlier process saw of the execution comes first. */
  private RunFiles.Recorder begin(Execution execution, HistoryEvent event) {
    RunFiles.Recorder recorder =
        files.begin(
            StoredRun.starting(
                execution.name(),
                execution.stateMachine().name(),
                clock.instant(),
                execution.input()));
    open.put(execution.arn(), recorder);
    execution.history().stream()
        .filter(earlier -> earlier.id() < event.id())
        .forEach(earlier -> recorder.add(earlier.json()));
    return recorder;
  }

  @Override
  public void close() {
    arrivals.add(END);
    Thread thread = writer;
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
