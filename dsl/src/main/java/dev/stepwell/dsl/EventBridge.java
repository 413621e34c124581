package dev.stepwell.dsl;

/** Amazon EventBridge. */
public final class EventBridge {

  /**
   * Some event was not taken; the cause is the whole answer. A retry sends all of them again, so
   * that consumers must know duplicates; it is left to the author.
   */
  public static final ErrorName FAILED_ENTRY = ErrorName.of("EventBridge.FailedEntry");

  private EventBridge() {}

  /**
   * What events give.
   *
   * @param eventIds their ids, in order
   */
  public record Put(Items<String> eventIds) {}

  /**
   * Puts an event on the default bus. Step Functions adds the ARNs of the execution and of the
   * state machine to its resources.
   *
   * @param source who says it, such as {@code shop.orders}; not {@code aws.}
   * @param detailType what has happened, such as {@code Order Shipped}
   * @param detail what there is to say of it
   */
  public static EventBridgePut put(String source, String detailType, Args detail) {
    return EventBridgePut.first(source, detailType, detail);
  }
}
