package dev.stepwell.local.service;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Who calls an action and when, and a line back while a long call is on its way. */
public final class CallContext {

  private final String executionArn;
  private final String stateName;
  private final String token;
  private final boolean resumed;
  private final OptionalLong timeoutSeconds;
  private final InstantSource clock;
  private final Consumer<Json> submitted;
  private final Consumer<Runnable> onCancel;

  CallContext(
      String executionArn,
      String stateName,
      String token,
      boolean resumed,
      OptionalLong timeoutSeconds,
      InstantSource clock,
      Consumer<Json> submitted,
      Consumer<Runnable> onCancel) {
    this.executionArn = requireNonNull(executionArn, "executionArn");
    this.stateName = requireNonNull(stateName, "stateName");
    this.token = requireNonNull(token, "token");
    this.resumed = resumed;
    this.timeoutSeconds = timeoutSeconds;
    this.clock = requireNonNull(clock, "clock");
    this.submitted = submitted;
    this.onCancel = onCancel;
  }

  /** A call that comes from no Task state: a test, a command, another service. */
  public static CallContext at(InstantSource clock) {
    return new CallContext(
        "", "", "", false, OptionalLong.empty(), clock, answer -> {}, action -> {});
  }

  /** The execution's ARN; empty for a call from outside an execution. */
  public String executionArn() {
    return executionArn;
  }

  /** The state's name; empty for a call from outside an execution. */
  public String stateName() {
    return stateName;
  }

  /** The token of the calling task, which it keeps when resumed; empty for a call from outside. */
  public String token() {
    return token;
  }

  /**
   * Whether a process that has ended may have made this call already; then the action has to look
   * for what it did under {@link #token}.
   */
  public boolean isResumed() {
    return resumed;
  }

  /**
   * What this call started in a process that has ended.
   *
   * @param register where the action keeps what it starts
   * @return empty if the call is made for the first time, or had started nothing
   * @throws TaskFailedException {@code Stepwell.Interrupted} if that cannot be known, because a
   *     record is damaged
   */
  public Optional<Work> before(WorkRegister register) {
    if (!resumed) {
      return Optional.empty();
    }
    Optional<Work> started = register.startedBy(token);
    if (started.isEmpty() && !register.damage().isEmpty()) {
      throw unknown(register.damage().get(0));
    }
    return started;
  }

  /**
   * The error of a resumed call of which nobody knows whether it was made.
   *
   * @param damage the damaged record, with file and line
   */
  public TaskFailedException unknown(String damage) {
    return new TaskFailedException(
        TaskHandler.INTERRUPTED,
        "The process ended while state '"
            + stateName
            + "' was at work, and what it did may stand in a record that is damaged: "
            + damage
            + ". Retry on "
            + TaskHandler.INTERRUPTED
            + " if it may be done twice.");
  }

  /** The time limit of the calling state in seconds, if it has one. */
  public OptionalLong timeoutSeconds() {
    return timeoutSeconds;
  }

  /** What time it is. */
  public Instant now() {
    return clock.instant();
  }

  /** For {@code .sync} actions: says that the work is under way, with the submit call's answer. */
  public void submitted(Json answer) {
    submitted.accept(answer);
  }

  /**
   * Has the action run if nobody waits for the answer any longer. It runs on a foreign thread and
   * must not block.
   */
  public void onCancel(Runnable action) {
    onCancel.accept(action);
  }

  /** This context, with one more action to run if nobody waits any longer. */
  public CallContext alsoOnCancel(Runnable first) {
    return new CallContext(
        executionArn,
        stateName,
        token,
        resumed,
        timeoutSeconds,
        clock,
        submitted,
        action ->
            onCancel.accept(
                () -> {
                  first.run();
                  action.run();
                }));
  }

  /**
   * This context for a piece of the work: a piece is known by a token of its own, so that it is
   * found again when the whole is resumed.
   *
   * @param piece the piece's name within the work
   * @param stops is given what {@link #onCancel} is given, to run it for a reason of its own
   */
  public CallContext forPiece(String piece, Consumer<Runnable> stops) {
    return new CallContext(
        executionArn,
        stateName,
        piece.isEmpty() || token.isEmpty() ? token : token + "/" + piece,
        resumed,
        timeoutSeconds,
        clock,
        answer -> {},
        action -> {
          onCancel.accept(action);
          stops.accept(action);
        });
  }
}
