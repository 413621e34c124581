package dev.stepwell.benchmarks;

/** 40 Pass states, one after the other. */
public class W1Pass extends MachineWorkload {

  /** Made by JMH. */
  public W1Pass() {
    super(Figures.transitions("W1p", 40, 0.02, 0.08));
  }

  @Override
  String definition() {
    return WorkloadFiles.read("w1-seq40-pass.asl.json");
  }
}
