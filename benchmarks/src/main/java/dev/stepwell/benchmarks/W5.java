package dev.stepwell.benchmarks;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;

/** A Parallel of 10 branches with 40 Tasks each. */
public class W5 extends MachineWorkload {

  /** Made by JMH. */
  public W5() {
    super(Figures.transitions("W5", 401, 0.4, 3.6));
  }

  @Override
  String definition() {
    return WorkloadFiles.read("w5-parallel10x40.asl.json");
  }

  @Override
  boolean isRight(Json output) {
    return output instanceof JsonArray branches && branches.length() == 10;
  }
}
