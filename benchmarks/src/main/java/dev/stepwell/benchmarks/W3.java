package dev.stepwell.benchmarks;

import dev.stepwell.asl.json.Json;

/** Counts to 5,000 in a loop, by JSONPath and an intrinsic function. */
public class W3 extends MachineWorkload {

  /** Made by JMH. */
  public W3() {
    super(Figures.transitions("W3", 10_003, 5, 216));
  }

  @Override
  String definition() {
    return WorkloadFiles.read("w3-choice-loop-jsonpath.asl.json");
  }

  @Override
  boolean isRight(Json output) {
    return output.equals(Json.parse("{\"n\": 5000}"));
  }
}
