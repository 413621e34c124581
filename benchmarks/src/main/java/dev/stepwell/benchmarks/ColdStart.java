package dev.stepwell.benchmarks;

/** Runs W1 once and prints what came out, to measure a fresh process. */
public final class ColdStart {

  private ColdStart() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    Workload workload = new W1();
    workload.open();
    System.out.println(workload.run());
    workload.close();
  }
}
