package dev.stepwell.benchmarks;

import dev.stepwell.asl.json.Json;

/** Shapes 400 orders by five JSONata expressions. */
public class W6 extends MachineWorkload {

  /** Made by JMH. */
  public W6() {
    super(Figures.transitions("W6", 5, 2.5, 16.5));
  }

  @Override
  String definition() {
    return WorkloadFiles.read("w6-jsonata-shaping.asl.json");
  }

  private final Json expected = Json.parse(WorkloadFiles.read("w6-expected.json"));

  @Override
  Json input() {
    return Json.parse(WorkloadFiles.read("w6-input.json"));
  }

  @Override
  boolean isRight(Json output) {
    return output.equals(expected);
  }
}
