package dev.stepwell.benchmarks;

/** 10,000 executions of four states. */
public class W8a extends ManyExecutions {

  /** Made by JMH. */
  public W8a() {
    super("W8a", 50, 1_083);
  }

  @Override
  String definition() {
    return WorkloadFiles.read("w8a-short-execution.asl.json");
  }
}
