package dev.stepwell.benchmarks;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** W9: what it costs to have every step on stable storage, beside what the disk itself takes. */
final class Durable {

  private static final int ROUNDS = 9;
  private static final int WARM_UP = 5_000;
  private static final int STEPS = 400;
  private static final int STEPS_EACH = 40;
  private static final int STEPS_A_ROUND = 160_000;

  private final Path folder;

  private Durable(Path folder) {
    this.folder = folder;
  }

  /** Measures in a temporary folder below the one given, and prints. */
  static void measure(Path below) throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(below), "durable");
    try {
      Durable durable = new Durable(folder);
      durable.sequential();
      for (int executions : new int[] {16, 256, 1024, 4096}) {
        durable.grouped(executions);
      }
      durable.restart(100_000);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  // ---- one execution

  private void sequential() throws IOException {
    Path at = folder.resolve("sequential");
    try (Engine engine = engine(at, new StepTimes(0))) {
      StateMachineHandle w1 = engine.create("w1", WorkloadFiles.read("w1-seq40-task.asl.json"));
      StateMachineHandle w2 = engine.create("w2", WorkloadFiles.read("w2-seq400-task.asl.json"));
      for (int steps = 0; steps < WARM_UP; steps += STEPS) {
        run(engine, w2);
      }
      double[] disk = new double[ROUNDS];
      double[] one = new double[ROUNDS];
      double[] two = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        disk[round] = Disk.microsOfSync(folder.resolve("disk"), STEPS);
        one[round] = run(engine, w1);
        two[round] = run(engine, w2);
      }
      double sync = median(disk);
      System.out.printf("append 256 B + fdatasync: %.0f us%n", sync);
      printSequential("W9s W1", median(one), 40, sync);
      printSequential("W9s W2", median(two), STEPS, sync);
    }
  }

  private static void printSequential(String id, double millis, int steps, double sync) {
    System.out.printf(
        "%s: %.1f ms, %.0f us a step, %.2f x fdatasync (target 1.3), %,.0f durable steps/s%n",
        id, millis, millis * 1000 / steps, millis * 1000 / steps / sync, steps * 1000 / millis);
  }

  private static double run(Engine engine, StateMachineHandle machine) {
    long start = System.nanoTime();
    check(engine.start(machine, null, Json.parse("{\"x\": 1}")).done().join());
    return (System.nanoTime() - start) / 1e6;
  }

  // ---- many executions

  private void grouped(int executions) {
    StepTimes times = new StepTimes(executions);
    try (Engine engine = engine(folder.resolve("grouped" + executions), times)) {
      StateMachineHandle w1 = engine.create("w1", WorkloadFiles.read("w1-seq40-task.asl.json"));
      double[] perSecond = new double[ROUNDS];
      int each = Math.max(1, STEPS_A_ROUND / STEPS_EACH / executions);
      for (int round = -2; round < ROUNDS; round++) {
        times.clear();
        long start = System.nanoTime();
        for (int i = 0; i < each; i++) {
          all(engine, w1, executions);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (round >= 0) {
          perSecond[round] = (double) STEPS_EACH * executions * each / seconds;
        }
      }
      System.out.printf(
          "W9g %,5d executions of 40 steps: %,.0f durable steps/s; from answer to next start"
              + " p50 %.2f ms, p99 %.2f ms%n",
          executions, median(perSecond), times.millis(0.5), times.millis(0.99));
    }
  }

  private static void all(Engine engine, StateMachineHandle machine, int executions) {
    List<CompletableFuture<Execution>> started = new ArrayList<>();
    for (int i = 0; i < executions; i++) {
      started.add(engine.startLater(machine, null, JsonObject.of("x", Json.of(i))));
    }
    started.forEach(each -> check(each.join().done().join()));
  }

  // ---- starting again

  private void restart(int executions) {
    Path at = folder.resolve("restart");
    String waiting =
        """
        {"StartAt": "P", "States": {
          "P": {"Type": "Pass", "Next": "W"},
          "W": {"Type": "Wait", "Seconds": 86400, "End": true}}}
        """;
    try (Engine engine = engine(at, new StepTimes(0))) {
      StateMachineHandle machine = engine.create("waiting", waiting);
      List<CompletableFuture<Execution>> started = new ArrayList<>();
      Json input = JsonObject.of("order", Json.of(17), "region", Json.of("eu-west-1"));
      for (int i = 0; i < executions; i++) {
        started.add(engine.startLater(machine, null, input));
      }
      started.forEach(CompletableFuture::join);
    }
    double[] seconds = new double[3];
    long bytes = 0;
    for (int round = 0; round < seconds.length; round++) {
      long before = heap();
      long start = System.nanoTime();
      try (Engine engine = engine(at, new StepTimes(0))) {
        engine.settled().join();
        seconds[round] = (System.nanoTime() - start) / 1e9;
        bytes = (heap() - before) / executions;
        check(engine, executions);
      }
    }
    System.out.printf(
        "restart with %,d open executions: %.2f s the first time, then %.2f s; %,d bytes of heap"
            + " for each%n",
        executions, seconds[0], seconds[2], bytes);
  }

  private static void check(Engine engine, int executions) {
    int open = engine.stateMachine("waiting").orElseThrow().executionsNewestFirst().size();
    if (open != executions) {
      throw new IllegalStateException(open + " of " + executions + " executions are there");
    }
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  // ---- what all use

  private static Engine engine(Path at, StepTimes times) {
    return Engine.builder()
        .store(Store.open(at))
        .handlers(
            TaskHandlers.builder()
                .put(
                    MachineWorkload.NOOP,
                    TaskHandler.repeatable(
                        task -> {
                          times.started(task.arguments());
                          task.succeed(task.arguments());
                          times.answered(task.arguments());
                        }))
                .build())
        .build();
  }

  private static void check(Execution execution) {
    if (execution.status() != ExecutionStatus.SUCCEEDED) {
      throw new IllegalStateException(execution + " " + execution.cause());
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The limit of the disk. */
  private static final class Disk {

    static double microsOfSync(Path file, int count) {
      try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
        ByteBuffer record = ByteBuffer.allocateDirect(256);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
          record.clear();
          channel.write(record);
          channel.force(false);
        }
        return (System.nanoTime() - start) / 1e3 / count;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** How long answers wait until what follows them may start. On the engine's thread only. */
  private static final class StepTimes {

    private final long[] answers;
    private long[] waits = new long[1 << 20];
    private int size;

    /** For so many executions at a time, each with its number as its data; 0 to measure nothing. */
    StepTimes(int executions) {
      this.answers = new long[executions];
    }

    void clear() {
      size = 0;
      Arrays.fill(answers, 0);
    }

    void started(Json data) {
      int number = number(data);
      if (number >= 0 && answers[number] != 0 && size < waits.length) {
        waits[size++] = System.nanoTime() - answers[number];
      }
    }

    void answered(Json data) {
      int number = number(data);
      if (number >= 0) {
        answers[number] = System.nanoTime();
      }
    }

    private int number(Json data) {
      return answers.length > 0 && ((JsonObject) data).get("x") instanceof JsonNumber number
          ? (int) number.longValue()
          : -1;
    }

    double millis(double quantile) {
      long[] sorted = Arrays.copyOf(waits, size);
      Arrays.sort(sorted);
      long nanos = size == 0 ? 0 : sorted[(int) Math.min(size - 1L, Math.round(size * quantile))];
      return Duration.ofNanos(nanos).toNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
  }
}
