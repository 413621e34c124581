package dev.stepwell.scheduler;

import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;

/**
 * An asset was updated.
 *
 * @param id a number that grows with every event of a scheduler
 * @param asset which
 * @param time when
 * @param partition which part of it; empty for the whole
 * @param workflow whose run updated it; empty if somebody from outside did
 * @param runId which run; empty as the workflow is
 * @param step which step; empty as the workflow is
 * @param extra what else is told
 */
public record AssetEvent(
    long id,
    Asset asset,
    Instant time,
    String partition,
    String workflow,
    String runId,
    String step,
    JsonObject extra) {

  /** The event as the input of a run shows it. */
  public JsonObject json() {
    JsonObject.Builder json =
        JsonObject.builder().put("asset", asset.uri()).put("time", time.toString());
    if (!partition.isEmpty()) {
      json.put("partition", partition);
    }
    if (!workflow.isEmpty()) {
      json.put("workflow", workflow).put("run", runId).put("step", step);
    }
    return extra.isEmpty() ? json.build() : json.put("extra", extra).build();
  }
}
