package dev.stepwell.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** A quick look at all workloads, or those named: medians, beside what they are compared with. */
final class Quick {

  private static final int ROUNDS = 9;
  private static final long WARM_UP_NANOS = 2_000_000_000L;
  private static final long ROUND_NANOS = 250_000_000L;

  private static final List<Supplier<Workload>> ALL =
      List.of(
          W1::new,
          W1Pass::new,
          W2::new,
          W2Pass::new,
          W3::new,
          W3Passenger::new,
          W3Jsonata::new,
          W4::new,
          W5::new,
          W6::new,
          W7::new,
          W8a::new,
          W8b::new,
          W10Validate::new);

  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Quick() {}

  /** Measures and prints; each name given is that of a workload, none mean all. */
  static void measure(List<String> names) {
    System.out.printf(
        "%-8s %10s %10s %10s %14s %12s %10s %10s %8s%n",
        "workload",
        "median ms",
        "mean ms",
        "cpu ms",
        "per second",
        "",
        "target ms",
        "peer ms",
        "x peer");
    for (Supplier<Workload> each : ALL) {
      Workload workload = each.get();
      if (names.isEmpty() || names.contains(workload.figures().id())) {
        print(workload.figures(), rounds(workload));
      }
    }
    if (names.isEmpty() || names.contains("memory")) {
      System.out.printf("memory of a waiting execution: %,d bytes%n", WaitingMemory.bytes());
    }
  }

  /**
   * What was measured.
   *
   * @param median milliseconds of one run, in the middle round
   * @param mean milliseconds of one run, over all rounds
   * @param processor milliseconds of processor time for one run, over all rounds and threads
   */
  private record Measured(double median, double mean, double processor) {}

  private static Measured rounds(Workload workload) {
    workload.open();
    try {
      runsIn(WARM_UP_NANOS, workload);
      int runs = runsIn(ROUND_NANOS, workload);
      double[] millis = new double[ROUNDS];
      long processor = MACHINE.getProcessCpuTime();
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        for (int i = 0; i < runs; i++) {
          workload.run();
        }
        millis[round] = (System.nanoTime() - start) / 1e6 / runs;
      }
      double spent = (MACHINE.getProcessCpuTime() - processor) / 1e6 / runs / ROUNDS;
      Arrays.sort(millis);
      return new Measured(millis[ROUNDS / 2], Arrays.stream(millis).sum() / ROUNDS, spent);
    } finally {
      workload.close();
    }
  }

  /** Runs for a time, at least once, and gives how often. */
  private static int runsIn(long nanos, Workload workload) {
    long start = System.nanoTime();
    int runs = 0;
    do {
      workload.run();
      runs++;
    } while (System.nanoTime() - start < nanos);
    return runs;
  }

  private static void print(Figures figures, Measured measured) {
    System.out.printf(
        "%-8s %10.3f %10.3f %10.3f %14s %-12s %10s %10s %8s%n",
        figures.id(),
        measured.median(),
        measured.mean(),
        measured.processor(),
        String.format("%,.0f", figures.amount() * 1000 / measured.median()),
        figures.unit(),
        number(figures.target()),
        number(figures.peer()),
        number(figures.peer() / measured.median()));
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? "-"
        : value >= 100 ? String.format("%,.0f", value) : String.format("%.2f", value);
  }
}
