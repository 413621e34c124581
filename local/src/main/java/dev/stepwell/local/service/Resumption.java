package dev.stepwell.local.service;

import dev.stepwell.asl.json.Json;

/**
 * What becomes of a call whose process ended before its answer was kept, when its task is resumed
 * in another process.
 */
public enum Resumption implements ResumptionRule {

  /**
   * It is made again. For reads, and for writes that leave the same behind and answer the same
   * however often they are made.
   */
  REPEAT,

  /**
   * Its beginning and its answer are recorded under the task's token. Resumed, it is answered from
   * the record; it is made if it had not begun; and it fails with {@code Stepwell.Interrupted} if
   * it had begun and its end is not known. Safe for every action, so it is what an action has
   * unless it says otherwise.
   */
  RECORD,

  /**
   * The action is called again and finds what it did before: it has kept the task's token ({@link
   * CallContext#token()}) with it. For actions that start something.
   */
  LOOK_UP;

  /** This, whatever the arguments are. */
  @Override
  public Resumption of(Json arguments) {
    return this;
  }
}
