package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import java.util.List;

/** A Parallel at work, once. */
final class ParallelAttempt implements Container, Redrivable {

  private final Frame owner;
  private final ParallelNode node;
  private final Json effective;
  private final Frame[] branches;
  private int running;
  private boolean over;

  /**
   * A Parallel with its branches, not yet begun.
   *
   * @param started the event that the branches' first events follow
   */
  ParallelAttempt(Frame owner, ParallelNode node, List<Node> starts, Json effective, int started) {
    this.owner = owner;
    this.node = node;
    this.effective = effective;
    this.branches = new Frame[starts.size()];
    this.running = branches.length;
    for (int i = 0; i < branches.length; i++) {
      branches[i] = new Frame(owner.execution(), this, i, null, starts.get(i), effective, started);
    }
  }

  void start() {
    for (Frame branch : branches) {
      owner.execution().loop().post(branch);
    }
  }

  List<Frame> branches() {
    return List.of(branches);
  }

  @Override
  public Frame owner() {
    return owner;
  }

  @Override
  public void succeeded(Frame inside) {
    if (over || --running > 0) {
      return;
    }
    over = true;
    Json[] outputs = new Json[branches.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = branches[i].input();
    }
    JsonArray result = JsonArray.of(outputs);
    owner.resume(() -> node.succeeded(owner, effective, result, inside.last()));
  }

  @Override
  public void failed(Frame inside, Failure failure) {
    if (over) {
      return;
    }
    over = true;
    int cause = inside.last();
    owner.resume(() -> node.failed(owner, inside, this, cause, failure));
  }

  @Override
  public void abortInside(int cause) {
    over = true;
    for (Frame branch : branches) {
      if (!branch.isDead()) {
        branch.abort(cause);
      }
    }
  }

  @Override
  public void cancel() {
    over = true;
    for (Frame branch : branches) {
      branch.kill();
    }
  }

  @Override
  public void redrive(int cause) {
    running = unfinished();
    if (running == 0) {
      node.attempt(owner);
      return;
    }
    over = false;
    owner.suspend(this);
    owner.scheduled();
    for (Frame branch : branches) {
      if (!branch.hasSucceeded()) {
        redrive(branch, cause);
      }
    }
  }

  private int unfinished() {
    int count = 0;
    for (Frame branch : branches) {
      count += branch.hasSucceeded() ? 0 : 1;
    }
    return count;
  }

  private void redrive(Frame branch, int cause) {
    owner
        .execution()
        .loop()
        .post(
            () -> {
              if (!over) {
                branch.redrive(cause);
              }
            });
  }

  @Override
  public void goOn(int revivedBy, List<Frame> waiting) {
    over = false;
    running = unfinished();
    for (Frame branch : branches) {
      if (branch.isDead() && !branch.hasSucceeded()) {
        redrive(branch, revivedBy);
      } else {
        branch.standing().goOn(waiting);
      }
    }
  }
}
