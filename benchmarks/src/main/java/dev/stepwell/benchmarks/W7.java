package dev.stepwell.benchmarks;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskHandlers;
import java.util.Random;

/** A distributed Map over 100,000 rows of CSV, in 1,000 child executions. */
public class W7 extends MachineWorkload {

  private static final int ROWS = 100_000;

  /** Made by JMH. */
  public W7() {
    super(new Figures("W7", ROWS, "rows", 200, 1_432));
  }

  @Override
  String definition() {
    return WorkloadFiles.read("w7-distributed-map-csv.asl.json");
  }

  @Override
  TaskHandlers handlers() {
    Json rows = JsonObject.of("Body", Json.of(csv()));
    Json ok = JsonObject.of("ok", Json.of(true));
    return TaskHandlers.builder()
        .direct(NOOP, batch -> ok)
        .direct("arn:aws:states:::s3:getObject", request -> rows)
        .direct("arn:aws:states:::s3:putObject", request -> JsonObject.EMPTY)
        .build();
  }

  private static String csv() {
    Random random = new Random(42);
    StringBuilder text = new StringBuilder("order_id,customer,region,status,sku,qty,price,ts\n");
    for (int i = 0; i < ROWS; i++) {
      text.append("ORD-").append(i).append(",C").append(random.nextInt(9_973));
      text.append(",eu-west,PAID,SKU-").append(random.nextInt(5_000)).append(',');
      text.append(1 + random.nextInt(9)).append(',').append(random.nextInt(99_900) / 100.0);
      text.append(',').append(1_735_689_600 + random.nextInt(31_536_000)).append('\n');
    }
    return text.toString();
  }

  @Override
  boolean isRight(Json output) {
    return output instanceof JsonObject result && result.has("ResultWriterDetails");
  }
}
