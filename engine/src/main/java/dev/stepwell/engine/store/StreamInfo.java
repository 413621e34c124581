package dev.stepwell.engine.store;

import static java.util.Objects.requireNonNull;

/**
 * What a store knows of a stream besides its bytes, so that streams can be found without being
 * read.
 *
 * @param id from 1; 0 is the engine's own stream, which is always open
 * @param root the stream that this one belongs to and is kept as long as; its own id if it belongs
 *     to none
 * @param machine the state machine's name
 * @param name the execution's name
 * @param status a word, such as {@code RUNNING}
 * @param startedAt when it began, in milliseconds since 1970
 * @param stoppedAt when it ended, in milliseconds since 1970; {@link #OPEN} while it has not
 */
public record StreamInfo(
    long id,
    long root,
    String machine,
    String name,
    String status,
    long startedAt,
    long stoppedAt) {

  /** Not ended. */
  public static final long OPEN = Long.MAX_VALUE;

  public StreamInfo {
    requireNonNull(machine, "machine");
    requireNonNull(name, "name");
    requireNonNull(status, "status");
  }

  /** Whether it has not ended. */
  public boolean isOpen() {
    return stoppedAt == OPEN;
  }

  /** Whether it belongs to no other. */
  public boolean isRoot() {
    return root == id;
  }
}
