package dev.stepwell.benchmarks;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;

/** A Map over 1,000 items, one Task each. */
public class W4 extends MachineWorkload {

  /** Made by JMH. */
  public W4() {
    super(new Figures("W4", 1_000, "items", 3, 57.6));
  }

  @Override
  String definition() {
    return WorkloadFiles.read("w4-map1000.asl.json");
  }

  @Override
  Json input() {
    return Json.parse(WorkloadFiles.read("w4-map1000.input.json"));
  }

  @Override
  boolean isRight(Json output) {
    return output instanceof JsonArray items && items.length() == 1_000;
  }
}
