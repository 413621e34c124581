package dev.stepwell.local.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A function.
 *
 * @param name the function's name
 * @param handler the handler class, as in {@code com.acme.Plan} or {@code
 *     com.acme.Plan::handleRequest}
 * @param memoryMegabytes what the context says; not enforced
 * @param timeout after which a call fails; 1 second to 15 minutes
 * @param idempotent whether a call that was broken off may be made again with no harm
 */
public record FunctionDefinition(
    String name, String handler, int memoryMegabytes, Duration timeout, boolean idempotent) {

  /** A function whose calls are never made again. */
  public FunctionDefinition(String name, String handler, int memoryMegabytes, Duration timeout) {
    this(name, handler, memoryMegabytes, timeout, false);
  }

  /** Checks the timeout. */
  public FunctionDefinition {
    requireNonNull(name, "name");
    requireNonNull(handler, "handler");
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(15)) > 0) {
      throw new IllegalArgumentException(
          "function '" + name + "': the timeout must be 1 second to 15 minutes, not " + timeout);
    }
  }

  /** The handler's class, without the method. */
  String handlerClass() {
    int colons = handler.indexOf("::");
    return colons < 0 ? handler : handler.substring(0, colons);
  }
}
