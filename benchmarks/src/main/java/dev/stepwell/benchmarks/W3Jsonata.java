package dev.stepwell.benchmarks;

import dev.stepwell.asl.json.Json;

/** Counts to 5,000 in a loop, by JSONata and a variable. */
public class W3Jsonata extends MachineWorkload {

  /** Made by JMH. */
  public W3Jsonata() {
    super(Figures.transitions("W3j", 10_003, 8, Figures.NO_PEER));
  }

  @Override
  String definition() {
    return WorkloadFiles.read("w3-choice-loop-jsonata.asl.json");
  }

  @Override
  boolean isRight(Json output) {
    return output.equals(Json.parse("{\"n\": 5000}"));
  }
}
