package dev.stepwell.engine;

import dev.stepwell.engine.expression.Scope;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ends its graph with an error. */
final class FailNode extends Node {

  private final @Nullable Function<Scope, String> error;
  private final @Nullable Function<Scope, String> cause;

  FailNode(
      String name,
      @Nullable Function<Scope, String> error,
      @Nullable Function<Scope, String> cause) {
    super(name, EventType.FAIL_STATE_ENTERED, null);
    this.error = error;
    this.cause = cause;
  }

  @Override
  void run(Frame frame) {
    Scope scope = frame.scope();
    frame.fail(
        Failure.of(
            error == null ? null : error.apply(scope), cause == null ? null : cause.apply(scope)));
  }
}
