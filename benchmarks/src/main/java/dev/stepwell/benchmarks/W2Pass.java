package dev.stepwell.benchmarks;

/** 400 Pass states, one after the other. */
public class W2Pass extends MachineWorkload {

  /** Made by JMH. */
  public W2Pass() {
    super(Figures.transitions("W2p", 400, 0.2, 0.66));
  }

  @Override
  String definition() {
    return WorkloadFiles.read("w2-seq400-pass.asl.json");
  }
}
