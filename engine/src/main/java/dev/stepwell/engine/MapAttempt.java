package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An inline Map at work, once. */
final class MapAttempt implements Container, Redrivable {

  private final Frame owner;
  private final MapNode node;
  private final Json effective;
  private final List<MapItem> items;
  private final int atOnce;
  private final @Nullable Frame[] iterations;
  private int next;
  private int running;
  private boolean over;

  MapAttempt(Frame owner, MapNode node, Json effective, List<MapItem> items, int atOnce) {
    this.owner = owner;
    this.node = node;
    this.effective = effective;
    this.items = items;
    this.atOnce = atOnce;
    this.iterations = new Frame[items.size()];
  }

  /** Begins as many iterations as may run at once. */
  void start(int started) {
    if (iterations.length == 0) {
      over = true;
      node.succeeded(owner, effective, JsonArray.EMPTY, started);
      return;
    }
    proceed(started);
  }

  private void proceed(int cause) {
    while (hasNext() && running < atOnce) {
      begin(cause);
    }
  }

  /** Moves on to an iteration that has not succeeded earlier. */
  private boolean hasNext() {
    while (next < iterations.length) {
      Frame iteration = iterations[next];
      if (iteration == null || !iteration.hasSucceeded()) {
        return true;
      }
      next++;
    }
    return false;
  }

  private void begin(int cause) {
    int index = next++;
    Frame stopped = iterations[index];
    if (stopped != null) {
      again(stopped, cause);
      return;
    }
    Json input = node.inputOf(owner, effective, items.get(index));
    int started = record(EventType.MAP_ITERATION_STARTED, index, cause);
    running++;
    owner.execution().loop().post(add(index, input, started));
  }

  private Frame add(int index, Json input, int started) {
    Frame iteration =
        new Frame(
            owner.execution(), this, index, items.get(index), node.processor(), input, started);
    iterations[index] = iteration;
    return iteration;
  }

  private void again(Frame iteration, int cause) {
    int started = record(EventType.MAP_ITERATION_STARTED, iteration.index(), cause);
    running++;
    redrive(iteration, started);
  }

  private void redrive(Frame iteration, int started) {
    owner
        .execution()
        .loop()
        .post(
            () -> {
              if (!over) {
                iteration.redrive(started);
              }
            });
  }

  private int record(EventType type, int index, int cause) {
    return owner
        .execution()
        .record(owner, type, cause, new EventDetails.Iteration(node.name(), index));
  }

  @Override
  public Frame owner() {
    return owner;
  }

  @Override
  public void succeeded(Frame inside) {
    if (!over) {
      owner.resume(() -> ended(inside));
    }
  }

  private void ended(Frame inside) {
    int event = record(EventType.MAP_ITERATION_SUCCEEDED, inside.index(), inside.last());
    running--;
    if (hasNext()) {
      begin(inside.last());
    } else if (running == 0) {
      over = true;
      node.succeeded(owner, effective, result(), event);
    }
  }

  private JsonArray result() {
    Json[] outputs = new Json[iterations.length];
    for (int i = 0; i < outputs.length; i++) {
      Frame iteration = iterations[i];
      if (iteration != null) {
        outputs[i] = iteration.input();
      }
    }
    return JsonArray.of(outputs);
  }

  @Override
  public void failed(Frame inside, Failure failure) {
    if (over) {
      return;
    }
    int cause = inside.last();
    owner.resume(
        () -> {
          record(EventType.MAP_ITERATION_FAILED, inside.index(), cause);
          node.failed(owner, inside, this, cause, failure);
        });
  }

  @Override
  public void abortInside(int cause) {
    over = true;
    for (Frame iteration : iterations) {
      if (iteration != null && !iteration.isDead()) {
        record(EventType.MAP_ITERATION_ABORTED, iteration.index(), cause);
        iteration.abort(cause);
      }
    }
  }

  @Override
  public void cancel() {
    over = true;
    for (Frame iteration : iterations) {
      if (iteration != null) {
        iteration.kill();
      }
    }
  }

  @Override
  public void redrive(int cause) {
    next = 0;
    running = 0;
    if (!hasNext()) {
      node.attempt(owner);
      return;
    }
    over = false;
    owner.suspend(this);
    owner.scheduled();
    proceed(cause);
  }

  /** An iteration that began in another process, or began again; gives its frame if it is new. */
  @Nullable Frame restoreIteration(int index, int started) {
    Frame known = iterations[index];
    if (known != null) {
      known.standing().again(started);
      return null;
    }
    return add(index, node.inputOf(owner, effective, items.get(index)), started);
  }

  @Override
  public void goOn(int revivedBy, List<Frame> waiting) {
    over = false;
    running = 0;
    next = iterations.length;
    for (int i = 0; i < iterations.length; i++) {
      Frame iteration = iterations[i];
      if (iteration == null || (iteration.isDead() && !isBegun(iteration))) {
        next = Math.min(next, i);
      } else if (!iteration.hasSucceeded()) {
        running++;
        if (iteration.isDead()) {
          redrive(iteration, iteration.standing().revivedBy());
        } else {
          iteration.standing().goOn(waiting);
        }
      }
    }
  }

  private static boolean isBegun(Frame iteration) {
    return iteration.hasSucceeded() || iteration.standing().isAgain();
  }
}
