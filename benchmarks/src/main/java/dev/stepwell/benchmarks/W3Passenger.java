package dev.stepwell.benchmarks;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;

/** Counts to 5,000 in a loop while 10 KB of data ride along untouched. */
public class W3Passenger extends MachineWorkload {

  private static final int BYTES = 10 * 1024;

  /** Made by JMH. */
  public W3Passenger() {
    super(Figures.transitions("W3 10KB", 10_003, 6, Figures.NO_PEER));
  }

  @Override
  String definition() {
    JsonObject machine =
        (JsonObject) Json.parse(WorkloadFiles.read("w3-choice-loop-jsonpath.asl.json"));
    JsonObject states = machine.object("States");
    JsonObject first = states.object("Init");
    JsonObject count = states.object("Incr");
    return machine
        .with(
            "States",
            states
                .with("Init", first.with("Result", first.object("Result").with("data", data())))
                .with(
                    "Incr",
                    count.with(
                        "Parameters",
                        count.object("Parameters").with("data.$", Json.of("$.data")))))
        .text();
  }

  private static JsonObject data() {
    JsonObject.Builder data = JsonObject.builder();
    for (int i = 0, size = 0; size < BYTES; i++) {
      JsonObject row = JsonObject.of("id", Json.of(i), "name", Json.of("passenger number " + i));
      data.put("row" + i, row);
      size += row.size() + 9;
    }
    return data.build();
  }

  @Override
  boolean isRight(Json output) {
    return output instanceof JsonObject object
        && Json.of(5_000).equals(object.get("n"))
        && object.size() > BYTES;
  }
}
