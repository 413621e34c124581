package dev.stepwell.benchmarks;

/** 400 Tasks, one after the other. */
public class W2 extends MachineWorkload {

  /** Made by JMH. */
  public W2() {
    super(Figures.transitions("W2", 400, 0.2, 1.3));
  }

  @Override
  String definition() {
    return WorkloadFiles.read("w2-seq400-task.asl.json");
  }
}
