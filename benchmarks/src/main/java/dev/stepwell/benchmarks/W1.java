package dev.stepwell.benchmarks;

/** 40 Tasks, one after the other. */
public class W1 extends MachineWorkload {

  /** Made by JMH. */
  public W1() {
    super(Figures.transitions("W1", 40, 0.02, 0.14));
  }

  @Override
  String definition() {
    return WorkloadFiles.read("w1-seq40-task.asl.json");
  }
}
