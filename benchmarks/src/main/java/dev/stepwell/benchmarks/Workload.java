package dev.stepwell.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Something to measure: opened once, run many times. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "-XX:+UseParallelGC"})
public abstract class Workload {

  /** What to compare with. */
  abstract Figures figures();

  /** Makes ready, outside of what is measured. */
  @Setup
  public abstract void open();

  /**
   * Does the work once and checks that it was done.
   *
   * @return what came out
   */
  abstract Object run();

  /** What JMH measures; it takes no abstract method. */
  @Benchmark
  public final Object measured() {
    return run();
  }

  /** Lets go of everything. */
  @TearDown
  public abstract void close();
}
