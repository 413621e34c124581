package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A distributed Map at work, once: a map run with its child executions. */
final class MapRunAttempt implements Suspension {

  private final Frame owner;
  private final DistributedMapNode node;
  private final Json effective;
  private final Tolerance.Limits limits;
  private final long atOnce;
  private final StateMachineHandle children;
  private final String arn;
  private final int started;
  private final List<Run> runs = new ArrayList<>();
  private List<Json> inputs = List.of();
  private List<MapItem> items = List.of();
  private int next;
  private int running;
  private int failures;
  private boolean over;

  MapRunAttempt(
      Frame owner, DistributedMapNode node, Json effective, Tolerance.Limits limits, long atOnce) {
    this.owner = owner;
    this.node = node;
    this.effective = effective;
    this.limits = limits;
    this.atOnce = atOnce;
    this.children = node.children(owner);
    Engine engine = owner.execution().engine();
    this.arn = engine.arn("mapRun", children.name() + ":" + engine.ids().next());
    this.started = owner.record(EventType.MAP_RUN_STARTED, new EventDetails.MapRun(arn));
    owner.decide();
  }

  /** Begins with as many children as may run at once. */
  void start(List<MapItem> found) {
    items = found;
    List<Json> each = new ArrayList<>(found.size());
    for (MapItem item : found) {
      each.add(node.inputOf(owner, effective, item));
    }
    ItemBatcher batcher = node.extras().batcher();
    inputs = batcher == null ? each : batcher.batches(owner.scope().withInput(effective), each);
    if (inputs.isEmpty()) {
      finish();
      return;
    }
    while (next < inputs.size() && running < atOnce) {
      begin();
    }
  }

  void failedToRead(String cause) {
    over = true;
    node.failed(owner, Failure.of(ItemReader.FAILED, cause));
  }

  private void begin() {
    int index = next++;
    running++;
    Run parent = owner.execution();
    MapItem item = node.extras().batcher() == null ? items.get(index) : null;
    Run child =
        new Run(
            children,
            parent.engine().ids().next().toString(),
            inputs.get(index),
            parent.now(),
            item);
    runs.add(child);
    child.onEnd(this::ended);
    parent.loop().post(child::begin);
  }

  private void ended(Run child) {
    if (!over) {
      owner.resume(() -> count(child));
    }
  }

  private void count(Run child) {
    running--;
    if (child.status() != ExecutionStatus.SUCCEEDED) {
      failures++;
      if (limits.isExceededBy(failures, inputs.size())) {
        stopChildren();
        node.failed(owner, Tolerance.exceeded());
        return;
      }
    }
    if (next < inputs.size()) {
      begin();
    } else if (running == 0) {
      finish();
    }
  }

  private void finish() {
    over = true;
    ResultWriter writer = node.extras().writer();
    if (writer == null || writer.resource() == null) {
      node.succeeded(owner, effective, result(writer), started);
      return;
    }
    JsonObject target =
        (JsonObject) writer.arguments().evaluate(owner.scope().withInput(effective));
    writer.write(
        owner,
        arn,
        target,
        runs,
        result -> node.succeeded(owner, effective, result, started),
        cause -> node.failed(owner, Failure.of(ResultWriter.FAILED, cause)));
  }

  private JsonArray result(@Nullable ResultWriter writer) {
    List<Run> good =
        runs.stream().filter(run -> run.status() == ExecutionStatus.SUCCEEDED).toList();
    return writer == null
        ? good.stream().map(run -> run.output().orElseThrow()).collect(JsonArray.collector())
        : JsonArray.of(writer.shaped(good, false));
  }

  private void stopChildren() {
    over = true;
    for (Run run : runs) {
      run.stop(null, null);
    }
  }

  @Override
  public void abortInside(int cause) {
    stopChildren();
    owner.execution().record(EventType.MAP_RUN_ABORTED, started, null);
  }

  @Override
  public void cancel() {
    stopChildren();
  }
}
