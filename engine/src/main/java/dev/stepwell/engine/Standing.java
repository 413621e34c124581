package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a frame waited for when its process ended, as the records tell little by little. Only there
 * while an execution is being restored.
 */
final class Standing {

  private enum Kind {
    NOTHING,
    TASK,
    WAITING,
    RETRYING,
    TIMED_OUT,
    AGAIN
  }

  private final Frame frame;
  private Kind kind = Kind.NOTHING;
  private @Nullable Handout handout;
  private long until;
  private long longest;
  private boolean pulse;
  private int cause;
  private long since;
  private Json effective;

  Standing(Frame frame) {
    this.frame = frame;
    this.effective = frame.input();
  }

  /** Nothing of what was said before holds any longer. */
  void clear() {
    kind = Kind.NOTHING;
    handout = null;
  }

  /** A task was scheduled. */
  void scheduled(Handout task) {
    kind = Kind.TASK;
    handout = task;
  }

  /** The task that was scheduled last, if it is still out. */
  @Nullable Handout handout() {
    return handout;
  }

  void waiting(long moment, long most, Json data) {
    kind = Kind.WAITING;
    until = moment;
    longest = most;
    effective = data;
  }

  void retrying(long moment, long most) {
    clear();
    kind = Kind.RETRYING;
    until = moment;
    longest = most;
  }

  boolean isRetrying() {
    return kind == Kind.RETRYING;
  }

  void timedOut(boolean heartbeat) {
    clear();
    kind = Kind.TIMED_OUT;
    pulse = heartbeat;
  }

  /** The frame is about to be revived. */
  void again(int event) {
    clear();
    kind = Kind.AGAIN;
    cause = event;
  }

  boolean isAgain() {
    return kind == Kind.AGAIN;
  }

  /** The frame was revived. */
  void revived(int event) {
    clear();
    cause = event;
  }

  /** The event that revived the frame. */
  int revivedBy() {
    return cause;
  }

  /** The order in which frames began to wait. */
  long since() {
    return since;
  }

  /** Notes that the frame did something. */
  void touch(long order) {
    since = order;
  }

  /**
   * Has the frame go on with what the records say.
   *
   * @param waiting takes the frame, or those inside it, if they have yet to be told: {@link
   *     #proceed}
   */
  void goOn(List<Frame> waiting) {
    if (frame.isDead()) {
      return;
    }
    if (frame.isAboutToMove() || kind != Kind.NOTHING) {
      waiting.add(frame);
      return;
    }
    Redrivable work = frame.inside();
    if (work == null) {
      throw new IllegalStateException(
          "the records do not say what state '"
              + frame.node().name()
              + "' of "
              + frame.execution().arn()
              + " waits for");
    }
    frame.suspend((Suspension) work);
    work.goOn(cause, waiting);
    frame.forgetStanding();
  }

  /** Has the frame wait again for what it waited for when the process ended. */
  void proceed() {
    frame.forgetStanding();
    if (frame.isAboutToMove()) {
      frame.execution().loop().post(frame);
      return;
    }
    switch (kind) {
      case NOTHING -> {}
      case TASK -> ((TaskNode) frame.node()).goOn(frame, Objects.requireNonNull(handout));
      case WAITING -> ((WaitNode) frame.node()).goOn(frame, until, longest, effective);
      case RETRYING -> {
        WorkNode work = (WorkNode) frame.node();
        frame.sleepUntil(until, longest, () -> frame.again(work));
      }
      case TIMED_OUT -> {
        Failure failure = Failure.timeout(pulse);
        frame.execution().loop().post(() -> frame.resume(() -> frame.fail(failure)));
      }
      case AGAIN -> frame.execution().loop().post(() -> frame.redrive(cause));
    }
  }
}
